"""Escalation policies: their rules, and the mistake of writing them as a timetable."""

import pytest
from kinds.reading import live, read, said, sent, values
from kinds.recorded import ANA, POLICY, reference
from organisation import FIRST_DOCUMENT

from pdsync.kinds import KINDS, Ref

DELAY = (
    "the delay is how long a rule waits before it hands on to the next, at least 1 minute; "
    "it is not the minute at which the rule is notified"
)


def policy(*rules, more=""):
    return f"escalation_policies: {{a: {{escalation_rules: [{', '.join(rules)}], {more}}}}}"


def rule(delay, targets="[a@b.c]", more=""):
    return f"{{escalation_delay_in_minutes: {delay}, targets: {targets}, {more}}}"


def rules(text):
    return [
        (one.escalation_delay_in_minutes, one.targets)
        for one in read("escalation_policy", text).escalation_rules
    ]


def test_the_first_document_has_one_mistake_and_is_told_how_to_mend_it():
    assert said(f"\n{FIRST_DOCUMENT}") == [
        ("0", DELAY, "write 15 on the first rule: that notifies the second rule after 15 minutes")
    ]


def test_the_first_document_is_understood_once_it_is_mended():
    assert rules(FIRST_DOCUMENT.replace(": 0", ": 15")) == [
        (15, (Ref("user", id="P123ABC"),)),
        (15, (Ref("user", id="P456DEF"),)),
    ]


@pytest.mark.parametrize(
    ("delays", "mended"),
    [
        (
            ["0", "15", "30"],
            "write 15 on the first rule and 15 on the second rule: "
            "that notifies the second rule after 15 and the third rule after 30 minutes",
        ),
        (
            ["0m", "10m", "1h"],
            "write 10 on the first rule and 50 on the second rule: "
            "that notifies the second rule after 10 and the third rule after 60 minutes",
        ),
        (["0"], "write how many minutes this rule waits, 1 or more"),
        (["0", "30", "15"], "write how many minutes this rule waits, 1 or more"),
        (["5", "0"], "write how many minutes this rule waits, 1 or more"),
    ],
)
def test_a_timetable_is_turned_into_delays(delays, mended):
    assert [problem[1:] for problem in said(policy(*map(rule, delays)))] == [(DELAY, mended)]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            policy(),
            (
                "[]",
                "an escalation policy needs a rule",
                "write one with an `escalation_delay_in_minutes` and `targets`",
            ),
        ),
        (
            policy(rule("-5")),
            ("-5", "'-5' is out of range", "write 1m or more"),
        ),
        (
            policy(rule("90s")),
            (
                "90s",
                "'90s' is not a whole number of minutes, as PagerDuty counts here",
                "write a length such as 15m, 4h or 1 week, or a number of minutes",
            ),
        ),
        (
            policy(rule(5, "[]")),
            (
                "[]",
                "a rule notifies 1 to 10 targets; this one has 0",
                "write the e-mail of a person or the key of a schedule",
            ),
        ),
        (
            policy(rule(5, [f"{number}@b.c" for number in range(11)])),
            (
                str([f"{number}@b.c" for number in range(11)]),
                "a rule notifies 1 to 10 targets; this one has 11",
                "use a schedule, or move some to a rule of their own",
            ),
        ),
        (policy(rule(5, "[a@b.c, A@b.c]")), ("A@b.c", "a@b.c is listed twice", "delete one")),
        (
            policy(rule(5, "[{id: P123ABC}]")),
            (
                "{id: P123ABC}",
                "this does not say what it points to: a user or schedule",
                "write `type: user` or `type: schedule`",
            ),
        ),
        (
            policy(rule(5, more="escalation_rule_assignment_strategy: round-robin")),
            ("round-robin", "'round-robin' is not possible here", "did you mean `round_robin`?"),
        ),
        (
            policy(rule(5), more="num_loops: 10"),
            ("10", "'10' is out of range", "write a number from 0 to 9"),
        ),
        (
            policy(rule(5), more="on_call_handoff_notifications: never"),
            ("never", "'never' is not possible here", "write one of: if_has_services, always"),
        ),
        (
            policy(rule(5), more="teams: [{id: PTEAM11}, {id: PTEAM22}]"),
            (
                "[{id: PTEAM11}, {id: PTEAM22}]",
                "an escalation policy has one team at most; this one has 2",
                "write the one that owns it",
            ),
        ),
        (
            policy(rule(5), more="name: On/Call"),
            (
                "On/Call",
                "PagerDuty takes no `/` in this name",
                "write it without any of \\ / & < >",
            ),
        ),
    ],
)
def test_what_pagerduty_refuses_is_said(text, problem):
    assert said(text) == [problem]


