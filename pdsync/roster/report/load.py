"""Load of each person: hours, nights, weekends on call. Judges nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pdsync.frozen import frozen
from pdsync.roster._timeline import Stretch
from pdsync.units import A_DAY

NIGHT = time(22), time(6)
"""When a night begins and ends on the clocks of the schedule."""
COUNTS = timedelta(hours=2)
"""A night or a weekend counts with as much of it on call."""

TimeRange = tuple[datetime, datetime]


class Clocked(NamedTuple):
    """A course, and the zone by whose clocks its nights and weekends are told."""

    stretches: Sequence[Stretch]
    zone: str


@frozen
class Load:
    """Load of one person; an hour on two schedules at once is one hour."""

    person: str
    time: timedelta
    night_time: timedelta
    nights: int
    weekend_time: timedelta
    weekends: int


def loads(courses: Iterable[Clocked], dates: Sequence[date] = ()) -> tuple[Load, ...]:
    """Everybody who is ever on call, the one with the most hours first.

    A person's nights and weekends are told by one clock, so that each is one, on however many
    schedules. With `dates`, those of the page, nights count that end on one of them.
    """
    known = list(courses)
    zones = clocks_of(known)
    held: dict[str, list[TimeRange]] = defaultdict(list)
    for stretches, _ in known:
        for one in stretches:
            for person in one.people:
                held[person].append((one.start, one.end))
    found = [_load(person, pieces, zones[person], dates) for person, pieces in held.items()]
    return tuple(sorted(found, key=lambda load: (-load.time, load.person)))


def clocks_of(courses: Iterable[Clocked]) -> dict[str, str]:
    """Return for each person the zone of the schedules on which they are on call longest."""
    held: dict[str, dict[str, timedelta]] = defaultdict(lambda: defaultdict(timedelta))
    for stretches, zone in courses:
        for one in stretches:
            for person in one.people:
                held[person][zone] += one.end - one.start
    return {
        person: max(sorted(by_zone), key=lambda zone: by_zone[zone])
        for person, by_zone in held.items()
    }


def _load(person: str, held: Sequence[TimeRange], zone: str, dates: Sequence[date]) -> Load:
    nights: dict[date, list[TimeRange]] = defaultdict(list)
    weekends: dict[date, list[TimeRange]] = defaultdict(list)
    for start, end in held:
        for day in _dates(start, end, zone):
            nights[day] += _met((start, end), _night(day, zone))
            if day.weekday() == _SATURDAY:
                weekends[day] += _met((start, end), _weekend(day, zone))
    whole = _whole(nights)
    if dates:
        nights = {day: one for day, one in nights.items() if day + A_DAY in dates}
    return Load(person, length(held), whole, _count(nights), _whole(weekends), _count(weekends))


_SATURDAY = 5


def _whole(by_day: Mapping[date, list[TimeRange]]) -> timedelta:
    """The time in all."""
    return length(piece for pieces in by_day.values() for piece in pieces)


def _count(by_day: Mapping[date, list[TimeRange]]) -> int:
    """How many of them count."""
    return sum(length(pieces) >= COUNTS for pieces in by_day.values())


def length(pieces: Iterable[TimeRange]) -> timedelta:
    """Return the total length of some pieces; what several cover counts once."""
    whole, reached = timedelta(), datetime.min.replace(tzinfo=UTC)
    for start, end in sorted(pieces):
        whole += max(end - max(start, reached), timedelta())
        reached = max(reached, end)
    return whole


def _dates(start: datetime, end: datetime, zone: str) -> Iterator[date]:
    """The days whose nights or weekends a piece may be in: from the day before its first on."""
    there = ZoneInfo(zone)
    day, last = start.astimezone(there).date() - A_DAY, end.astimezone(there).date()
    # A Sunday belongs to the weekend of the Saturday before it.
    while day <= last:
        yield day
        day += A_DAY


def _night(day: date, zone: str) -> TimeRange:
    begins, ends = NIGHT
    return _instant(day, begins, zone), _instant(day + A_DAY, ends, zone)


def _weekend(day: date, zone: str) -> TimeRange:
    return _instant(day, time(), zone), _instant(day + 2 * A_DAY, time(), zone)


def _instant(day: date, at: time, zone: str) -> datetime:
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


def _met(one: TimeRange, other: TimeRange) -> list[TimeRange]:
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return [(start, end)] if start < end else []
