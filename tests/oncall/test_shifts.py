from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from oncall.brute_shifts import people
from oncall.making import HOUR, utc
from oncall.making_shifts import event, rules, shift_worlds, shifts

from pdsync.oncall import (
    Choices,
    CustomShift,
    Layer,
    Schedule,
    ShiftEnd,
    ShiftOverride,
    ShiftSchedule,
    final_shifts,
    people_at,
)


def on_call(shifts, at):
    return tuple(sorted(shift.user for shift in shifts if shift.start <= at < shift.end))


@given(shift_worlds())
def test_it_says_what_a_walk_through_every_few_minutes_says(world):
    made, around = world
    instants = [around + timedelta(minutes=15 * step) for step in range(-144, 240)]
    shifts = final_shifts(made, instants[0], instants[-1] + timedelta(seconds=1))
    walked = people(made, instants)
    assert [(at, on_call(shifts, at)) for at in instants] == list(
        zip(instants, walked, strict=True)
    )


@given(shift_worlds())
def test_one_instant_is_as_in_the_whole(world):
    made, around = world
    instants = [around + timedelta(minutes=29 * step) for step in range(-40, 40)]
    shifts = final_shifts(made, instants[0], instants[-1] + timedelta(seconds=1))
    asked = [people_at(made, at) for at in instants]
    assert asked == [on_call(shifts, at) for at in instants]


@given(shift_worlds())
def test_whole_shifts_are_the_cut_ones_uncut(world):
    made, around = world
    later = around + timedelta(hours=1)
    whole = final_shifts(made, around, later, whole=True)
    clipped = [(max(one.start, around), min(one.end, later), one.user) for one in whole]
    cut = [(one.start, one.end, one.user) for one in final_shifts(made, around, later)]
    assert sorted(clipped) == cut


def told(made, since, until, **choices):
    """The shifts of a range, one a line: from, until, who."""
    found = final_shifts(made, utc(since), utc(until), choices=Choices(**choices))
    return [f"{one.start:%m-%d %H:%M} {one.end:%m-%d %H:%M} {one.user}" for one in found]


NIGHT = {"start": utc("2026-01-05T22:00Z"), "seconds": 8 * HOUR, "time_zone": "Europe/London"}


@pytest.mark.parametrize(("choice", "end"), [(ShiftEnd.WALL, "05:00"), (ShiftEnd.ELAPSED, "06:00")])
def test_a_shift_over_a_change_ends_on_the_wall_or_after_its_length(choice, end):
    made = shifts(event("a", **NIGHT))
    shown = told(made, "2026-03-28T12:00Z", "2026-03-29T12:00Z", shift_end=choice)
    assert shown == [f"03-28 22:00 03-29 {end} a"]


@pytest.mark.parametrize(
    ("zone", "start", "day", "hours"),
    [
        ("Europe/London", "2026-01-05T09:00+00:00", "2026-03-28", 23),
        ("Europe/London", "2026-01-05T09:00+00:00", "2026-10-24", 25),
        ("Australia/Sydney", "2026-01-05T09:00+11:00", "2026-04-04", 25),
        ("Australia/Lord_Howe", "2026-01-05T09:00+11:00", "2026-04-04", 24.5),
        ("Australia/Lord_Howe", "2026-01-05T09:00+11:00", "2026-10-03", 23.5),
        ("Asia/Kolkata", "2026-01-05T09:00+05:30", "2026-03-28", 24),
    ],
)
def test_a_daily_shift_keeps_its_hour_when_the_clocks_change(zone, start, day, hours):
    made = shifts(event("abcdefg", start=utc(start), time_zone=zone))
    noon = utc(f"{day}T12:00Z")
    found = final_shifts(made, noon, noon + timedelta(hours=1), whole=True)
    assert {one.end - one.start for one in found} == {timedelta(hours=hours)}


def test_an_event_of_another_zone_keeps_to_the_clocks_of_its_own():
    made = shifts(event("a", start=utc("2026-01-05T09:00Z"), seconds=HOUR, time_zone="Asia/Tokyo"))
    assert told(made, "2026-06-01T08:30Z", "2026-06-01T12:00Z") == ["06-01 09:00 06-01 10:00 a"]


