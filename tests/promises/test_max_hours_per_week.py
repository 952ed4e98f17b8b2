"""Hours of one person in a week of a schedule."""

import pytest
from promises.asking import PAIR, anchored, broken, schedules, unproved

DAILY = f"rotate: daily, handoff: 00:00, {PAIR}, {anchored('a@b.c')}"


def test_the_first_week_that_is_too_long_is_told_with_who():
    assert broken(schedules(a=(DAILY, "max_hours_per_week: 90h"))) == [
        "a@b.c is on call 96h in the week of Mon 2 Mar 2026 (Europe/London), longer than 90h"
    ]


@pytest.mark.parametrize(
    ("layer", "most"),
    [
        (DAILY, "96h"),
        (f"rotate: weekly, handoff: Mon 00:00, {PAIR}, only: Mon-Fri 09:00-17:00", "40h"),
        (f"rotate: weekly, handoff: Mon 00:00, {PAIR}", "1 week"),
    ],
)
def test_what_is_kept_is_not_mentioned(layer, most):
    text = schedules(a=(layer, f"max_hours_per_week: {most}"))
    assert (broken(text), unproved(text)) == ([], [])


def test_shifts_of_several_rotations_count_once():
    rows = ["rotate: daily, handoff: 00:00, members: [a@b.c], only: 09:00-17:00"] * 2
    text = schedules(a=(rows, "max_hours_per_week: 56h")).replace("layers:", "rotations:")
    assert broken(text) == []


def test_members_with_several_turns_in_a_round_need_an_anchor():
    layer = "rotate: daily, handoff: 00:00, members: [a@b.c, a@b.c, b@b.c]"
    text = schedules(a=(layer, "max_hours_per_week: 100h"))
    assert unproved(text) == [
        "nothing says whose turn it is in layer 'L0', so what `a` promises is not proved here"
    ]
