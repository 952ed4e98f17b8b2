"""One fault, one finding: a rule is silent where another, or a promise, says the same better."""

import json

import pytest
from lint.rules import NOW, examples

from pdsync.kinds import KINDS
from pdsync.lint import all_rules, lint
from pdsync.source import load_texts

A, B, C = "ana@acme.example", "ben@acme.example", "chloe@acme.example"
ANCHOR = "anchor: {who: ana@acme.example, at: 2026-01-05}"


def rules(text):
    """The rules that speak of a text in the profile `strict`, in order of place."""
    config = load_texts({"pdsync.yaml": "stack: acme\n", "a.yaml": text})
    return [one.rule for one in lint(config, NOW, profile="strict")]


def rota(name, layer, more=""):
    return (
        f"  {name}:\n    time_zone: Europe/London\n    layers: [{{rotate: weekly, "
        f"handoff: Mon 09:00, {layer}}}]\n{more}"
    )


def policy(*levels, more=""):
    rows = "".join(
        f"      - {{escalation_delay_in_minutes: 10m, targets: [{one}]}}\n" for one in levels
    )
    return f"escalation_policies:\n  web:\n    escalation_rules:\n{rows}{more}"


TWICE = f"members: [{A}, {A}, {A}, {A}, {B}], {ANCHOR}"
LONG = "schedules:\n" + rota("a", f"members: [{A}, {B}]").replace("weekly", "2 weeks")
TIGHT = """schedules:
  a:
    time_zone: Europe/London
    layers:
      - {rotate: daily, handoff: 09:00, members: [ana@acme.example, ben@acme.example]}
"""
TURNS = "members: [%s], anchor: {who: ana@acme.example, at: %s}"
SAME = (
    "schedules:\n"
    + rota("one", TURNS % (f"{A}, {B}, {C}", "2026-01-05"), "%s")
    + rota("two", TURNS % (f"{A}, {C}, {B}", "2026-01-12"))
    + policy("one", "two, daniel@acme.example")
)
OUTSIDE = examples("outside-the-team")[0]


@pytest.mark.parametrize(
    ("text", "quiet", "loud"),
    [
        (policy(A, A), "one-level", "nobody-new"),
        (
            policy(A, more="    expect: {distinct_people: 2}\n"),
            "one-level",
            "broken-promise",
        ),
        (
            policy(A, A, more="    expect: {distinct_people: 2}\n"),
            "nobody-new",
            "broken-promise",
        ),
        (
            f"{examples('nobody-new-at-times')[0]}    expect: {{distinct_people: 2}}\n",
            "nobody-new-at-times",
            "broken-promise",
        ),
        ("schedules:\n" + rota("a", TWICE), "unfair-load", "member-twice-in-a-row"),
        (LONG + "    expect: {max_consecutive: 7d}\n", "long-turns", "broken-promise"),
        (SAME % "    expect: {not_with: [two]}\n", "primary-is-secondary", "broken-promise"),
        (OUTSIDE, "person-in-no-team", "outside-the-team"),
        (
            examples("odd-delay")[0].replace("1h", "600"),
            "odd-delay",
            "other-unit",
        ),
    ],
)
def test_one_fault_is_told_once(text, quiet, loud):
    told = rules(text)
    assert (quiet in told, told.count(loud)) == (False, 1)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (policy(A), "one-level"),
        (LONG, "long-turns"),
        (SAME % "", "primary-is-secondary"),
        (examples("person-in-no-team")[0], "person-in-no-team"),
        (examples("odd-delay")[0], "odd-delay"),
        (examples("unfair-load")[0], "unfair-load"),
        (examples("short-rest")[0], "short-rest"),
    ],
)
def test_where_nothing_else_speaks_the_rule_does(text, rule):
    assert rule in rules(text)


def test_a_promise_that_is_kept_decides_as_well():
    told = rules(LONG + "    expect: {max_consecutive: 14d}\n")
    assert ("long-turns" in told, "broken-promise" in told) == (False, False)


def test_what_another_thing_is_told_of_speaks_for_nothing():
    two = policy(A, A) + "  shop:\n    escalation_rules: [{targets: [%s], %s}]\n"
    told = rules(two % (B, "escalation_delay_in_minutes: 10m"))
    assert (told.count("nobody-new"), told.count("one-level")) == (1, 1)


def test_a_rule_that_is_off_speaks_for_nothing():
    off = "lint: {profile: strict, rules: {nobody-new: {enabled: false}, nobody-new-at-times: "
    settings = {"pdsync.yaml": off + "{enabled: false}}}\n"}
    config = load_texts({**settings, "a.yaml": policy(A, A)})
    assert "one-level" in [one.rule for one in lint(config, NOW)]


def test_a_comment_on_what_speaks_brings_nothing_else_up():
    said = "# pdsync: ignore[nobody-new, nobody-new-at-times] Ana has two phones\n"
    told = rules(policy(A, A).replace("  web:", f"  {said}  web:"))
    assert {"nobody-new", "one-level"} & {*told} == set()


def test_rules_yield_to_rules_and_promises_that_there_are():
    shapes = "".join(json.dumps(one.model.model_json_schema()) for one in KINDS.values())
    named = {name for rule in all_rules().values() for name in rule.yields_to} - {*all_rules()}
    promises = {one.removeprefix("expect.") for one in named}
    assert [one for one in promises if f'"{one}": {{' not in shapes] == []
