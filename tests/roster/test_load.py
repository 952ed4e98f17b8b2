"""How much of being on call each person carries, on the clocks of their schedules."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsync.roster import Clocked, Load, Stretch, loads

LONDON = ZoneInfo("Europe/London")
HOUR = timedelta(hours=1)
ANA = ("ana",)


def at(text, zone=LONDON):
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def carried(*stretches, zone="Europe/London"):
    """What Ana carries of some times on one schedule."""
    there = ZoneInfo(zone)
    held = [Stretch(at(start, there), at(end, there), ANA) for start, end in stretches]
    (load,) = loads([Clocked(held, zone)])
    return load


def test_a_week_has_seven_nights_and_a_weekend():
    load = carried(("2026-03-02 09:00", "2026-03-09 09:00"))

    assert load == Load("ana", 168 * HOUR, 56 * HOUR, 7, 48 * HOUR, 1)


@pytest.mark.parametrize(
    ("start", "end", "time", "night"),
    [
        ("2026-03-28 22:00", "2026-03-29 06:00", 7, 7),  # the clocks go forward
        ("2026-10-24 22:00", "2026-10-25 06:00", 9, 9),  # and back
    ],
)
def test_a_night_is_as_long_as_it_is(start, end, time, night):
    load = carried((start, end))

    assert (load.time, load.night_time, load.nights) == (time * HOUR, night * HOUR, 1)


@pytest.mark.parametrize(("end", "nights"), [("23:59", 0), ("2026-03-04 00:00", 1)])
def test_a_night_counts_from_two_hours_on(end, nights):
    whole = end if " " in end else f"2026-03-03 {end}"

    assert carried(("2026-03-03 18:00", whole)).nights == nights


def test_two_hours_of_one_night_may_be_apart():
    load = carried(
        ("2026-03-03 22:00", "2026-03-03 23:00"), ("2026-03-04 05:00", "2026-03-04 06:00")
    )

    assert load.nights == 1


def test_a_weekend_begins_on_saturday_and_ends_with_sunday():
    load = carried(
        ("2026-03-06 18:00", "2026-03-07 02:00"), ("2026-03-08 22:00", "2026-03-09 09:00")
    )

    assert (load.weekend_time, load.weekends) == (4 * HOUR, 1)


def test_an_hour_on_two_schedules_is_one_hour():
    shift = Stretch(at("2026-03-03 22:00"), at("2026-03-04 06:00"), ANA)

    (load,) = loads([Clocked([shift], "Europe/London"), Clocked([shift], "Europe/London")])

    assert load == Load("ana", 8 * HOUR, 8 * HOUR, 1, timedelta(), 0)


def test_nights_are_those_of_the_schedules_clocks():
    load = carried(("2026-03-03 22:00", "2026-03-04 06:00"), zone="Australia/Sydney")

    assert load.nights == 1


def test_a_night_on_schedules_of_two_zones_is_one_on_the_clocks_of_the_longer_one():
    long = Stretch(at("2026-03-03 09:00"), at("2026-03-05 09:00"), ANA)
    there = ZoneInfo("Australia/Sydney")
    short = Stretch(at("2026-03-03 20:00", there), at("2026-03-04 08:00", there), ANA)

    (load,) = loads([Clocked([short], "Australia/Sydney"), Clocked([long], "Europe/London")])

    assert (load.night_time, load.nights) == (16 * HOUR, 2)


def test_a_week_of_days_has_seven_nights_for_whoever_is_always_on_call():
    monday = date(2026, 3, 2)
    whole = Stretch(at("2026-03-02 00:00"), at("2026-03-09 00:00"), ANA)

    (load,) = loads(
        [Clocked([whole], "Europe/London")], [monday + timedelta(days=day) for day in range(7)]
    )

    assert (load.nights, load.night_time) == (7, 56 * HOUR)


def test_who_carries_most_comes_first_and_nobody_is_nobody():
    start = at("2026-03-03 12:00")
    held = [
        Stretch(start, start + HOUR, ("ben",)),
        Stretch(start + HOUR, start + 2 * HOUR, ()),
        Stretch(start + 2 * HOUR, start + 5 * HOUR, ("ana", "chloe")),
    ]

    found = loads([Clocked(held, "Europe/London")])

    assert [(one.person, one.time) for one in found] == [
        ("ana", 3 * HOUR),
        ("chloe", 3 * HOUR),
        ("ben", HOUR),
    ]


@given(
    lengths=st.lists(st.integers(1, 60 * 60), min_size=1, max_size=8),
    day=st.dates(date(2026, 1, 1), date(2027, 12, 1)),
    zone=st.sampled_from(["Europe/London", "America/New_York", "Australia/Sydney", "Etc/UTC"]),
)
def test_the_parts_of_a_load_are_no_more_than_the_whole(lengths, day, zone):
    """However it is cut into stretches, it is the same, and nothing is counted twice."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    held = []
    for minutes in lengths:
        end = (held[-1].end if held else start) + timedelta(minutes=minutes)
        held.append(Stretch(held[-1].end if held else start, end, ANA))

    (cut,) = loads([Clocked(held, zone)])

    assert loads([Clocked([Stretch(start, held[-1].end, ANA)], zone)]) == (cut,)
    assert cut.time == timedelta(minutes=sum(lengths))
    assert cut.night_time <= cut.time
    assert cut.weekend_time <= cut.time
    assert cut.nights <= (cut.time + 48 * HOUR) / (24 * HOUR)
