"""Load of each person: hours, nights, weekends on call. Judges nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

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


@dataclass(frozen=True)
class Load:
    """Load of one person; an hour on two schedules at once is one hour."""

    person: str
    time: timedelta
    night_time: timedelta
    nights: int
    weekend_time: timedelta
    weekends: int


def loads(courses: Iterable[Clocked]) -> tuple[Load, ...]:
    """Everybody who is ever on call, the one with the most hours first."""
    held: dict[str, dict[str, list[TimeRange]]] = defaultdict(lambda: defaultdict(list))
    for stretches, zone in courses:
        for one in stretches:
            for person in one.people:
                held[person][zone].append((one.start, one.end))
    found = [_load(person, by_zone) for person, by_zone in held.items()]
    return tuple(sorted(found, key=lambda load: (-load.time, load.person)))


def _load(person: str, by_zone: dict[str, list[TimeRange]]) -> Load:
    nights: dict[date, list[TimeRange]] = defaultdict(list)
    weekends: dict[date, list[TimeRange]] = defaultdict(list)
    for zone, pieces in by_zone.items():
        for start, end in pieces:
            for day in _dates(start, end, zone):
                nights[day] += _met((start, end), _night(day, zone))
                if day.weekday() == _SATURDAY:
                    weekends[day] += _met((start, end), _weekend(day, zone))
    every = [piece for pieces in by_zone.values() for piece in pieces]
    return Load(person, length(every), *_counted(nights), *_counted(weekends))


_SATURDAY = 5


def _counted(by_day: dict[date, list[TimeRange]]) -> tuple[timedelta, int]:
    """The time in all, and how many of them count."""
    whole = length(piece for pieces in by_day.values() for piece in pieces)
    return whole, sum(length(pieces) >= COUNTS for pieces in by_day.values())


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