def test_a_month_without_the_day_has_no_shift_and_uses_up_nobody():
    made = shifts(event("abc", "FREQ=MONTHLY", start=utc("2026-01-31T00:00Z")))
    assert told(made, "2026-01-01T00:00Z", "2026-06-15T00:00Z") == [
        "01-31 00:00 02-01 00:00 a",
        "03-31 00:00 04-01 00:00 b",
        "05-31 00:00 06-01 00:00 c",
    ]


def test_the_first_monday_of_the_month():
    made = shifts(event("ab", "FREQ=MONTHLY;BYDAY=1MO"))
    assert told(made, "2026-01-01T00:00Z", "2026-02-15T00:00Z") == [
        "01-05 00:00 01-06 00:00 a",
        "02-02 00:00 02-03 00:00 b",
    ]


def test_everyone_is_on_call_together_and_an_empty_member_is_nobody():
    together = shifts(event("b-a", everyone=True))
    assert people_at(together, utc("2026-01-06T00:00Z")) == ("a", "b")
    in_turn = shifts(event("b-a"))
    assert [people_at(in_turn, utc(f"2026-01-0{day}T00:00Z")) for day in (5, 6, 7)] == [
        ("b",),
        (),
        ("a",),
    ]


def test_shifts_for_each_member_are_counted_from_the_first_shift_not_from_since():
    made = event("abc", shifts_per_member=2, since=utc("2026-01-08T12:00Z"))
    assert told(shifts(made), "2026-01-01T00:00Z", "2026-01-11T00:00Z") == [
        "01-08 12:00 01-09 00:00 b",
        "01-09 00:00 01-11 00:00 c",
    ]


def test_an_event_that_is_stopped_ends_in_the_middle_of_a_shift():
    made = event("ab", until=utc("2026-01-06T12:00Z"))
    assert told(shifts(made), "2026-01-06T00:00Z", "2026-01-08T00:00Z") == [
        "01-06 00:00 01-06 12:00 b"
    ]


def test_a_date_that_is_left_out_uses_up_nobody_and_one_that_is_added_does():
    made = event("abc", "FREQ=WEEKLY", "EXDATE:20260112T000000Z", "RDATE:20260114T000000Z")
    assert told(shifts(made), "2026-01-05T00:00Z", "2026-01-27T00:00Z") == [
        "01-05 00:00 01-06 00:00 a",
        "01-14 00:00 01-15 00:00 b",
        "01-19 00:00 01-20 00:00 c",
        "01-26 00:00 01-27 00:00 a",
    ]


@pytest.mark.parametrize(
    "date",
    [
        "EXDATE:20260607T080000Z",
        "EXDATE;TZID=Europe/London:20260607T090000",
        "EXDATE;TZID=America/New_York:20260607T040000",
        "EXDATE:20260607T090000",
    ],
)
def test_a_date_may_be_told_in_any_zone_or_none(date):
    fields = {"start": utc("2026-01-05T09:00Z"), "time_zone": "Europe/London", "seconds": HOUR}
    made = shifts(event("a", "FREQ=DAILY", date, **fields))
    assert told(made, "2026-06-06T12:00Z", "2026-06-08T12:00Z") == ["06-08 08:00 06-08 09:00 a"]


def test_an_override_replaces_one_member_within_its_rotation_alone():
    both = [event("ab", everyone=True), event("a", seconds=2 * HOUR)]
    start, end = utc("2026-01-05T01:00Z"), utc("2026-01-05T03:00Z")
    change = ShiftOverride(start, end, "1", None, "a", "x")
    made = shifts(*both, overrides=[change])
    assert told(made, "2026-01-05T00:00Z", "2026-01-05T04:00Z") == [
        "01-05 00:00 01-05 04:00 a",
        "01-05 00:00 01-05 04:00 b",
        "01-05 01:00 01-05 02:00 x",
    ]


def test_an_override_of_somebody_who_has_no_shift_changes_nothing():
    change = ShiftOverride(utc("2026-01-05T00:00Z"), utc("2026-01-06T00:00Z"), "0", None, "b", "x")
    made = shifts(event("a"), overrides=[change])
    assert people_at(made, utc("2026-01-05T12:00Z")) == ("a",)


