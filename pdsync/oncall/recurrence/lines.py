"""Lines of iCalendar as numbered occurrences on the wall clock. Knows no members, no shifts.

Rules whose occurrences repeat on the wall week (hours, days, weeks, days of the week) are answered
in closed form however long ago they began; `months.py` has those of months and years.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from math import lcm
from zoneinfo import ZoneInfoNotFoundError

from pdsync.frozen import frozen
from pdsync.on_demand import regex
from pdsync.oncall._clock import MONDAY, Clock, instant_of, seconds_of
from pdsync.oncall.recurrence.months import HOUR, RecurrenceSet, calendar, second_of
from pdsync.oncall.recurrence.rule import RecurrenceRule, read_rule
from pdsync.oncall.recurrence.text import is_rule, rule_text
from pdsync.units import DAY, WEEK

_YEARS = range(1970, 2200)
UNITS = {"HOURLY": HOUR, "DAILY": DAY, "WEEKLY": WEEK}
_DATES = regex(r"(EXDATE|RDATE)((?:;[A-Z-]+=[^:;]+)*):(.+)", re.IGNORECASE)
_STAMP = regex(r"(\d{8})(?:T(\d{6}))?(Z?)", re.IGNORECASE)


@frozen
class Stamp:
    """Time in a recurrence, in wall seconds of `zone`; zone None is the event's."""

    shown: int
    zone: str | None

    def wall(self, clock: Clock) -> int:
        """Return what the clocks of the event show at this time, in wall seconds."""
        shown = self.shown
        return shown if self.zone is None else clock.wall(Clock(self.zone).epoch(shown))


@frozen
class Recurrence:
    """Rule with its COUNT and UNTIL, and the dates left out (EXDATE) and added (RDATE)."""

    rule: RecurrenceRule
    count: int | None
    until: Stamp | None
    left_out: tuple[Stamp, ...]
    added: tuple[Stamp, ...]


@frozen
class Periodic:
    """Occurrences in closed form: the same ones in every period from the origin on."""

    origin: int
    period: int
    offsets: tuple[int, ...]

    @property
    def pattern(self) -> tuple[object, ...]:
        """Value that is equal for rules with the same occurrences, whenever they began."""
        walls = ((self.origin + offset) % self.period for offset in self.offsets)
        return self.period, *sorted(walls)

    def before(self, wall: int) -> int:
        """Count the occurrences from the origin to a wall time."""
        return max(0, self.number(wall))

    def number(self, wall: int) -> int:
        """Return the number of the first at or after a wall time; negative before the origin."""
        periods, rest = divmod(wall - self.origin, self.period)
        return periods * len(self.offsets) + bisect_left(self.offsets, rest)

    def starts(self, number: int, _: int | None = None) -> Iterator[int]:
        """Yield the wall times of an occurrence, by number, and of all that follow."""
        periods, place = divmod(number, len(self.offsets) or 1)
        while self.offsets:
            base = self.origin + periods * self.period
            yield from (base + offset for offset in self.offsets[place:])
            periods, place = periods + 1, 0


@frozen
class Occurrences:
    """Occurrences of a rule up to its last, without those left out, with those added."""

    rule: Periodic | RecurrenceSet
    count: int | None
    left_out: tuple[int, ...]
    added: tuple[int, ...]

    def between(
        self, first: int, last: int, *, all_count: bool = False
    ) -> Iterator[tuple[int, int]]:
        """Yield number, counted from 0, and wall time of each occurrence in [first, last).

        `all_count`: those left out have numbers too.
        """
        if all_count and self.left_out:
            whole = replace(self, left_out=()).between(first, last)
            return ((number, wall) for number, wall in whole if wall not in self.left_out)
        number = self.rule.before(first)
        ruled = self._ruled(number, last)
        kept = [wall for wall in ruled if wall not in self.left_out]
        kept += [wall for wall in self.added if first <= wall < last]
        if self.count is not None:
            number = min(number, self.count)
        number += bisect_left(self.added, first) - bisect_left(self.left_out, first)
        return enumerate(sorted(kept), number)

    def _ruled(self, number: int, last: int) -> Iterator[int]:
        for wall in self.rule.starts(number, last):
            if wall >= last or (self.count is not None and number >= self.count):
                return
            yield wall
            number += 1


