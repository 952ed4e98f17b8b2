"""Whose shift is which: counted, chosen, and kept."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsync.oncall import (
    Event,
    Rotation,
    ShiftSchedule,
    final_shifts,
    next_turn,
    people_at,
    shift_at,
    with_shift,
)

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
WEEKDAYS = ("RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",)


def event(*members, rule=WEEKDAYS, each=1, hours=8, start=MONDAY, zone="Europe/London"):
    return Event(start, hours * 3600, zone, rule, members, each)


def schedule(one):
    return ShiftSchedule(one.time_zone, (Rotation((one,)),))


def test_the_shift_at_an_instant_is_the_current_one_or_the_next():
    one = event("a", "b")
    assert shift_at(one, MONDAY + timedelta(hours=1)) == (0, MONDAY)
    assert shift_at(one, MONDAY + timedelta(hours=8)) == (1, MONDAY + DAY)
    assert shift_at(one, MONDAY + 5 * DAY) == (5, MONDAY + 7 * DAY)


def test_there_is_none_after_the_last():
    assert shift_at(event("a", rule=("RRULE:FREQ=DAILY;COUNT=2",)), MONDAY + 5 * DAY) is None


def test_the_next_turn_is_when_the_next_member_begins():
    assert next_turn(event("a", "b", each=5), MONDAY + DAY) == MONDAY + 7 * DAY
    assert next_turn(event("a", each=5), MONDAY + DAY) == MONDAY + 2 * DAY


RULES = st.sampled_from(
    [
        WEEKDAYS,
        ("RRULE:FREQ=DAILY",),
        ("RRULE:FREQ=DAILY;INTERVAL=3",),
        ("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO",),
        ("RRULE:FREQ=HOURLY;INTERVAL=12",),
        ("RRULE:FREQ=MONTHLY",),
        ("RRULE:FREQ=DAILY", "EXDATE:20260305T090000Z"),
    ]
)
EVENTS = st.builds(
    lambda rule, many, each, zone: event(*"abcde"[:many], rule=rule, each=each, zone=zone),
    RULES,
    st.integers(1, 5),
    st.integers(1, 7),
    st.sampled_from(["Europe/London", "Australia/Lord_Howe", "Asia/Kolkata"]),
)


@given(EVENTS, st.integers(0, 4), st.integers(0, 2000))
def test_whoever_is_chosen_has_the_shift_and_shifts_stay_when_they_are(one, place, hours):
    at = MONDAY + timedelta(hours=hours)
    place %= len(one.members)
    moved = with_shift(one, place * one.shifts_per_member, at)
    found = shift_at(moved, at)
    assert people_at(schedule(moved), max(found[1], at)) == (one.members[place],)
    until = at + timedelta(days=40)
    before, after = (
        {(shift.start, shift.end) for shift in final_shifts(schedule(together), at, until)}
        for together in (_together(one), _together(moved))
    )
    assert before == after


def _together(one):
    return Event(one.start, one.seconds, one.time_zone, one.recurrence, one.members, everyone=True)


@pytest.mark.parametrize("number", [0, 3, 7])
def test_the_number_is_counted_within_the_cycle(number):
    moved = with_shift(event("a", "b", each=5), number, MONDAY + 2 * DAY)
    assert shift_at(moved, MONDAY + 2 * DAY)[0] % 10 == number