def test_the_shift_of_the_upgrade_guide_follows_the_clocks_of_its_zone():
    fields = {"start": utc("2026-01-05T09:00-08:00"), "time_zone": "America/Los_Angeles"}
    rule = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    made = shifts(event("a", rule, seconds=8 * HOUR, **fields))
    assert told(made, "2026-04-29T00:00Z", "2026-05-01T00:00Z")[0] == "04-29 16:00 04-30 00:00 a"


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["FREQ=DAILY"], "one line that begins with RRULE:"),
        (["RRULE:FREQ=DAILY", "RRULE:FREQ=DAILY"], "one line that begins with RRULE:"),
        (["RRULE:FREQ=MINUTELY"], "pdsync takes no FREQ=MINUTELY"),
        (["RRULE:INTERVAL=2"], "FREQ is missing"),
        (["RRULE:FREQ=DAILY;INTERVAL=0"], "INTERVAL cannot be 0"),
        (["RRULE:FREQ=DAILY;COUNT=many"], "COUNT cannot be MANY"),
        (["RRULE:FREQ=WEEKLY;BYDAY=XX"], "XX is no day of a rule"),
        (["RRULE:FREQ=WEEKLY;WKST=XX"], "XX is no day of a rule"),
        (["RRULE:FREQ=MONTHLY;INTERVAL=0"], "INTERVAL cannot be 0"),
        (["RRULE:FREQ=WEEKLY;BYDAYS=MO"], "pdsync takes no BYDAYS in a rule"),
        (["RRULE:FREQ=DAILY;UNTIL=tomorrow"], "not a time: TOMORROW; write one as 20260131T090000"),
        (["RRULE:FREQ=DAILY", "EXDATE:20260231T000000"], "there is no such time: 20260231"),
        (
            ["RRULE:FREQ=DAILY", "EXDATE;TZID=Mars/Base:20260201T000000"],
            "no time zone is named Mars",
        ),
        (["RRULE:FREQ=DAILY", "EXRULE:FREQ=WEEKLY"], "write RRULE:, EXDATE: or RDATE:"),
    ],
)
def test_a_recurrence_that_cannot_be_read_is_refused_with_what_to_write(lines, message):
    with pytest.raises(ValueError, match=message):
        replace(event(), recurrence=tuple(lines))


def test_no_instant_of_a_shift_may_want_an_offset():
    with pytest.raises(ValueError, match="not an instant"):
        event(start=datetime(2026, 1, 5))  # noqa: DTZ001 - that is what is wrong with it


def test_an_override_is_of_a_rotation_or_of_a_custom_shift():
    with pytest.raises(ValueError, match="of a rotation or of a custom shift"):
        ShiftOverride(utc("2026-01-05T00:00Z"), utc("2026-01-06T00:00Z"), "0", "0", "a", "b")


@given(rules(), st.integers(0, 24 * 14))
def test_rules_have_the_shifts_that_a_library_says(rule, hour):
    start, until = utc("2026-01-05T00:00Z") + timedelta(hours=hour), utc("2026-08-01T00:00Z")
    made = shifts(event("a", rule, start=start, seconds=1))
    library = rrulestr(rule, dtstart=start.replace(tzinfo=None))
    within = library.between(datetime(2026, 1, 1), until.replace(tzinfo=None))  # noqa: DTZ001 - as the library wants
    found = final_shifts(made, start, until)
    assert [one.start.replace(tzinfo=None) for one in found] == within


@pytest.mark.parametrize("form", ["layers", "shifts"])
def test_an_empty_range_has_no_shifts(form):
    at = utc("2026-03-02T12:00Z")
    since = at - timedelta(days=1)
    always = Layer(since, None, since, 7 * 86_400, ("a",))
    custom = CustomShift(since, at + timedelta(days=1), "a", "shift")
    made = {
        "layers": Schedule("Etc/UTC", (always,)),
        "shifts": ShiftSchedule("Etc/UTC", (), (custom,)),
    }[form]
    assert people_at(made, at) == ("a",)
    assert final_shifts(made, at, at) == ()
