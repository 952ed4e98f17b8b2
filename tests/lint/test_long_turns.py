"""Turns that last longer than a week."""

import pytest
from lint.rules import examples, found, rotations, schedule

TWO = "members: [a@b.c, b@b.c]"


def test_it_says_how_long():
    assert found("long-turns", examples("long-turns")[0]) == (
        "a.yaml:5:17 long-turns: turns last 2 weeks: whoever was woken in the first week is on "
        "call in the next one too\n  let turns change hands every week or more often\n"
    )


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
