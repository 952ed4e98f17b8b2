"""Promises on the night in which clocks are put forward: London, Sun 29 Mar 2026 at 01:00."""

import pytest
from promises.asking import anchored, broken, policy, schedules

ANA, BEN, CEM = (f"rotate: weekly, handoff: Mon 09:00, members: [{who}@b.c]" for who in "abc")
SKIPPED = "rotate: daily, handoff: '01:30', members: [a@b.c, b@b.c], " + anchored("a@b.c")


def test_a_shift_that_ends_in_the_skipped_hour_reaches_into_one_after_it():
    before, after = f"{ANA}, only: '00:00-01:30'", f"{ANA}, only: '02:00-24:00'"
    assert broken(schedules(one=(before, "not_with: [two]"), two=(after, None))) == [
        "a@b.c is on call here and by `two` from Sun 29 Mar 2026 02:00 to Sun 29 Mar 2026 02:30 "
        "(Europe/London)"
    ]


@pytest.mark.parametrize("opens", ["01:00", "02:00"])
def test_shifts_on_the_edges_of_that_hour_stay_apart(opens):
    before, after = f"{ANA}, only: '00:00-{opens}'", f"{ANA}, only: '{opens}-24:00'"
    assert broken(schedules(one=(before, "not_with: [two]"), two=(after, None))) == []


def test_windows_that_overlap_in_the_skipped_hour_leave_a_level_to_nobody():
    windows = [f"{BEN}, only: '00:00-02:00'", f"{CEM}, only: '01:30-24:00'"]
    text = schedules(one=(ANA, None), two=(windows, None))
    assert broken(text + policy("distinct_people: 2", "one", "two")) == [
        "no more than one person is on its levels from Sun 29 Mar 2026 02:00 to "
        "Sun 29 Mar 2026 02:30 (Europe/London), where 2 are promised"
    ]


@pytest.mark.parametrize("form", ["layers", "rotations"])
@pytest.mark.parametrize(
    ("shifts", "promise"),
    [
        (SKIPPED, "max_consecutive: 24h"),
        (f"{ANA}, only: '00:00-01:30'", "max_hours_per_week: 630m"),
    ],
)
def test_what_ends_in_the_skipped_hour_is_no_longer_than_it_takes(form, shifts, promise):
    assert broken(schedules(one=(shifts, promise)).replace("layers", form)) == []
