from datetime import timedelta
from zoneinfo import ZoneInfoNotFoundError

import pytest
from hypothesis import given
from oncall.brute import minutes
from oncall.making import (
    DAY,
    HOUR,
    WEEK,
    layer,
    layer_shifts,
    on_call_at,
    on_days,
    rendered,
    schedule,
    utc,
    worlds,
)

from pdsync.oncall import (
    Choices,
    Layer,
    Override,
    Touching,
    Window,
    final_shifts,
)


def person(shifts, at):
    return next((shift.user for shift in shifts if shift.start <= at < shift.end), None)


@given(worlds())
def test_it_says_what_a_walk_through_every_few_minutes_says(world):
    made, around = world
    since, until = around - timedelta(hours=36), around + timedelta(hours=60)
    shifts = final_shifts(made, since, until)
    walked = minutes(made, since, until, step=timedelta(minutes=15))
    assert [(at, person(shifts, at)) for at, _ in walked] == walked


@given(worlds())
def test_it_says_what_a_walk_through_the_minutes_of_a_change_says(world):
    made, around = world
    since, until = around - timedelta(hours=1), around + timedelta(hours=8)
    shifts = final_shifts(made, since, until)
    walked = minutes(made, since, until)
    assert [(at, person(shifts, at)) for at, _ in walked] == walked


@given(worlds())
def test_one_instant_is_as_in_the_whole(world):
    made, around = world
    instants = [around + timedelta(minutes=29 * step) for step in range(-40, 40)]
    shifts = final_shifts(made, instants[0], instants[-1] + timedelta(seconds=1))
    asked = [on_call_at(made, at) for at in instants]
    assert asked == [person(shifts, at) for at in instants]


@given(worlds())
def test_whole_shifts_do_not_depend_on_where_the_range_is_cut(world):
    made, around = world
    later = around + timedelta(hours=1)
    whole = final_shifts(made, around, later, whole=True, choices=Choices(touching=Touching.JOINED))
    cut = final_shifts(made, around, later)
    clipped = [(max(one.start, around), min(one.end, later), one.user) for one in whole]
    assert clipped == [(one.start, one.end, one.user) for one in cut]


@pytest.mark.parametrize(
    ("zone", "virtual_start", "change", "hours"),
    [
        ("Europe/London", "2026-03-01T09:00+00:00", "2026-03-28", 23),
        ("Europe/London", "2026-03-01T09:00+00:00", "2026-10-24", 25),
        ("Australia/Sydney", "2026-03-01T09:00+11:00", "2026-04-04", 25),
        ("Australia/Sydney", "2026-03-01T09:00+11:00", "2026-10-03", 23),
        ("Australia/Lord_Howe", "2026-03-01T09:00+11:00", "2026-04-04", 24.5),
        ("Australia/Lord_Howe", "2026-03-01T09:00+11:00", "2026-10-03", 23.5),
        ("Asia/Kolkata", "2026-03-01T09:00+05:30", "2026-03-28", 24),
    ],
)
def test_a_daily_turn_keeps_its_hour_when_the_clocks_change(zone, virtual_start, change, hours):
    made = layer("abcdefg", virtual_start=utc(virtual_start))
    noon = utc(f"{change}T12:00Z")
    shifts = final_shifts(schedule(made, zone=zone), noon, noon + timedelta(hours=1), whole=True)
    assert {one.end - one.start for one in shifts} == {timedelta(hours=hours)}


@pytest.mark.parametrize(("start", "hours"), [("2026-03-23", 167), ("2026-10-19", 169)])
def test_a_week_of_a_change_has_an_hour_less_or_more(start, hours):
    made = layer("abcdefg", turn_seconds=WEEK)
    since = utc(f"{start}T12:00Z")
    until = since + timedelta(hours=1)
    (shift,) = final_shifts(schedule(made, zone="Europe/London"), since, until, whole=True)
    assert shift.end - shift.start == timedelta(hours=hours)


