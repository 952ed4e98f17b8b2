"""Lines of iCalendar into numbered occurrences on the wall clock. Knows no members and no shifts.

Rules whose occurrences repeat on the wall week (hours, days, weeks, days of the week) are
answered in closed form however long ago they began; the others are listed once, by dateutil.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from math import gcd
from zoneinfo import ZoneInfoNotFoundError

from pdsync.oncall._clock import MONDAY, Clock, instant_of, seconds_of
from pdsync.oncall._schedule import DAY, WEEK

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
UNITS = {"HOURLY": 3600, "DAILY": DAY, "WEEKLY": WEEK}
_PERIODIC = {"FREQ", "INTERVAL", "BYDAY", "WKST"}
_DATES = re.compile(r"(EXDATE|RDATE)((?:;[A-Z-]+=[^:;]+)*):(.+)", re.IGNORECASE)
_STAMP = re.compile(r"(\d{8})(?:T(\d{6}))?(Z?)", re.IGNORECASE)


@dataclass(frozen=True)
class Stamp:
    """A time in a recurrence, in wall seconds of its zone; None is that of the event."""

    shown: int
    zone: str | None

    def wall(self, clock: Clock) -> int:
        """What the clocks of the event show then."""
        shown = self.shown
        return shown if self.zone is None else clock.wall(Clock(self.zone).epoch(shown))


@dataclass(frozen=True)
class Recurrence:
    """A rule as its parts, how often and until when it goes, and the dates left out and added."""

    parts: tuple[tuple[str, str], ...]
    count: int | None
    until: Stamp | None
    left_out: tuple[Stamp, ...]
    added: tuple[Stamp, ...]


@dataclass(frozen=True)
class Periodic:
    """Occurrences in closed form: some in every period from the origin on."""

    origin: int
    period: int
    offsets: tuple[int, ...]

    def before(self, wall: int) -> int:
        """How many there are before a wall time."""
        periods, rest = divmod(wall - self.origin, self.period)
        return max(0, periods * len(self.offsets) + bisect_left(self.offsets, rest))

    def starts(self, number: int) -> Iterator[int]:
        """The wall times of that one and of all that follow."""
        periods, place = divmod(number, len(self.offsets) or 1)
        while self.offsets:
            base = self.origin + periods * self.period
            yield from (base + offset for offset in self.offsets[place:])
            periods, place = periods + 1, 0


@dataclass(frozen=True)
class Listed:
    """Occurrences that dateutil finds, remembered."""

    source: Iterator[datetime]
    found: list[int] = field(default_factory=list)

    def before(self, wall: int) -> int:
        """How many there are before a wall time."""
        while (not self.found or self.found[-1] < wall) and self._one_more():
            pass
        return bisect_left(self.found, wall)

    def starts(self, number: int) -> Iterator[int]:
        """The wall times of that one and of all that follow."""
        while number < len(self.found) or self._one_more():
            if number < len(self.found):
                yield self.found[number]
                number += 1

    def _one_more(self) -> bool:
        found = next(self.source, None)
        if found is None:
            return False
        self.found.append(seconds_of(found.replace(tzinfo=UTC)) - MONDAY)
        return True


@dataclass(frozen=True)
class Occurrences:
    """The occurrences of a rule up to its last, but for some, and with others added."""

    rule: Periodic | Listed
    count: int | None
    left_out: tuple[int, ...]
    added: tuple[int, ...]

    def between(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """The number, counted from 0, and the wall time of each in [first, last)."""
        number = self.rule.before(first)
        ruled = self._ruled(number, last)
        kept = [wall for wall in ruled if wall not in self.left_out]
        kept += [wall for wall in self.added if first <= wall < last]
        if self.count is not None:
            number = min(number, self.count)
        number += bisect_left(self.added, first) - bisect_left(self.left_out, first)
        return enumerate(sorted(kept), number)

    def _ruled(self, number: int, last: int) -> Iterator[int]:
        for wall in self.rule.starts(number):
            if wall >= last or (self.count is not None and number >= self.count):
                return
            yield wall
            number += 1


def occurrences(lines: tuple[str, ...], origin: int, clock: Clock) -> Occurrences:
    """Those of an event whose first shift begins at a wall time."""
    recurrence = parsed(lines)
    rule = _rule(recurrence.parts, origin)
    count = recurrence.count
    if recurrence.until is not None:
        before = rule.before(recurrence.until.wall(clock) + 1)
        count = before if count is None else min(count, before)
    left_out = {stamp.wall(clock) for stamp in recurrence.left_out}
    added = {stamp.wall(clock) for stamp in recurrence.added} - left_out
    ruled = Occurrences(rule, count, (), ())

    def is_ruled(wall: int) -> bool:
        return any(True for _ in ruled.between(wall, wall + 1))

    return Occurrences(
        rule,
        count,
        tuple(sorted(wall for wall in left_out if is_ruled(wall))),
        tuple(sorted(wall for wall in added if wall >= origin and not is_ruled(wall))),
    )


@lru_cache(maxsize=4096)
def parsed(lines: tuple[str, ...]) -> Recurrence:
    """The lines, understood; raises ValueError with what to write instead."""
    rules = [line for line in lines if line.upper().startswith("RRULE:")]
    if len(rules) != 1:
        raise ValueError("a recurrence has one line that begins with RRULE:, not more or fewer")
    parts = _parts(rules[0])
    dates = [_dates(line) for line in lines if line != rules[0]]
    count, until = parts.pop("COUNT", None), parts.pop("UNTIL", None)
    kept = tuple(sorted(parts.items()))
    _rule(kept, 0)  # so that what cannot be understood is told now
    return Recurrence(
        kept,
        None if count is None else _whole(count, "COUNT"),
        None if until is None else _stamp(until, None),
        tuple(stamp for kind, stamps in dates for stamp in stamps if kind == "EXDATE"),
        tuple(stamp for kind, stamps in dates for stamp in stamps if kind == "RDATE"),
    )


def _parts(line: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in line[len("RRULE:") :].strip(";").upper().split(";")]
    parts = {name.strip(): value.strip() for name, _, value in pairs}
    if parts.get("FREQ") not in {*UNITS, "MONTHLY"}:
        raise ValueError(f"FREQ is one of HOURLY, DAILY, WEEKLY and MONTHLY, not as in {line}")
    return parts


def _whole(text: str, name: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ValueError(f"{name} is a whole number from 1 on, not {text}")
    return int(text)


def _dates(line: str) -> tuple[str, tuple[Stamp, ...]]:
    found = _DATES.fullmatch(line)
    if not found:
        raise ValueError(f"not a line of a recurrence: {line}; write RRULE:, EXDATE: or RDATE:")
    zone = re.search(r"TZID=([^;:]+)", found[2], re.IGNORECASE)
    stamps = tuple(_stamp(text.strip(), zone and _known(zone[1])) for text in found[3].split(","))
    return found[1].upper(), stamps


def _known(zone: str) -> str:
    try:
        Clock(zone).wall(0)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"no time zone is named {zone}; write one as Europe/London") from error
    return zone


def _stamp(text: str, zone: str | None) -> Stamp:
    found = _STAMP.fullmatch(text)
    if not found:
        raise ValueError(f"not a time: {text}; write one as 20260131T090000")
    midnight = "000000"  # of a date alone, as iCalendar libraries have it
    return Stamp(_shown(found[1], found[2] or midnight), "Etc/UTC" if found[3] else zone)


def _shown(date: str, time: str) -> int:
    """Wall seconds."""
    try:
        there = datetime.strptime(date + time, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError as error:
        raise ValueError(f"there is no such time: {date}T{time}") from error
    return seconds_of(there) - MONDAY


@lru_cache(maxsize=4096)
def _rule(parts: tuple[tuple[str, str], ...], origin: int) -> Periodic | Listed:
    known = dict(parts)
    interval = _whole(known.get("INTERVAL", "1"), "INTERVAL")
    days = known["BYDAY"].split(",") if "BYDAY" in known else []
    plain = known.keys() <= _PERIODIC and {*days, known.get("WKST", "MO")} <= {*DAYS}
    if known["FREQ"] == "MONTHLY" or not plain:
        return _listed(parts, origin)
    step = UNITS[known["FREQ"]] * interval
    places = tuple(sorted({DAYS.index(day) for day in days}))
    if not places:
        return Periodic(origin, step, (0,))
    if known["FREQ"] == "WEEKLY":
        return _weekly(origin, step, places, DAYS.index(known.get("WKST", "MO")))
    period = step * (WEEK // gcd(step, WEEK))
    offsets = (offset for offset in range(0, period, step) if _day(origin + offset) in places)
    return Periodic(origin, period, tuple(offsets))


def _weekly(origin: int, period: int, days: Iterable[int], week_start: int) -> Periodic:
    """The days of the week in which the origin is, and of every one a period later."""
    into = (_day(origin) - week_start) % 7
    offsets = (((day - week_start) % 7 - into) * DAY for day in days)
    return Periodic(origin, period, tuple(sorted(offset % period for offset in offsets)))


def _day(wall: int) -> int:
    return wall % WEEK // DAY


def _listed(parts: tuple[tuple[str, str], ...], origin: int) -> Listed:
    from dateutil.rrule import rrulestr

    text = ";".join(f"{name}={value}" for name, value in parts)
    start = instant_of(origin + MONDAY).replace(tzinfo=None)
    try:
        return Listed(iter(rrulestr(text, dtstart=start)))
    except (ValueError, KeyError) as error:
        raise ValueError(f"not a rule that PagerDuty knows: {text}") from error
