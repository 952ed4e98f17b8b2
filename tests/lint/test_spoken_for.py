"""One fault, one finding: a rule is silent where another, or a promise, says the same better."""

import json
from collections import Counter

import pytest
from lint.rules import NOW, examples
from source.saying import expected, told

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
ALL_PROMISE = "services:\n  a: {escalation_policy: web, expect: {distinct_people: 2}}\n%s"
TWO_ALIKE = (
    "schedules:\n"
    + rota("one", TURNS % (f"{A}, {B}", "2026-01-05"))
    + rota("two", TURNS % (f"{A}, {B}", "2026-01-05"))
    + policy("%s", C)
)
EMPTY = "schedules:\n  a: {time_zone: Europe/London, layers: []}\n" + policy("a", C)
DAYS = f"layers: [{{rotate: weekly, handoff: Mon 09:00, members: [{A}, {B}], only: Mon-Fri}}]"
ODD = examples("odd-delay")[0]
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
            ODD.replace("1h", "600"),
            "odd-delay",
            "other-unit",
        ),
        (
            examples("resolves-too-early")[0].replace("20m", "20"),
            "resolves-too-early",
            "other-unit",
        ),
        (policy(A, A) + ALL_PROMISE % "", "nobody-new", "broken-promise"),
        (policy(A) + ALL_PROMISE % "", "one-level", "broken-promise"),
        (
            examples("nobody-new-at-times")[0] + ALL_PROMISE % "",
            "nobody-new-at-times",
            "broken-promise",
        ),
        (
            examples("primary-is-secondary")[0] + ALL_PROMISE.replace("2", "4") % "",
            "primary-is-secondary",
            "broken-promise",
        ),
        (TWO_ALIKE % "one, two", "declared-twice", "twice-on-a-level"),
        (EMPTY, "uncovered-level", "never-on-call"),
        (f"x-wait: &wait 600\n{ODD.replace('1h', '*wait')}", "odd-delay", "other-unit"),
    ],
)
def test_one_fault_is_told_once(text, quiet, loud):
    said = rules(text)
    assert (quiet in said, said.count(loud)) == (False, 1)


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
        (policy(A, A) + ALL_PROMISE % "  b: {escalation_policy: web}\n", "nobody-new"),
        (TWO_ALIKE % "one, daniel@acme.example", "declared-twice"),
        (EMPTY.replace("layers: []", DAYS), "uncovered-level"),
    ],
)
def test_where_nothing_else_speaks_the_rule_does(text, rule):
    assert rule in rules(text)


def test_a_promise_that_is_kept_decides_as_well():
    said = rules(LONG + "    expect: {max_consecutive: 14d}\n")
    assert ("long-turns" in said, "broken-promise" in said) == (False, False)


def test_what_another_thing_is_told_of_speaks_for_nothing():
    two = policy(A, A) + "  shop:\n    escalation_rules: [{targets: [%s], %s}]\n"
    said = rules(two % (B, "escalation_delay_in_minutes: 10m"))
    assert (said.count("nobody-new"), said.count("one-level")) == (1, 1)


def test_a_rule_that_is_off_speaks_for_nothing():
    off = "lint: {profile: strict, rules: {nobody-new: {enabled: false}, nobody-new-at-times: "
    settings = {"pdsync.yaml": off + "{enabled: false}}}\n"}
    config = load_texts({**settings, "a.yaml": policy(A, A)})
    assert "one-level" in [one.rule for one in lint(config, NOW)]


def test_a_comment_on_what_speaks_brings_nothing_else_up():
    comment = "# pdsync: ignore[nobody-new, nobody-new-at-times] Ana has two phones\n"
    said = rules(policy(A, A).replace("  web:", f"  {comment}  web:"))
    assert {"nobody-new", "one-level"} & {*said} == set()


def test_rules_yield_to_rules_and_promises_that_there_are():
    shapes = "".join(json.dumps(one.model.model_json_schema()) for one in KINDS.values())
    named = {name for rule in all_rules().values() for name in rule.yields_to} - {*all_rules()}
    others = {one for one in named if one.startswith(("here.", "beside."))}
    assert {one.partition(".")[2] for one in others} <= {*all_rules()}
    promises = {one.removeprefix("expect.") for one in named - others}
    assert [one for one in promises if f'"{one}": {{' not in shapes] == []


LEVELS = "[{escalation_delay_in_minutes: 600, targets: [ana@acme.example]}]"
SHARED = {
    "a merge": (
        f"x-levels: &levels {{escalation_rules: {LEVELS}}}\n"
        "escalation_policies:\n  web: {<<: *levels}\n  shop: {<<: *levels}\n",
        {"one-level": 1, "other-unit": 1, "declared-twice": 1},
    ),
    "an alias of a list": (
        f"x-levels: &levels {LEVELS}\n"
        "escalation_policies:\n  web: {escalation_rules: *levels}\n"
        "  shop: {escalation_rules: *levels}\n",
        {"one-level": 2, "other-unit": 1, "declared-twice": 1},
    ),
}


@pytest.mark.parametrize(("text", "times"), SHARED.values(), ids=SHARED)
def test_a_fault_in_what_several_share_is_told_once(text, times):
    assert Counter(rules(text)) == times


def test_what_is_shared_is_told_with_whose_it_is():
    config = load_texts({"pdsync.yaml": "stack: acme\n", "a.yaml": SHARED["a merge"][0]})
    found = [one for one in lint(config, NOW, profile="strict") if one.rule == "one-level"]
    assert told(found) == expected("""
        a.yaml:1:20 one-level: ana@acme.example is the only person on all levels of `web`: when \
they do not hear, nobody does
          add a level with somebody else
          a.yaml:3:3: escalation policy `web` has it from there
          a.yaml:4:3: escalation policy `shop` has it from there
        """)


def test_of_what_is_shared_above_everything_one_rule_speaks_for_another():
    text = SHARED["a merge"][0].replace("}]}", "}, *level]}").replace("[{esc", "[&level {esc")
    assert Counter(rules(text)) == {"nobody-new": 1, "other-unit": 1, "declared-twice": 1}