def test_empty_turns_use_up_nobody():
    made = schedule(layer("abc", windows=on_days(range(5))))
    mondays = [on_call_at(made, utc(f"2026-01-{day:02}T10:00Z")) for day in (5, 9, 10, 12, 13)]
    assert mondays == ["a", "b", None, "c", "a"]


def test_a_sliver_of_a_window_uses_up_a_turn():
    early = layer("abc", virtual_start=utc("2026-01-05T01:00Z"), windows=on_days(range(5), 0, DAY))
    shown = rendered(schedule(early), "2026-01-09T12:00Z", "2026-01-12T12:00Z")
    assert shown == [
        ("2026-01-09T12:00:00+00:00", "2026-01-10T00:00:00+00:00", "b"),
        ("2026-01-12T00:00:00+00:00", "2026-01-12T01:00:00+00:00", "c"),
        ("2026-01-12T01:00:00+00:00", "2026-01-12T12:00:00+00:00", "a"),
    ]


def test_a_window_over_midnight_goes_to_whose_turn_each_part_is():
    made = schedule(layer("ab", windows=on_days([6], 22 * HOUR, 8 * HOUR)))
    shown = rendered(made, "2026-01-05T12:00Z", "2026-01-19T12:00Z")
    assert [one[::2] for one in shown] == [
        ("2026-01-11T22:00:00+00:00", "b"),
        ("2026-01-12T00:00:00+00:00", "a"),
        ("2026-01-18T22:00:00+00:00", "b"),
        ("2026-01-19T00:00:00+00:00", "a"),
    ]


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"end": utc("2026-01-04T00:00Z")}, []),
        ({"end": utc("2026-01-05T00:00Z")}, []),
        ({"users": ""}, []),
        ({"end": utc("2026-01-06T00:00Z")}, [("05", "06", "a")]),
        ({"users": "a"}, [("05", "10", "a")]),
        ({"users": "aab"}, [("05", "07", "a"), ("07", "08", "b"), ("08", "10", "a")]),
        ({"turn_seconds": 36 * HOUR * 2}, [("05", "08", "a"), ("08", "10", "b")]),
        ({"windows": (Window(0, WEEK),), "users": "a"}, [("05", "10", "a")]),
        (
            {"windows": (Window(DAY, 3 * DAY),)},
            [("06", "07", "a"), ("07", "08", "b"), ("08", "09", "a")],
        ),
        (
            {"virtual_start": utc("2016-01-04T00:00Z"), "start": utc("2026-01-08T00:00Z")},
            [("08", "09", "b"), ("09", "10", "a")],
        ),
    ],
)
def test_a_layer_is_rendered(fields, shown):
    shifts = layer_shifts(
        layer(**fields), "Etc/UTC", utc("2026-01-05T00:00Z"), utc("2026-01-10T00:00Z")
    )
    assert [(f"{one.start:%d}", f"{one.end:%d}", one.user) for one in shifts] == shown


@pytest.mark.parametrize("until", ["2026-01-07T00:00Z", "2026-01-06T00:00Z"])
def test_a_range_that_is_none_has_nobody(until):
    assert rendered(schedule(layer()), "2026-01-07T00:00Z", until) == []


def test_a_schedule_without_layers_has_nobody():
    assert rendered(schedule(), "2026-01-07T00:00Z", "2027-01-06T00:00Z") == []


def test_a_start_cuts_to_the_second_and_moves_no_turn():
    made = layer("ab", start=utc("2026-01-06T10:11:41Z"))
    shown = rendered(schedule(made), "2026-01-05T00:00Z", "2026-01-08T00:00Z")
    assert shown == [
        ("2026-01-06T10:11:41+00:00", "2026-01-07T00:00:00+00:00", "b"),
        ("2026-01-07T00:00:00+00:00", "2026-01-08T00:00:00+00:00", "a"),
    ]


