"""Turns as the final schedule shows them: cut by windows, layers above and overrides."""

from datetime import timedelta

from examples import at_most
from hypothesis import given
from oncall.making import DAY, HOUR, layer, on_days, schedule, utc, worlds
from oncall.making_shifts import event, shift_worlds, shifts

from pdsync.intervals import merge
from pdsync.oncall import Override, Rotation, ShiftOverride, ShiftSchedule, final_shifts, held_turns

WEEK = 7 * DAY


def shown(made, since, until):
    """Each turn in few words: who has it, whose it is, and its stretches."""
    return [
        (one.holder, one.owner, [f"{it.start:%d %H} to {it.end:%d %H}" for it in one.spans])
        for one in held_turns(made, utc(since), utc(until))
    ]


def clipped(turns, since, until):
    found = {}
    for turn in turns:
        for one in turn.spans:
            span = max(one.start, since), min(one.end, until)
            found.setdefault(turn.holder, []).extend([span] if span[0] < span[1] else [])
    return {user: merge(spans) for user, spans in found.items() if spans}


def _are_the_final_schedule(made, since, until):
    final = {}
    for one in final_shifts(made, since, until):
        final.setdefault(one.user, []).append((one.start, one.end))
    told = {user: merge(spans) for user, spans in final.items()}
    assert clipped(held_turns(made, since, until), since, until) == told


@at_most(200)
@given(worlds())
def test_turns_of_layers_together_are_the_final_schedule(world):
    made, around = world
    _are_the_final_schedule(made, around - timedelta(days=2), around + timedelta(days=3))


@at_most(200)
@given(shift_worlds())
def test_turns_of_shifts_together_are_the_final_schedule(world):
    made, around = world
    _are_the_final_schedule(made, around - timedelta(days=2), around + timedelta(days=3))


@at_most(100)
@given(worlds())
def test_a_turn_is_the_same_however_little_of_it_is_asked_for(world):
    made, around = world
    for turn in held_turns(made, around, around + timedelta(days=1)):
        moment = max(turn.spans[0].start, around)
        assert turn in held_turns(made, moment, moment + timedelta(seconds=1)) or not any(
            one.start <= moment < one.end for one in turn.spans
        )


def test_a_turn_of_a_week_has_a_stretch_for_each_window():
    made = schedule(layer("ab", turn_seconds=WEEK, windows=on_days(range(5))))
    days = [f"{day:02} 09 to {day:02} 17" for day in range(5, 10)]
    assert shown(made, "2026-01-07T00:00Z", "2026-01-08T00:00Z") == [("a", "a", days)]


def test_a_turn_goes_on_around_what_an_override_and_a_layer_above_take_of_it():
    evening = layer("c", windows=on_days([1], 16 * HOUR, 4 * HOUR))
    stand_in = Override(utc("2026-01-07T09:00Z"), utc("2026-01-07T12:00Z"), "b")
    days = layer("ab", turn_seconds=WEEK, windows=on_days(range(4)))
    made = schedule(days, evening, overrides=[stand_in])
    assert shown(made, "2026-01-05T00:00Z", "2026-01-12T00:00Z") == [
        ("a", "a", ["05 09 to 05 17", "06 09 to 06 16", "07 12 to 07 17", "08 09 to 08 17"]),
        ("c", "c", ["06 16 to 06 20"]),
        ("b", "a", ["07 09 to 07 12"]),
    ]


def test_several_overrides_of_one_turn_are_one_turn_of_whoever_stands_in():
    days = [
        Override(utc(f"2026-01-0{day}T09:00Z"), utc(f"2026-01-0{day}T17:00Z"), "b")
        for day in (5, 6)
    ]
    made = schedule(layer("a", turn_seconds=WEEK, windows=on_days([0, 1])), overrides=days)
    assert shown(made, "2026-01-05T00:00Z", "2026-01-12T00:00Z") == [
        ("b", "a", ["05 09 to 05 17", "06 09 to 06 17"])
    ]


