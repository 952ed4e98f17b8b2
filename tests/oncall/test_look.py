from datetime import timedelta

import pytest
from hypothesis import given
from oncall.making import DAY, HOUR, WEEK, layer, on_days, schedule, utc, worlds

from pdsync.oncall import (
    Schedule,
    Sliver,
    final_shifts,
    hidden_for_ever,
    never_on_call,
    sliver,
)

NOW = utc("2026-01-14T12:00Z")  # a Wednesday
WEEKDAYS = on_days(range(5), 0, DAY)


def test_a_hand_off_an_hour_off_leaves_somebody_an_hour_of_monday():
    made = layer("abc", virtual_start=utc("2026-01-05T01:00Z"), windows=WEEKDAYS)
    assert sliver(made, "Etc/UTC") == Sliver(start=0, seconds=HOUR, typical=DAY)


@pytest.mark.parametrize(
    "made",
    [
        layer("abc", windows=WEEKDAYS),
        layer("abc", turn_seconds=WEEK, windows=WEEKDAYS),
        layer("abc", virtual_start=utc("2026-01-05T01:00Z")),
        layer("aaa", virtual_start=utc("2026-01-05T01:00Z"), windows=WEEKDAYS),
        layer("abc", virtual_start=utc("2026-01-05T05:00Z"), windows=on_days(range(5))),
    ],
)
def test_turns_that_share_the_windows_fairly_leave_no_sliver(made):
    assert sliver(made, "Etc/UTC") is None


def test_a_sliver_is_on_the_wall_of_the_zone():
    made = layer("abc", virtual_start=utc("2026-01-05T06:00Z"), windows=WEEKDAYS)
    assert sliver(made, "America/New_York").start == 0


@pytest.mark.parametrize(
    ("end", "windows", "users", "never"),
    [
        ("2026-01-10T00:00Z", on_days([5]), "ab", True),
        ("2026-01-11T00:00Z", on_days([5]), "ab", False),
        (None, on_days([5]), "ab", False),
        (None, (), "", True),
        ("2026-01-05T00:00Z", (), "ab", True),
    ],
)
def test_a_life_without_a_window_puts_nobody_on_call(end, windows, users, never):
    made = layer(users, end=end and utc(end), windows=windows)
    assert never_on_call(made, "Etc/UTC") is never


@given(worlds())
def test_a_layer_that_is_hidden_is_one_that_nobody_ever_sees(world):
    made, around = world
    until = around + timedelta(days=40)
    for index in range(len(made.layers)):
        if hidden_for_ever(made, index, around):
            others = made.layers[:index] + made.layers[index + 1 :]
            rest = final_shifts(Schedule(made.time_zone, others, made.overrides), around, until)
            assert rest == final_shifts(made, around, until)


@pytest.mark.parametrize(
    ("upper", "hidden"),
    [
        ((layer("b"),), True),
        ((layer("b", windows=on_days(range(7), 9 * HOUR, 4 * HOUR)),), False),
        ((layer("b", windows=on_days(range(6), 8 * HOUR, 12 * HOUR)),), True),
        ((layer("b", end=utc("2026-02-01T00:00Z")),), False),
        ((layer("b", start=utc("2026-02-01T00:00Z")),), False),
        ((layer(""),), False),
        ((layer("a"),), True),
        (
            (
                layer("b", end=utc("2026-02-01T00:00Z")),
                layer("c", start=utc("2026-02-01T00:00Z")),
            ),
            True,
        ),
    ],
)
def test_a_layer_is_hidden_by_all_above_together(upper, hidden):
    made = schedule(layer("a", windows=on_days(range(5))), *upper)
    assert hidden_for_ever(made, 0, NOW) is hidden
