"""Rest between two shifts of one person on a schedule."""

import pytest
from promises.asking import PAIR, anchored, broken, schedules, unproved

NIGHTS = f"rotate: daily, handoff: 00:00, {PAIR}, only: 20:00-08:00"


def test_the_first_rest_that_is_too_short_is_told_with_who_and_when():
    text = schedules(
        a=(f"rotate: daily, handoff: 09:00, {PAIR}, {anchored('a@b.c')}", "min_rest: 25h")
    )
    assert broken(text) == [
        "b@b.c has 24h between two shifts, from Mon 2 Mar 2026 09:00 to Tue 3 Mar 2026 09:00 "
        "(Europe/London), "
        "less than 25h"
    ]


@pytest.mark.parametrize(
    ("layer", "rest"),
    [
        (f"rotate: daily, handoff: 09:00, {PAIR}", "24h"),
        (f"rotate: weekly, handoff: Mon 09:00, {PAIR}, only: 09:00-21:00", "12h"),
        (f"rotate: weekly, handoff: Mon 09:00, {PAIR}", "36h"),
        ("rotate: weekly, handoff: Mon 09:00, members: [a@b.c]", "36h"),
    ],
)
def test_what_is_kept_is_not_mentioned_whatever_the_phase_is(layer, rest):
    text = schedules(a=(layer, f"min_rest: {rest}"))
    assert (broken(text), unproved(text)) == ([], [])


def test_a_night_in_which_the_clocks_change_is_as_long_as_they_show():
    text = schedules(
        a=(f"rotate: weekly, handoff: Mon 12:00, {PAIR}, only: 08:00-21:00", "min_rest: 11h")
    )
    assert broken(text) == []


def test_of_turns_in_any_phase_nobody_is_named():
    text = schedules(a=(f"rotate: daily, handoff: 09:00, {PAIR}", "min_rest: 25h"))
    (told,) = broken(text)
    assert told.startswith("somebody has 24h between two shifts, from ")


def test_a_short_rest_that_comes_after_a_year_is_found():
    late = anchored("a@b.c", "2027-06-01")
    later = f"rotate: daily, handoff: 09:00, {PAIR}, from: 2027-06-01, {late}"
    sooner = (
        f"rotate: weekly, handoff: Mon 09:00, {PAIR}, {anchored('a@b.c')}, until: 2027-06-01 09:00"
    )
    (told,) = broken(schedules(a=([sooner, later], "min_rest: 25h")))
    assert "from Mon 31 May 2027 09:00 to Tue 1 Jun 2027 09:00" in told