def test_a_virtual_start_with_seconds_has_its_turns_begin_on_them():
    made = layer("ab", virtual_start=utc("2026-01-05T00:00:17Z"))
    shown = rendered(schedule(made), "2026-01-06T00:00Z", "2026-01-06T00:01Z")
    assert [one[::2] for one in shown] == [
        ("2026-01-06T00:00:00+00:00", "a"),
        ("2026-01-06T00:00:17+00:00", "b"),
    ]


def test_one_instant_in_two_offsets_is_one_rotation():
    one, other = (
        layer(virtual_start=utc(text)) for text in ("2026-01-05T02:00+02:00", "2026-01-05T00:00Z")
    )
    assert one == other


def test_a_leap_day_is_a_day():
    made = schedule(layer("ab", virtual_start=utc("2028-02-28T00:00Z")))
    assert [on_call_at(made, utc(f"2028-{day}T12:00Z")) for day in ("02-29", "03-01")] == ["b", "a"]


def test_the_top_layer_hides_the_lower_ones_where_its_windows_are():
    made = schedule(layer("a"), layer("b", windows=on_days(range(7))))
    assert rendered(made, "2026-01-06T00:00Z", "2026-01-07T00:00Z") == [
        ("2026-01-06T00:00:00+00:00", "2026-01-06T09:00:00+00:00", "a"),
        ("2026-01-06T09:00:00+00:00", "2026-01-06T17:00:00+00:00", "b"),
        ("2026-01-06T17:00:00+00:00", "2026-01-07T00:00:00+00:00", "a"),
    ]


def test_the_newest_override_wins_over_older_ones_and_windows_and_moves_no_turn():
    first = Override(utc("2026-01-05T20:00Z"), utc("2026-01-06T10:00Z"), "x")
    newer = Override(utc("2026-01-06T08:00Z"), utc("2026-01-06T09:30Z"), "y")
    made = schedule(layer("ab", windows=on_days(range(7))), overrides=(first, newer))
    assert rendered(made, "2026-01-05T12:00Z", "2026-01-07T00:00Z") == [
        ("2026-01-05T12:00:00+00:00", "2026-01-05T17:00:00+00:00", "a"),
        ("2026-01-05T20:00:00+00:00", "2026-01-06T08:00:00+00:00", "x"),
        ("2026-01-06T08:00:00+00:00", "2026-01-06T09:30:00+00:00", "y"),
        ("2026-01-06T09:30:00+00:00", "2026-01-06T10:00:00+00:00", "x"),
        ("2026-01-06T10:00:00+00:00", "2026-01-06T17:00:00+00:00", "b"),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"virtual_start": utc("2026-01-05T00:00Z").replace(tzinfo=None)},
        {"turn_seconds": 0},
    ],
)
def test_a_layer_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError, match=r"instant|turn"):
        layer(**({"start": utc("2026-01-05T00:00Z")} | wrong))


@pytest.mark.parametrize("wrong", [(-1, 5), (WEEK, 5), (0, 0)])
def test_a_window_outside_the_week_is_refused(wrong):
    with pytest.raises(ValueError, match="no window"):
        Window(*wrong)


def test_two_equal_layers_are_as_one():
    made = layer("abc")
    since, until = utc("2026-01-05T00:00Z"), utc("2026-02-05T00:00Z")
    assert final_shifts(schedule(made, made), since, until) == final_shifts(
        schedule(made), since, until
    )


def test_a_turn_longer_than_a_week_keeps_its_weekly_windows():
    made: Layer = layer("ab", turn_seconds=2 * WEEK, windows=on_days([0]))
    shown = rendered(schedule(made), "2026-01-05T00:00Z", "2026-02-02T00:00Z")
    assert [user for _, _, user in shown] == ["a", "a", "b", "b"]


def test_a_zone_that_does_not_exist_is_refused():
    with pytest.raises(ZoneInfoNotFoundError):
        on_call_at(schedule(layer(), zone="Europe/Londn"), utc("2026-01-05T00:00Z"))
