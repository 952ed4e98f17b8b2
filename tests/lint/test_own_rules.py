"""Rules of the organisation's own: what they find, and what is said of how they are written."""

import re
from datetime import timedelta

import pytest
from lint.own_rules import WORLD, config, found, said, wrong
from lint.rules import NOW
from source_code import ROOT

from pdsync.lint import LintContext, checked, resolved_json, tried_rules
from pdsync.source import load_texts

pytest.importorskip("cel_expr_python", reason="needs CEL, which is not here for this machine")

LEVELS = "service.escalation_policy.escalation_rules"
WHOLE = "an escalation rule cannot be told as a whole"
FOR, NME = "for: services", "`nme` is no name of a service"


def test_what_breaks_a_rule_is_a_finding_at_its_place():
    rule = """    for: services
    when: service.severity == "critical"
    check: size(service.escalation_policy.escalation_rules) >= 2
    message: "{service.name} of {service.team.name} has one level"
"""
    assert found(rule) == [("lone", "a.yaml:17:3", "shop of Web has one level")]


@pytest.mark.parametrize(
    ("for_", "check", "message", "texts"),
    [
        ("schedules", "false", "{schedule.coverage}", ["0.239583"]),
        (
            "schedules",
            "schedule.covered",
            "{schedule.people}",
            ["ana@acme.example, ben@acme.example"],
        ),
        ("escalation_policies", "policy.covered", "m", []),
        ("people", "person.hours_per_week < 1.0", "{person.hours_per_week}", ["20.08", "20"]),
        ("people", "person.nights_per_week > 0", "{person.schedules}", ["web", "web"]),
        ("teams", "!has(team.description)", "m", []),
        ("services", "has(service.runbook)", "{service.runbook}", ["(not known)", "(not known)"]),
    ],
)
def test_facts_and_references_are_names(for_, check, message, texts):
    assert said(for_, f"'{check}'", message) == texts


@pytest.mark.parametrize(
    ("check", "line", "column", "message", "help_"),
    [
        ("servce.name == ''", 2, 12, "there is no `servce`", "did you mean `service`?"),
        ("'service.naem == 1'", 2, 21, "`naem` is no name of a service", "did you mean `name`?"),
        (
            "|\n      true &&\n      service.team.nam == 'a'",
            4,
            20,
            "`nam` is no name of a team",
            "did you mean `name`?",
        ),
        (
            '"service.name == \\"a\\" && service.ky == \'\'"',
            2,
            46,
            "`ky` is no name of a service",
            "did you mean `key`?",
        ),
        ("service.name = 'a'", 2, 25, "`=` has no meaning here", "write =="),
        (
            "service.name.startWith('a')",
            *(2, 25, "there is no function `startWith`", "did you mean `startsWith`?"),
        ),
    ],
)  # fmt: skip
def test_a_mistake_in_an_expression_is_shown_at_its_character(check, line, column, message, help_):
    assert wrong(check) == (line, column, message, help_)


def test_what_is_neither_true_nor_false_is_no_check():
    assert wrong("service.name")[2] == "this is neither true nor false"
    assert wrong("1 + 1")[2] == "this is neither true nor false"


def test_a_schedule_without_a_gap_is_covered_whole_at_any_fraction_of_a_second():
    rule = "    for: schedules\n    check: schedule.coverage == 1.0\n    message: m\n"
    rota = "{time_zone: Etc/UTC, layers: [{rotate: daily, handoff: '09:00', members: [a@b.co]}]}"
    text = f"schedules: {{web: {rota}}}\nrules:\n  whole:\n{rule}"
    context = LintContext(NOW + timedelta(microseconds=525_597))
    assert checked(load_texts({"a.yaml": text}), context).told == ()


def test_a_message_shows_no_more_of_a_list_than_is_read():
    numbers = ",".join("1" * 100)
    (shop, _) = said("services", "'false'", f"{{[{numbers}].map(a, [{numbers}])}}")
    assert (len(shop), shop[:7]) == (200, "1, 1, 1")


