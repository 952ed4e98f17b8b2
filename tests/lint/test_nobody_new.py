"""Levels of an escalation policy that notify nobody new."""

import pytest
from lint.rules import NOW, found
from source.saying import expected

from pdsync.lint import LintContext, all_rules
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


SAID = expected("""
    a.yaml:14:53 nobody-new: level 2 notifies nobody new: whoever is on it is on level 1 already, \
in all of the next four weeks
      notify somebody else there; or `safety: {same_person: allow}` in pdsync.yaml, if it is meant
    """)
TURNS = {
    "the same turns in two schedules": ("p", "s", weekly(A, B), weekly(A, B)),
    "in rotations": ("p", "s", shifts(A, B), shifts(A, B)),
    "a part of the time": (
        "p",
        "s",
        weekly(A, B),
        weekly(A, B, more=", only: Mon-Fri 09:00-17:00"),
    ),
    "a person beside another": (f"p, {C}", C, weekly(A, B), weekly(A)),
    "one of two schedules": ("p, s", "s", weekly(A, B), weekly(C)),
}


@pytest.mark.parametrize(("upper", "lower", "p", "s"), TURNS.values(), ids=TURNS)
def test_a_level_whose_people_are_on_the_level_before(upper, lower, p, s):
    assert found("nobody-new", text(upper, lower, p=p, s=s)) == SAID


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


def test_turns_that_are_not_decided_are_not_guessed():
    undecided = weekly(A, B).replace(f", anchor: {{who: {A}, at: 2026-01-05}}", "")
    assert found("nobody-new", text("p", "s", p=undecided, s=undecided)) == ""


def test_what_is_meant_is_allowed():
    allowed = "stack: acme\nsafety: {same_person: allow}\n"
    files = {"pdsync.yaml": allowed, "a.yaml": text("p", "s", p=weekly(A), s=weekly(A))}
    assert [*all_rules()["nobody-new"].findings(load_texts(files), LintContext(NOW))] == []