def test_an_override_of_hours_that_are_nobodys_is_a_turn_of_no_owner():
    night = Override(utc("2026-01-05T16:00Z"), utc("2026-01-05T20:00Z"), "b")
    made = schedule(layer("a", windows=on_days([0])), overrides=[night])
    assert shown(made, "2026-01-05T00:00Z", "2026-01-06T00:00Z") == [
        ("a", "a", ["05 09 to 05 16"]),
        ("b", "a", ["05 16 to 05 17"]),
        ("b", None, ["05 17 to 05 20"]),
    ]


def test_shifts_in_a_row_of_a_member_are_one_turn():
    office = event("ab", "FREQ=WEEKLY;BYDAY=MO,TU,WE", seconds=8 * HOUR, shifts_per_member=3)
    (turn,) = held_turns(shifts(office), utc("2026-01-06T00:00Z"), utc("2026-01-06T12:00Z"))
    assert (turn.holder, len(turn.spans), turn.handoffs.end) == ("a", 3, utc("2026-01-12T00:00Z"))


def test_each_of_several_on_at_once_has_a_turn_of_their_own():
    both = event("ab", everyone=True)
    assert shown(shifts(both), "2026-01-05T00:00Z", "2026-01-06T00:00Z") == [
        ("a", "a", ["05 00 to 06 00"]),
        ("b", "b", ["05 00 to 06 00"]),
    ]


def test_an_override_of_shifts_takes_the_hours_of_the_overridden_member_alone():
    both = event("ab", everyone=True)
    span = utc("2026-01-05T06:00Z"), utc("2026-01-05T12:00Z")
    made = shifts(both, overrides=[ShiftOverride(*span, "0", None, "a", "c")])
    assert shown(made, "2026-01-05T00:00Z", "2026-01-06T00:00Z") == [
        ("a", "a", ["05 00 to 05 06", "05 12 to 06 00"]),
        ("b", "b", ["05 00 to 06 00"]),
        ("c", "a", ["05 06 to 05 12"]),
    ]


def test_a_turn_goes_on_where_a_successor_takes_the_place_of_an_event():
    cut = utc("2026-01-06T12:00Z")
    usual = {"seconds": 8 * HOUR, "shifts_per_member": 3}
    rule = "FREQ=WEEKLY;BYDAY=MO,TU,WE"
    rotation = Rotation(
        (event("ab", rule, until=cut, **usual), event("ac", rule, since=cut, **usual)), "0"
    )
    made = ShiftSchedule("Etc/UTC", (rotation,))
    assert shown(made, "2026-01-05T00:00Z", "2026-01-09T00:00Z") == [
        ("a", "a", ["05 00 to 05 08", "06 00 to 06 08", "07 00 to 07 08"])
    ]


def test_a_turn_goes_on_where_a_layer_takes_the_place_of_another():
    cut = utc("2026-01-07T12:00Z")
    old = layer("ab", turn_seconds=WEEK, end=cut)
    new = layer("ac", turn_seconds=WEEK, start=cut, virtual_start=utc("2026-01-05T00:00Z"))
    assert shown(schedule(old, new), "2026-01-05T00:00Z", "2026-01-12T00:00Z") == [
        ("a", "a", ["05 00 to 12 00"])
    ]


def test_a_turn_that_runs_began_before_its_layer_was_saved():
    saved = layer(
        "ab",
        turn_seconds=WEEK,
        start=utc("2026-01-07T12:00Z"),
        virtual_start=utc("2026-01-05T00:00Z"),
    )
    (turn,) = held_turns(
        saved_ := schedule(saved), utc("2026-01-07T12:00Z"), utc("2026-01-08T00:00Z")
    )
    assert (turn.begins, turn.spans[0].start) == (
        utc("2026-01-05T00:00Z"),
        utc("2026-01-07T12:00Z"),
    ), saved_
