"""Turns that last longer than a week."""

import pytest
from lint.rules import examples, found, rotations, schedule

TWO = "members: [a@b.c, b@b.c]"


def test_it_says_how_long():
    assert found("long-turns", examples("long-turns")[0]) == (
        "a.yaml:5:17 long-turns: turns last 2 weeks: whoever was woken in the first week is on "
        "call in the next one too\n  let turns change hands every week or more often\n"
    )


LONG = {
    "days in a row": ("rotations", "shifts: 09:00-09:00, per_member: 14", "2 weeks"),
    "working days": ("rotations", "shifts: Mon-Fri 09:00-17:00, per_member: 10", "11d 8h"),
}


@pytest.mark.parametrize(("parts", "shifts", "length"), LONG.values(), ids=LONG)
def test_shifts_in_a_row_are_a_turn(parts, shifts, length):
    text = schedule(f"{shifts}, {TWO}").replace("layers", parts)
    assert f"turns last {length}:" in found("long-turns", text)


@pytest.mark.parametrize("made", [schedule, rotations])
def test_everybody_may_have_two_turns_in_a_row(made):
    text = made("rotate: weekly, handoff: Mon 09:00, members: [a@b.c, a@b.c, b@b.c, b@b.c]")
    assert "turns last 2 weeks:" in found("long-turns", text)


NOT_LONG = {
    "a working week": "shifts: Mon-Fri 09:00-17:00, per_member: 5",
    "days of a week": "shifts: 09:00-09:00, per_member: 7",
    "every Friday": "shifts: Fri 09:00-17:00, per_member: 2",
    "all together": "shifts: 09:00-09:00, everyone: true",
    "over": "rotate: 2 weeks, handoff: Mon 09:00, until: 2026-01-19 09:00",
}


@pytest.mark.parametrize("shifts", NOT_LONG.values(), ids=NOT_LONG)
def test_nothing_is_said_of_a_rotation(shifts):
    assert found("long-turns", rotations(f"{shifts}, {TWO}")) == ""


SILENT = {
    "a week": f"rotate: weekly, handoff: Mon 09:00, {TWO}",
    "one person": "rotate: 2 weeks, handoff: Mon 09:00, members: [a@b.c]",
    "a length of the account's": f"handoff: Mon 09:00, {TWO}",
    "over": f"rotate: 2 weeks, handoff: Mon 09:00, {TWO}, until: 2026-01-01",
}


@pytest.mark.parametrize("layer", SILENT.values(), ids=SILENT)
def test_nothing_is_said(layer):
    assert found("long-turns", schedule(layer)) == ""


def test_shifts_of_two_weeks_in_a_rotation():
    text = rotations(f"rotate: 2 weeks, handoff: Mon 09:00, {TWO}")
    assert "turns last 2 weeks" in found("long-turns", text)