def test_targets_are_people_by_e_mail_and_schedules_by_key():
    text = policy(rule("1h", "[a@b.c, {schedule: {name: Nights}}, {user: {id: P123ABC}}]"))
    assert rules(text) == [
        (
            60,
            (
                Ref("user", key="a@b.c"),
                Ref("schedule", name="Nights"),
                Ref("user", id="P123ABC"),
            ),
        )
    ]


def test_pagerdutys_list_of_teams_is_a_team():
    several = policy(rule(5), more="teams: [{id: PTEAM11}]")
    assert read("escalation_policy", several).team == Ref("team", id="PTEAM11")


@pytest.mark.parametrize("written", ["team: null", "teams: []"])
def test_no_team_is_sent_as_an_empty_list(written):
    body = sent("escalation_policy", read("escalation_policy", policy(rule(5), more=written)))
    assert body["teams"] == []


@pytest.mark.parametrize("written", ["round_robin", "{type: round_robin}", "[{type: round_robin}]"])
def test_a_strategy_is_sent_as_an_object_however_it_was_written(written):
    text = policy(rule(5, more=f"escalation_rule_assignment_strategy: {written}"))
    body = sent("escalation_policy", read("escalation_policy", text))
    assert body["escalation_rules"] == [
        {
            "escalation_delay_in_minutes": 5,
            "targets": (Ref("user", key="a@b.c"),),
            "escalation_rule_assignment_strategy": {"type": "round_robin"},
        }
    ]


def test_a_strategy_that_nobody_wrote_is_not_sent():
    body = sent("escalation_policy", read("escalation_policy", policy(rule(5))))
    assert set(body["escalation_rules"][0]) == {"escalation_delay_in_minutes", "targets"}


def test_both_types_of_schedules_are_schedules():
    (first, _) = live("escalation_policy", POLICY).escalation_rules
    assert first.targets == (Ref("schedule", id="PSCHED1"), Ref("schedule", id="PSCHED2"))


def test_what_is_not_modelled_in_a_rule_is_sent_back():
    body = sent("escalation_policy", live("escalation_policy", POLICY))
    assert {name: body["escalation_rules"][0][name] for name in ("id", "colour")} == {
        "id": "PRULE11",
        "colour": "a field of tomorrow",
    }


def test_null_is_the_default():
    raw = {"num_loops": None, "on_call_handoff_notifications": None, "teams": []}
    assert values(live("escalation_policy", raw)) == {
        "num_loops": 0,
        "on_call_handoff_notifications": "if_has_services",
        "team": None,
    }


def test_a_rule_is_known_by_whom_it_notifies_rather_than_by_its_delay():
    first, second = live("escalation_policy", POLICY).escalation_rules
    moved = read("escalation_policy", policy(rule(30, "[{user: {id: PANA111}}, x@b.c]")))
    (wanted,) = moved.escalation_rules
    other = first.model_copy(update={"escalation_delay_in_minutes": 30})
    assert wanted.likeness(second) > wanted.likeness(other)


def test_user_targets_become_members_of_the_policys_team():
    targets = [ANA, reference("PSCHED1", "schedule", "")]
    rules = [{"escalation_delay_in_minutes": 5, "targets": targets}]
    raw = {**POLICY, "escalation_rules": rules}
    pairs = list(KINDS["escalation_policy"].members(live("escalation_policy", raw)))
    assert pairs == [(Ref("team", id="PTEAM11"), Ref("user", id="PANA111"))]


@pytest.mark.parametrize(
    ("strategy", "found"),
    [("round_robin", True), ("assign_to_everyone", False), (None, False), ("least_busy", None)],
)
def test_of_a_strategy_that_is_not_known_it_is_not_known_who_is_notified(strategy, found):
    rule = {
        **POLICY["escalation_rules"][0],
        "escalation_rule_assignment_strategy": {"type": strategy} if strategy else None,
    }
    (read_back,) = live(
        "escalation_policy", {**POLICY, "escalation_rules": [rule]}
    ).escalation_rules
    assert read_back.round_robin is found
