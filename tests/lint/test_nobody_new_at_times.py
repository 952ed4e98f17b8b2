"""Times at which a level notifies nobody new."""

import pytest
from lint.rules import examples, found

BAD, _ = examples("nobody-new-at-times")


def test_it_says_who_and_when_first():
    assert found("nobody-new-at-times", BAD) == (
        "a.yaml:13:53 nobody-new-at-times: level 2 of `web` notifies nobody new until Mon 9 Mar "
        "2026 09:00 (Europe/London): ana@acme.example is on level 1 "
        "already\n  notify somebody else there; or `safety: {same_person: allow}` in pdsync.yaml, "
        "if meant\n"
        "  a.yaml:2:3: schedule `web`\n"
    )


STRATEGY = "targets: [web, ben@acme.example], escalation_rule_assignment_strategy: round_robin}"
SILENT = {
    "all the time": BAD.replace("[ana@acme.example, ben@acme.example]", "[ana@acme.example]"),
    "a round robin": BAD.replace("targets: [web]}", STRATEGY),
    "somebody else beside them": BAD.replace(
        "[ana@acme.example]}", "[ana@acme.example, chloe@acme.example]}"
    ),
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_nothing_is_said(text):
    assert found("nobody-new-at-times", text) == ""


ANCHOR = "        anchor: {who: ana@acme.example, at: 2026-01-05}\n"
LEVEL = "      - {escalation_delay_in_minutes: 10m, targets: [%s]}\n"


def first_line(text):
    return found("nobody-new-at-times", text).partition("\n")[0].partition(": ")[2]


def test_of_turns_that_the_account_decides_it_is_told_what_is_so_in_any():
    assert first_line(BAD.replace(ANCHOR, "")) == (
        "level 2 of `web` notifies nobody new whenever ana@acme.example has a turn on level 1"
    )


def test_of_shifts_that_the_account_decides_too():
    assert first_line(BAD.replace(ANCHOR, "").replace("layers:", "rotations:")) == (
        "level 2 of `web` notifies nobody new whenever ana@acme.example has a turn on level 1"
    )


BETWEEN = LEVEL % "daniel@acme.example"
APART = {
    "a person": (LEVEL % "ana@acme.example") + BETWEEN + LEVEL % "ana@acme.example",
    "some people": (LEVEL % "ana@acme.example, chloe@acme.example")
    + BETWEEN
    + LEVEL % "chloe@acme.example",
    "a schedule of whatever turns": LEVEL % "web" + BETWEEN + LEVEL % "{schedule: {name: Web}}",
    "a schedule of the account": LEVEL % "{schedule: {id: PABC123}}"
    + BETWEEN
    + LEVEL % "{schedule: {id: PABC123}}",
}


@pytest.mark.parametrize("levels", APART.values(), ids=APART)
def test_levels_that_are_apart_and_the_same_all_the_time_are_told(levels):
    before = BAD.replace(ANCHOR, "").partition("      - {esc")[0]
    assert first_line(before + levels) == (
        "level 3 of `web` notifies nobody new at any time: whoever is on it is on level 1 already"
    )


def test_a_time_after_months_is_found_since_the_whole_rotation_is_looked_at():
    many = "".join(f"p{number}@acme.example, " for number in range(16))
    members = f"[ben@acme.example, {many}ana@acme.example]"
    text = BAD.replace("[ana@acme.example, ben@acme.example]", members)
    text = text.replace("who: ana@acme.example", "who: ben@acme.example")
    assert "from Mon 4 May 2026 09:00 to Mon 11 May" in first_line(text)


def test_a_level_is_compared_with_all_before_it():
    text = BAD.replace(LEVEL % "ana@acme.example", LEVEL % "chloe@acme.example") + (
        LEVEL % "ana@acme.example"
    )
    assert first_line(text) == (
        "level 3 of `web` notifies nobody new until Mon 9 Mar 2026 09:00 "
        "(Europe/London): ana@acme.example is on level 1 already"
    )


def test_turns_that_never_meet_are_silent():
    other = BAD.partition("escalation_policies:")[0].partition("\n")[2].replace("web:", "second:")
    other = other.replace("who: ana", "who: ben")
    text = BAD.replace("escalation_policies:", f"{other}escalation_policies:", 1)
    assert first_line(text.replace(LEVEL % "ana@acme.example", LEVEL % "second")) == ""


TURN = "{rotate: %s, handoff: %s, members: [ana@acme.example, ben@acme.example]%s}"
FIRST = ", anchor: {who: ana@acme.example, at: 2026-01-05}"
WEEKLY, DAILY = TURN % ("weekly", "Mon 09:00", "%s"), TURN % ("daily", "09:00", "%s")


def two_rotas(first, second, form="layers"):
    rows = "".join(
        f"  {key}: {{time_zone: Europe/London, {form}: [{one}]}}\n"
        for key, one in (("one", first), ("two", second))
    )
    levels = "".join(LEVEL % key for key in ("one", "two"))
    return f"schedules:\n{rows}escalation_policies:\n  web:\n    escalation_rules:\n{levels}"


ALL = "{rotate: weekly, handoff: Mon 09:00, members: [chloe@acme.example, daniel@acme.example]}, "
DAYS = WEEKLY % ", only: Mon-Fri 09:00-17:00"
MEET = {
    "turns of days and of weeks": two_rotas(WEEKLY % "", DAILY % ""),
    "rotations": two_rotas(WEEKLY % "", DAILY % "", form="rotations"),
    "one that is decided": two_rotas(WEEKLY % FIRST, DAILY % ""),
    "a layer that hides others": two_rotas(ALL + DAYS, DAILY % ""),
}
MAY_NOT_MEET = {
    "turns that may be apart": two_rotas(WEEKLY % "", WEEKLY % ""),
    "turns that begin in weeks not written": two_rotas(
        (WEEKLY % "").replace("weekly", "2 weeks"), DAILY % ""
    ),
    "a rotation of every other week": two_rotas(
        (WEEKLY % "").replace("weekly", "2 weeks"), DAILY % "", form="rotations"
    ),
    "a layer that ends": two_rotas(WEEKLY % ", until: 2026-09-01", DAILY % ""),
    "hand-offs that are not written": two_rotas(
        (WEEKLY % "").replace("handoff: Mon 09:00, ", ""), DAILY % ""
    ),
}


@pytest.mark.parametrize("text", MEET.values(), ids=MEET)
def test_of_turns_that_are_not_decided_it_is_told_what_is_so_in_all_orders(text):
    assert first_line(text) == (
        "level 2 of `web` notifies nobody new at times, whosever turn it is now: who is on it then "
        "is on level 1 already"
    )


@pytest.mark.parametrize("text", MAY_NOT_MEET.values(), ids=MAY_NOT_MEET)
def test_what_one_order_of_turns_has_not_is_not_told(text):
    assert found("nobody-new-at-times", text) == ""


def test_the_same_schedule_on_the_next_level_is_not_told_here():
    text = two_rotas(WEEKLY % "", DAILY % "").replace("[two]", "[one]")
    assert found("nobody-new-at-times", text) == ""