def occurrences(lines: tuple[str, ...], origin: int, clock: Clock) -> Occurrences:
    """Return the occurrences of an event whose first shift begins at a wall time."""
    recurrence = parsed(lines)
    rule = _occurring(recurrence.rule, origin)
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
    """Parse the lines; raises ValueError that says what to write instead."""
    rules = [line for line in lines if is_rule(line)]
    if len(rules) != 1:
        raise ValueError("a recurrence has one line that begins with RRULE:, not more or fewer")
    rule = read_rule(rule_text(rules[0]))
    dates = [_dates(line) for line in lines if line != rules[0]]
    return Recurrence(
        replace(rule, count=None, until=None),
        rule.count,
        None if rule.until is None else _stamp(rule.until, None),
        tuple(stamp for kind, stamps in dates for stamp in stamps if kind == "EXDATE"),
        tuple(stamp for kind, stamps in dates for stamp in stamps if kind == "RDATE"),
    )


def left_out_dates(lines: tuple[str, ...], zone: str) -> tuple[datetime, ...]:
    """Return the instants of EXDATE lines, whether a shift begins then or not."""
    clock = Clock(zone)
    walls = (stamp.wall(clock) for stamp in parsed(lines).left_out)
    return tuple(instant_of(clock.epoch(wall)) for wall in walls)


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
    """Write wall seconds as a time of iCalendar."""
    try:
        there = datetime.strptime(date + time, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError as error:
        raise ValueError(f"there is no such time: {date}T{time}") from error
    if there.year not in _YEARS:
        years = f"{_YEARS[0]} to {_YEARS[-1]}"
        raise ValueError(f"{date}T{time} is too far away; write a time of {years}")
    return seconds_of(there) - MONDAY


@lru_cache(maxsize=4096)
def _occurring(rule: RecurrenceRule, origin: int) -> Periodic | RecurrenceSet:
    if not rule.is_of_weeks:
        return calendar(rule, origin)
    step, second = UNITS[rule.freq] * rule.interval, second_of(rule, origin)
    if rule.freq == "WEEKLY":
        walls = [wall + second for wall in _days_of_week(rule, origin)]
        period = step
    else:
        is_each = not rule.days and (rule.freq == "DAILY" or rule.hour is None)
        period = step if is_each else lcm(step, WEEK)
        unit = HOUR if rule.freq == "HOURLY" else DAY
        begin = origin - origin % unit
        walls = [begin + passed + second for passed in range(0, period, step)]
        walls = [wall for wall in walls if _fits(rule, wall)]
    return Periodic(origin, period, tuple(sorted({(wall - origin) % period for wall in walls})))


def _days_of_week(rule: RecurrenceRule, origin: int) -> list[int]:
    """Return the days that a weekly rule has in the week of its origin."""
    into = (_day(origin) - rule.week_start) % 7
    begin = origin - origin % DAY - into * DAY
    days = sorted((day - rule.week_start) % 7 for day in rule.weekdays or (_day(origin),))
    many = len(days)
    chosen = {at - 1 if at > 0 else many + at for at in rule.positions or range(1, many + 1)}
    return [begin + day * DAY for place, day in enumerate(days) if place in chosen]


def _fits(rule: RecurrenceRule, wall: int) -> bool:
    """Return True if an hourly or daily rule has an occurrence at a wall time."""
    at_hour = rule.freq == "DAILY" or rule.hour in {None, wall // HOUR % 24}
    of_its_day = not rule.days or _day(wall) in rule.weekdays
    return at_hour and of_its_day and (not rule.positions or not {1, -1}.isdisjoint(rule.positions))


def _day(wall: int) -> int:
    return wall % WEEK // DAY
