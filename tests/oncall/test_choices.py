"""Each reading of what is not known about PagerDuty; that of writes is tested with `rebase`."""

from dataclasses import replace

import pytest
from oncall.making import DAY, HOUR, layer, rendered, schedule, utc
from oncall.making_shifts import event, shifts

from pdsync.oncall import (
    BeforeFirstTurn,
    Choices,
    LeftOut,
    OddTime,
    Touching,
    Window,
    WindowEnd,
    people_at,
)


@pytest.mark.parametrize(("choice", "hours"), [(WindowEnd.WALL, 7), (WindowEnd.ELAPSED, 8)])
def test_u1_a_window_over_a_change_ends_on_the_wall_or_after_its_length(choice, hours):
    made = schedule(layer("a", windows=Window.daily(22 * HOUR, 8 * HOUR)), zone="Europe/London")
    shown = rendered(made, "2026-03-28T12:00Z", "2026-03-29T12:00Z", window_end=choice)
    assert [one[:2] for one in shown] == [
        ("2026-03-28T22:00:00+00:00", f"2026-03-29T{22 + hours - 24:02}:00:00+00:00")
    ]


def test_u1_windows_that_meet_leave_an_hour_where_they_end_after_their_length():
    day = layer(
        "a", virtual_start=utc("2017-01-02T00:00Z"), windows=Window.daily(8 * HOUR, DAY // 2)
    )
    night = replace(day, users=("b",), windows=Window.daily(20 * HOUR, DAY // 2))
    made = schedule(day, night, zone="Australia/Sydney")
    shown = rendered(made, "2017-04-01T18:00Z", "2017-04-02T00:00Z", window_end=WindowEnd.ELAPSED)
    assert shown == [
        ("2017-04-01T18:00:00+00:00", "2017-04-01T21:00:00+00:00", "b"),
        ("2017-04-01T22:00:00+00:00", "2017-04-02T00:00:00+00:00", "a"),
    ]


@pytest.mark.parametrize(
    ("choice", "users"),
    [(BeforeFirstTurn.BACKWARDS, ["b", "c", "a"]), (BeforeFirstTurn.NOBODY, ["a"])],
)
def test_u2_before_its_first_turn_a_rotation_runs_backwards_or_is_nobody(choice, users):
    made = schedule(layer("abc", start=utc("2026-01-03T00:00Z")))
    shown = rendered(made, "2026-01-01T00:00Z", "2026-01-06T00:00Z", before_first_turn=choice)
    assert [user for _, _, user in shown] == users


@pytest.mark.parametrize(
    ("choice", "spring", "autumn"),
    [(OddTime.FORWARD, "01:30", "00:30"), (OddTime.BACKWARD, "00:30", "01:30")],
)
def test_u3_a_hand_off_that_the_clocks_skip_or_show_twice(choice, spring, autumn):
    made = schedule(layer("abcde", virtual_start=utc("2026-03-01T01:30Z")), zone="Europe/London")
    days = [("2026-03-29", spring), ("2026-10-25", autumn)]
    found = [
        rendered(made, f"{day}T00:00Z", f"{day}T02:00Z", odd_time=choice)[1][0] for day, _ in days
    ]
    assert found == [f"{day}T{hour}:00+00:00" for day, hour in days]


def test_u4_turns_of_half_a_day_follow_the_wall():
    made = layer("ab", virtual_start=utc("2026-03-01T06:00Z"), turn_seconds=DAY // 2)
    shown = rendered(schedule(made, zone="Europe/London"), "2026-03-29T04:00Z", "2026-03-29T12:00Z")
    assert [start for start, _, _ in shown] == [
        "2026-03-29T04:00:00+00:00",
        "2026-03-29T05:00:00+00:00",
    ]


@pytest.mark.parametrize(("choice", "count"), [(Touching.JOINED, 1), (Touching.SEPARATE, 3)])
def test_u5_shifts_of_one_person_that_touch_are_joined_or_not(choice, count):
    made = schedule(layer("a"))
    assert len(rendered(made, "2026-01-05T00:00Z", "2026-01-08T00:00Z", touching=choice)) == count


@pytest.mark.parametrize(
    ("choice", "users"),
    [(LeftOut.NO_TURN, "aab.bccaab"), (LeftOut.A_TURN, "aab.ccaabb")],
)
def test_u7_a_shift_that_is_left_out_uses_up_a_turn_or_none(choice, users):
    left_out = "EXDATE:20260330T080000Z"  # after the clocks were put forward
    made = shifts(
        event(
            "abc",
            "FREQ=DAILY",
            left_out,
            start=utc("2026-03-27T09:00Z"),
            seconds=8 * HOUR,
            time_zone="Europe/London",
            shifts_per_member=2,
        )
    )
    days = [utc(f"2026-03-{day}T12:00Z") for day in range(27, 32)]
    days += [utc(f"2026-04-0{day}T12:00Z") for day in range(1, 6)]
    found = [people_at(made, day, choices=Choices(left_out=choice)) for day in days]
    assert "".join("".join(one) or "." for one in found) == users
