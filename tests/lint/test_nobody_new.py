"""Levels of an escalation policy that notify nobody new."""

import pytest
from lint.rules import NOW, found

from pdsync.lint import LintContext, all_rules, lint
from pdsync.source import load_texts

A, B, C = "a@x.example", "b@x.example", "c@x.example"


def text(upper, lower, **schedules):
    rotas = "".join(f"  {key}:\n{body}" for key, body in schedules.items())
    return (
        f"schedules:\n{rotas}escalation_policies:\n  web:\n    escalation_rules:\n"
        f"      - {{escalation_delay_in_minutes: 10m, targets: [{upper}]}}\n"
        f"      - {{escalation_delay_in_minutes: 10m, targets: [{lower}]}}\n"
    )


def weekly(*members, first=None, handoff="Mon 09:00", more=""):
    anchor = f", anchor: {{who: {first or members[0]}, at: 2026-01-05}}"
    return (
        "    time_zone: Etc/UTC\n    layers:\n      - {name: Weekly, rotate: weekly, handoff: "
        f"{handoff}, members: [{', '.join(members)}]{anchor}{more}}}\n"
    )


def shifts(*members, first=None):
    return weekly(*members, first=first).replace("layers:", "rotations:")


MESSAGE = """\
nobody-new: level 2 of `web` notifies nobody new: whoever is on it is on level 1 already, \
in all of the next four weeks
  notify somebody else there; or `safety: {same_person: allow}` in pdsync.yaml, if it is meant
"""
NAMED = MESSAGE.replace(", in all of the next four weeks", "") + "  a.yaml:13:53: level 1\n"
P, S = ("  a.yaml:2:3: schedule `p`\n", "  a.yaml:6:3: schedule `s`\n")
UNDECIDED = weekly(A, B).replace(f", anchor: {{who: {A}, at: 2026-01-05}}", "")
ALONE = weekly(A).replace(f", anchor: {{who: {A}, at: 2026-01-05}}", "")
ALONE_NOW = ALONE.partition("layers:\n")[2]
WENT = weekly(B, C, more=", until: 2026-01-12").replace(
    f", anchor: {{who: {B}, at: 2026-01-05}}", ""
)
OVER = weekly(C, more=", until: 2026-01-12").partition("layers:\n")[2]
"""A layer of somebody else that has ended."""
TURNS = {
    "the same turns in two schedules": ("p", "s", weekly(A, B), weekly(A, B), P + S),
    "in rotations": ("p", "s", shifts(A, B), shifts(A, B), P + S),
    "a part of the time": (
        "p",
        "s",
        weekly(A, B),
        weekly(A, B, more=", only: Mon-Fri 09:00-17:00"),
        P + S,
    ),
    "a person beside another": (f"p, {C}", C, weekly(A, B), weekly(A), P),
    "one of two schedules": ("p, s", "s", weekly(A, B), weekly(C), P + S),
    "somebody else had turns": ("p", "s", weekly(A, B), weekly(A, B) + OVER, P + S),
    "a person beside turns that are not decided": (f"p, {C}", C, UNDECIDED, weekly(A), P),
    "all turns of a person, then the person": ("p", A, ALONE, weekly(A), P),
    "a person, then all turns of theirs": (A, "p", ALONE, weekly(A), P),
    "all shifts of a person": ("p", A, ALONE.replace("layers:", "rotations:"), weekly(A), P),
    "all turns since somebody else went": ("p", A, WENT + ALONE_NOW, weekly(A), P),
    "one schedule twice, whose turns are not decided": ("p", "p", UNDECIDED, weekly(A), P),
}


@pytest.mark.parametrize(("upper", "lower", "p", "s", "beside"), TURNS.values(), ids=TURNS)
def test_a_level_whose_people_are_on_the_level_before(upper, lower, p, s, beside):
    said = text(upper, lower, p=p, s=s)
    line = said.count("\n")
    assert found("nobody-new", said) == f"a.yaml:{line}:53 {MESSAGE}{beside}"


def test_people_who_are_named_are_there_always():
    said = text(f"{A}, {B}", A, p=weekly(A), s=weekly(A))
    assert found("nobody-new", said) == f"a.yaml:14:53 {NAMED}"


OTHERS = {
    "one week later": ("p", "s", weekly(A, B), weekly(A, B, first=B)),
    "an hour later": ("p", "s", weekly(A, B), weekly(A, B, handoff="Mon 10:00")),
    "one who is there every second week": ("p", A, weekly(A, B), weekly(A)),
    "somebody else": ("p", C, weekly(A, B), weekly(A)),
    "nobody ever": ("p", "s", weekly(A), weekly(A, more=", until: 2026-01-12")),
}


@pytest.mark.parametrize(("upper", "lower", "p", "s"), OTHERS.values(), ids=OTHERS)
def test_a_level_that_notifies_somebody_new(upper, lower, p, s):
    assert found("nobody-new", text(upper, lower, p=p, s=s)) == ""


ROUND_ROBIN = {
    "one of two people": (f"{A}, {B}", A, ""),
    "one target": (A, A, NAMED),
    "whoever is asked": ("p, s", A, MESSAGE + P + S),
}


@pytest.mark.parametrize(("upper", "lower", "warned"), ROUND_ROBIN.values(), ids=ROUND_ROBIN)
def test_of_a_round_robin_each_target_has_to_have_them(upper, lower, warned):
    strategy = ", escalation_rule_assignment_strategy: round_robin}\n"
    said = text(upper, lower, p=weekly(A), s=weekly(A))
    said = said.replace(f"[{upper}]}}\n", f"[{upper}]{strategy}", 1)
    assert found("nobody-new", said) == (f"a.yaml:14:53 {warned}" if warned else "")


def test_turns_that_are_not_decided_are_not_guessed():
    assert found("nobody-new", text("p", "s", p=UNDECIDED, s=UNDECIDED)) == ""


def test_what_is_meant_is_allowed():
    allowed = "stack: acme\nsafety: {same_person: allow}\n"
    files = {"pdsync.yaml": allowed, "a.yaml": text("p", "s", p=weekly(A), s=weekly(A))}
    assert [*all_rules()["nobody-new"].findings(load_texts(files), LintContext(NOW))] == []


def test_a_part_of_a_second_is_no_time_without_somebody():
    config = load_texts({"pdsync.yaml": "stack: acme\n", "a.yaml": text("p", A, p=ALONE)})
    at = NOW.replace(microsecond=345678)
    assert [one.rule for one in lint(config, at)] == ["nobody-new"]


def test_levels_in_a_row_are_told_as_one():
    level = f"      - {{escalation_delay_in_minutes: 10m, targets: [{A}]}}\n"
    other = level.replace(A, B)
    policy = "escalation_policies:\n  web:\n    escalation_rules:\n"
    told = found("nobody-new", policy + level * 20 + other * 2)
    assert [line.partition("already")[0] for line in told.splitlines() if "nobody-new" in line] == [
        "a.yaml:5:53 nobody-new: levels 2 to 20 of `web` notify nobody new: whoever is on one of "
        "them is on the level before it ",
        "a.yaml:25:53 nobody-new: level 22 of `web` notifies nobody new: whoever is on it is on "
        "level 21 ",
    ]
