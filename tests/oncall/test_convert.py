"""Layers as shifts: what converts does the same, and what does not says why."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oncall.brute import minutes
from oncall.brute_shifts import people
from oncall.making import CHANGES, DAY, HOUR, WEEK, ZONES, layer, layers, on_days, schedule, utc
from oncall.making import overrides as some_overrides

from pdsync.oncall import (
    Override,
    Schedule,
    Window,
    as_shifts,
    final_shifts,
    layer_as_rotation,
    same_for_ever,
)

NOW = utc("2026-06-15T12:00Z")
LONDON = "Europe/London"
NIGHTS = Window.daily(18 * HOUR, 15 * HOUR)


@st.composite
def layered(draw):
    around = draw(st.sampled_from(CHANGES))
    found = draw(st.lists(layers(around), min_size=1, max_size=2))
    later = st.sampled_from([0, 0, 20]).map(lambda days: timedelta(days=days))
    made = Schedule(
        draw(st.sampled_from(ZONES)),
        tuple(replace(one, start=one.start + draw(later)) for one in found),
        tuple(draw(st.lists(some_overrides(around), max_size=2))),
    )
    return made, around


@given(layered())
def test_a_walk_meets_the_same_people_in_the_layers_and_in_the_shifts(world):
    made, around = world
    converted = as_shifts(made, around)
    assert (converted.schedule is None) is (converted.reason is not None)
    if converted.schedule:
        walked = minutes(made, around, around + timedelta(days=4), step=timedelta(minutes=30))
        found = people(converted.schedule, [at for at, _ in walked])
        assert found == [(user,) if user else () for _, user in walked]


@given(layered())
def test_both_render_the_same_for_a_year(world):
    made, around = world
    converted = as_shifts(made, around)
    if converted.schedule:
        until = around + timedelta(weeks=60)
        assert final_shifts(converted.schedule, around, until) == final_shifts(made, around, until)


@given(layered())
def test_what_comes_out_is_what_pagerduty_takes(world):
    made, around = world
    converted = as_shifts(made, around).schedule
    if converted:
        assert len(converted.rotations) <= 10
        events = [event for rotation in converted.rotations for event in rotation.events]
        assert all(0 < len(event.members) <= 20 for event in events)
        assert all(event.start <= around for event in events)


def told(*found, zone=LONDON, at=NOW):
    """Each event: its first shift and its length, its rule, its members, shifts for each."""
    made = as_shifts(schedule(*found, zone=zone), at).schedule
    return [event_told(event) for rotation in made.rotations for event in rotation.events]


def event_told(event):
    hours, rule = event.seconds // HOUR, event.recurrence[0].removeprefix("RRULE:")
    return f"{hours}h {rule} {''.join(event.members)} x{event.shifts_per_member}"


@pytest.mark.parametrize(
    ("made", "events"),
    [
        (layer("abc"), ["24h FREQ=DAILY abc x1"]),
        (layer("abc", turn_seconds=WEEK), ["168h FREQ=WEEKLY;BYDAY=MO abc x1"]),
        (layer("abc", turn_seconds=2 * WEEK), ["336h FREQ=WEEKLY;INTERVAL=2;BYDAY=MO abc x1"]),
        (layer("ab", turn_seconds=10 * DAY), ["240h FREQ=DAILY;INTERVAL=10 ab x1"]),
        (layer("ab", turn_seconds=DAY // 2), ["12h FREQ=DAILY a x1", "12h FREQ=DAILY b x1"]),
        (layer("ab", turn_seconds=7 * HOUR), ["7h FREQ=HOURLY;INTERVAL=7 ab x1"]),
        (layer("aabb"), ["24h FREQ=DAILY ab x2"]),
        (layer("a", windows=NIGHTS), ["15h FREQ=DAILY a x1"]),
        (
            layer("a", windows=on_days(range(5))),
            ["8h FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR a x5"],
        ),
        (
            layer("ab", windows=on_days(range(5))),
            ["8h FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR ab x1"],
        ),
        (
            layer("ab", turn_seconds=WEEK, windows=on_days(range(5))),
            ["8h FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR ab x5"],
        ),
        (
            layer("ab", turn_seconds=WEEK, windows=(Window(5 * DAY, 2 * DAY),)),
            ["48h FREQ=WEEKLY;BYDAY=SA ab x1"],
        ),
    ],
)
def test_a_layer_becomes_few_events_that_people_understand(made, events):
    assert told(made, zone="Etc/UTC") == events


def test_a_lower_layer_has_only_the_time_that_those_above_leave():
    week = layer("ab", turn_seconds=WEEK, virtual_start=utc("2026-01-05T17:00Z"))
    office = layer("cd", windows=on_days(range(5)))
    assert told(week, office) == [
        "16h FREQ=WEEKLY;BYDAY=MO,TU,WE,TH ab x4",
        "64h FREQ=WEEKLY;BYDAY=FR ab x1",
        "8h FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR cd x1",
    ]


def test_a_layer_that_others_hide_gives_no_event():
    assert told(layer("ab"), layer("c")) == ["168h FREQ=WEEKLY;BYDAY=MO c x1"]


def test_a_layer_that_has_ended_gives_no_event():
    assert told(layer("ab"), layer("c", end=utc("2026-02-01T00:00Z"))) == ["24h FREQ=DAILY ab x1"]


def test_layers_that_follow_each_other_become_events_that_do():
    july = utc("2026-07-01T00:00Z")
    made = schedule(layer("a", end=july), layer("b", start=july))
    events = [one.events[0] for one in as_shifts(made, NOW).schedule.rotations]
    assert [(one.since, one.until) for one in events] == [(None, july), (july, None)]


def test_a_layer_that_goes_on_when_another_ends_far_away_is_one_event():
    other = layer("b", end=utc("2026-07-01T00:00Z"), windows=on_days([5]))
    nine = layer("c", windows=on_days(range(5)))
    made = schedule(nine, other)
    events = [one.events[0] for one in as_shifts(made, NOW).schedule.rotations]
    assert [(one.since, one.until) for one in events] == [
        (None, None),
        (None, utc("2026-07-01T00:00Z")),
    ]


def test_an_override_replaces_every_shift_it_meets_and_fills_the_rest():
    cover = Override(utc("2026-06-16T12:00Z"), utc("2026-06-17T12:00Z"), "x")
    made = schedule(layer("ab", windows=on_days(range(5))), overrides=[cover])
    converted = as_shifts(made, NOW)
    shown = final_shifts(converted.schedule, cover.start, cover.end)
    assert [(one.start, one.end, one.user) for one in shown] == [(cover.start, cover.end, "x")]
    assert len(converted.schedule.overrides) == 2
    assert len(converted.schedule.custom_shifts) == 1


def test_the_proof_is_for_ever_and_says_so():
    made = schedule(layer("abc", windows=on_days(range(5))), zone=LONDON)
    converted = as_shifts(made, NOW)
    assert converted.until is None
    assert same_for_ever(converted.schedule, made, NOW).first_difference is None


def test_one_layer_alone_converts_too():
    converted = layer_as_rotation(layer("abc"), LONDON, NOW)
    assert [event_told(one.events[0]) for one in converted.schedule.rotations] == [
        "24h FREQ=DAILY abc x1"
    ]


def test_more_members_than_an_event_takes_have_every_second_day_where_that_is_enough():
    converted = as_shifts(schedule(layer("abcdefghijklmnopqrstuv")), NOW)
    assert [event_told(one.events[0]) for one in converted.schedule.rotations] == [
        "24h FREQ=DAILY;INTERVAL=2 prtvbdfhjln x1",
        "24h FREQ=DAILY;INTERVAL=2 acegikmoqsu x1",
    ]


@pytest.mark.parametrize("day", range(4, 13))
def test_repeated_members_have_turns_that_begin_with_the_week_where_some_do(day):
    users = "aaabbbccc"
    made = layer(users, virtual_start=utc(f"2026-05-{day:02}T00:00Z"), windows=on_days(range(5)))
    (rotation,) = as_shifts(schedule(made), NOW).schedule.rotations
    (event,) = rotation.events
    assert event_told(event) == "8h FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR abc x3"
    assert event.start.weekday() == 0


def test_a_schedule_without_layers_converts_to_one_without_rotations():
    assert as_shifts(schedule(), NOW).schedule.rotations == ()


REFUSED = {
    "more members than an event takes": (
        layer("abcdefghijklmnopqrstuvw"),
        "layer 1 has its members at 00:00 in an order that takes more than 20",
    ),
    "turns that cut the windows everywhere": (
        layer("abc", turn_seconds=7 * HOUR, windows=on_days(range(7), 5 * HOUR, 13 * HOUR)),
        "it would take 19 rotations, and PagerDuty takes 10",
    ),
    "a layer that begins in years": (
        layer("a", start=utc("2028-01-01T00:00Z")),
        "a layer begins in more than a year",
    ),
    "turns that hardly ever come again": (
        layer("abc", turn_seconds=3601),
        "layer 1 repeats only after 68 years",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_does_not_convert_says_why(name):
    made, reason = REFUSED[name]
    converted = as_shifts(schedule(made), NOW)
    assert (converted.schedule, converted.reason[: len(reason)]) == (None, reason)


def test_a_difference_that_only_a_change_of_the_clocks_makes_is_found():
    # On that night 01:00 to 02:00 is skipped, so that 01:30 comes after 02:00.
    windows = on_days([6], 0, 90 * 60) + on_days([6], 2 * HOUR, HOUR)
    made = layer("ab", virtual_start=utc("2026-01-04T01:45Z"), turn_seconds=WEEK, windows=windows)
    reason = "shifts would put others on call where the clocks change, first on 2027-03-28"
    assert as_shifts(schedule(made, zone=LONDON), NOW).reason == reason