def test_a_broken_rule_can_be_ignored_and_set():
    rule = "    for: services\n    check: 'false'\n    message: m\n"
    texts = {
        "a.yaml": WORLD.replace("  shop:", "  # pdsync: ignore[lone] it is old\n  shop:")
        + "rules:\n  lone:\n"
        + rule,
        "pdsync.yaml": "lint: {rules: {lone: {severity: info}}}\n",
    }
    result = checked(load_texts(texts), LintContext(NOW))

    assert [(one.severity.value) for one in result.told if one.rule == "lone"] == ["info"]
    assert [one.finding.rule for one in result.suppressed] == ["lone"]


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("for: servces\n    check: 'true'", "this is nothing that a rule can be for"),
        ("for: services\n    check: 'true'\n    message: null", "this takes a sentence"),
        (f"{FOR}\n    chek: a\n    check: 'true'", "`chek` is not a field of a rule of your own"),
        (f"{FOR}\n    check: 'true'\n    message: '{{service.nme}}'", NME),
        (f"{FOR}\n    check: 'true'\n    message: 'a {{service'", "this { has no end"),
        (f"{FOR}\n    check: 'true'\n    message: '{{{LEVELS}}}'", WHOLE),
        (f"{FOR}\n    check: 'true'\n    message: '{{{LEVELS}[0]}}'", WHOLE),
        (f"{FOR}\n    check: 'true'\n    message: '{{{LEVELS}.filter(one, true)}}'", WHOLE),
    ],
)  # fmt: skip
def test_a_rule_that_is_written_wrong_is_told(rule, message):
    rule = rule if "message" in rule else f"{rule}\n    message: m"
    assert [text for _, _, text in found(f"    {rule}\n")] == [message]


def test_a_rule_stops_no_plan():
    assert not config("    for: nothing\n").is_broken


def test_examples_that_are_not_what_they_say_are_told():
    rule = """    for: services
    check: service.severity == "critical"
    message: m
    passes: [{severity: critical}, {severity: low}]
    fails: [{severity: low}, {severity: critical}, {}]
"""
    assert [(str(one.place), one.message) for one in tried_rules(config(rule)).problems] == [
        ("a.yaml:24:36", "this is to keep `lone`, and breaks it: m"),
        ("a.yaml:25:30", "this is to break `lone`, and does not"),
        ("a.yaml:25:52", "`lone` cannot be told of this: `severity` is not known"),
    ]


def test_a_rule_that_is_written_wrong_keeps_no_examples_of_others_from_running():
    bad = "    for: services\n    chek: 'true'\n    message: m\n"
    good = "  other:\n    for: services\n    check: 'true'\n    message: m\n    fails: [{}]\n"

    assert [one.message for one in tried_rules(config(bad + good)).problems] == [
        "`chek` is not a field of a rule of your own",
        "this is to break `other`, and does not",
    ]


def test_a_name_in_an_example_that_nothing_has_is_told():
    rule = """    for: services
    check: service.severity == "critical"
    message: m
    passes: [{severty: critical, escalation_policy: {escalation_rules: [{dely: 5}]}}]
"""
    assert [
        (str(one.place), one.message, one.help) for one in tried_rules(config(rule)).problems
    ] == [
        ("a.yaml:24:15", "`severty` is no name of a service", "did you mean `severity`?"),
        (
            "a.yaml:24:74",
            "`dely` is no name of an escalation rule",
            "write `escalation_delay_in_minutes`, `targets` or "
            "`escalation_rule_assignment_strategy`",
        ),
    ]


def test_a_configuration_is_printed_with_references_resolved():
    found = resolved_json(load_texts({"a.yaml": WORLD}), LintContext(NOW))

    policy = found["services"]["shop"]["escalation_policy"]
    assert (found["format"], policy["team"]["name"]) == ("pdsync.resolved/1", "Web")
    assert policy["escalation_rules"][0]["targets"][0]["key"] == "ana@acme.example"


def test_the_example_of_the_page_is_what_it_says():
    (example,) = re.findall(
        r"```yaml\n(.*?)```", (ROOT / "docs/own-rules.md").read_text(), re.DOTALL
    )

    assert tried_rules(load_texts({"a.yaml": example})).problems == ()


def test_a_week_has_seven_nights_whenever_it_begins():
    rule = "    for: people\n    check: person.nights_per_week <= 7.0\n    message: m\n"
    alone = (WORLD + "rules:\n  lone:\n" + rule).replace(", ben@acme.example", "")
    always = load_texts({"a.yaml": alone.replace("        only: Mon-Fri 09:00-17:00\n", "")})
    told = checked(always, LintContext(NOW.replace(hour=2))).told
    assert [one for one in told if one.rule == "lone"] == []
