"""Recurrence of events: a naive walk on the wall clock, day by day or hour by hour.

Slow and plain on purpose: it shares nothing with the engine that it may contradict. Where
RFC 5545 leaves a choice: only times that the rule gives occur (the first is no exception),
excluded times are as if they had never been, and COUNT counts them all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import groupby, islice, takewhile
from typing import Any

from pdsync.sandbox._errors import Bad
from pdsync.sandbox._times import zone

Wall = datetime  # without a zone
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LINE = re.compile(r"(RRULE|EXDATE|RDATE)((?:;[^:]*)?):(.+)", re.DOTALL)
STAMP = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?")
FREQUENCIES = ("HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY")
ONE_DAY, ONE_HOUR = timedelta(days=1), timedelta(hours=1)
HIGHEST = {
    "BYMONTH": 12, "BYWEEKNO": 53, "BYYEARDAY": 366, "BYMONTHDAY": 31, "BYSETPOS": 366,
    "BYHOUR": 23, "BYMINUTE": 59,
}  # fmt: skip
PARTS = ("FREQ", "INTERVAL", "BYDAY", "COUNT", "UNTIL", "WKST", *HIGHEST)


@dataclass(frozen=True)
class Rule:
    """One RRULE; days are as they are written, numbers as they count; no `by` is no limit."""

    every: str
    interval: int = 1
    days: tuple[str, ...] = ()
    by: dict[str, list[int]] = field(default_factory=dict)
    count: int | None = None
    until: Wall | None = None
    week_start: int = 0


@dataclass(frozen=True)
class Recurrence:
    """A rule, the times that it gains, and those that it loses."""

    rule: Rule
    added: frozenset[Wall] = frozenset()
    excluded: frozenset[Wall] = frozenset()

    def occurrences(self, first: Wall, until: Wall) -> list[Wall]:
        """Every time that an occurrence begins in [first, until], in order."""
        ruled = _ruled(self.rule, first, until)
        added = (wall for wall in self.added if first <= wall <= until)
        return sorted({*ruled, *added} - self.excluded)


def _ruled(rule: Rule, first: Wall, until: Wall) -> Iterator[Wall]:
    last = min(until, rule.until or until)
    # Beyond the last, so that the last set is whole before positions in it are counted.
    beyond = last + timedelta(days=366) if "BYSETPOS" in rule.by else last
    walk = takewhile(lambda wall: wall <= beyond, _walk(rule, first))
    fitting = (wall for wall in walk if _fits(rule, first, wall))
    chosen = _placed(rule, fitting) if "BYSETPOS" in rule.by else fitting
    return islice((wall for wall in chosen if first <= wall <= last), rule.count)


def _walk(rule: Rule, first: Wall) -> Iterator[Wall]:
    """Every day, or every hour, from the beginning of the first set on."""
    step = ONE_HOUR if rule.every == "HOURLY" else ONE_DAY
    wall = _at_its_time(rule, first)
    while "BYSETPOS" in rule.by and _set(rule, wall - step) == _set(rule, first):
        wall -= step
    while True:
        yield wall
        wall += step


def _at_its_time(rule: Rule, wall: Wall) -> Wall:
    [minute] = rule.by.get("BYMINUTE", [wall.minute])
    [hour] = rule.by.get("BYHOUR", [wall.hour]) if rule.every != "HOURLY" else [wall.hour]
    return wall.replace(hour=hour, minute=minute)


def _placed(rule: Rule, walk: Iterator[Wall]) -> Iterator[Wall]:
    for _, group in groupby(walk, key=lambda wall: _set(rule, wall)):
        those = list(group)
        for place, wall in enumerate(those):
            if {place + 1, place - len(those)} & {*rule.by["BYSETPOS"]}:
                yield wall


def _set(rule: Rule, wall: Wall) -> int:
    """The number of the year, month, week, day or hour that it is in."""
    if rule.every == "YEARLY":
        return wall.year
    if rule.every == "MONTHLY":
        return wall.year * 12 + wall.month
    days = wall.toordinal()
    if rule.every == "WEEKLY":
        return (days - 1 - rule.week_start) // 7
    return days if rule.every == "DAILY" else days * 24 + wall.hour


def _fits(rule: Rule, first: Wall, wall: Wall) -> bool:
    if (_set(rule, wall) - _set(rule, first)) % rule.interval:
        return False
    if rule.days and not _is_named(rule, wall):
        return False
    numbers = {name: given for name, given in rule.by.items() if name in COUNTED}
    if not all({*COUNTED[name](rule, wall)} & {*given} for name, given in numbers.items()):
        return False
    return bool(rule.days or numbers.keys() & DATED) or _as_the_first(rule, first, wall)


def _as_the_first(rule: Rule, first: Wall, wall: Wall) -> bool:
    """Return True on the day that a rule without days has from its first occurrence."""
    if rule.every == "WEEKLY":
        return wall.weekday() == first.weekday()
    if rule.every == "YEARLY" and "BYMONTH" not in rule.by and wall.month != first.month:
        return False
    return rule.every not in {"MONTHLY", "YEARLY"} or wall.day == first.day


def _is_named(rule: Rule, wall: Wall) -> bool:
    """Return True if BYDAY has it: as TU, or as 2TU or -4TU of its month or year."""
    name = DAYS[wall.weekday()]
    ours = [day for day in rule.days if day.endswith(name)]
    if name in ours or not ours:
        return name in ours
    first, after = _span(rule, wall)
    before, left = (wall.toordinal() - first) // 7 + 1, (after - 1 - wall.toordinal()) // 7 + 1
    return not {f"{before}{name}", f"+{before}{name}", f"-{left}{name}"}.isdisjoint(ours)


def _span(rule: Rule, wall: Wall) -> tuple[int, int]:
    """The first day of its month or year, of which days are counted, and that of the next."""
    first = wall.replace(day=1)
    if rule.every == "MONTHLY" or "BYMONTH" in rule.by:
        return first.toordinal(), (first + timedelta(days=31)).replace(day=1).toordinal()
    first = first.replace(month=1)
    return first.toordinal(), (first + timedelta(days=366)).replace(day=1).toordinal()


def _days_left(wall: Wall, first_after: Wall) -> int:
    return wall.toordinal() - first_after.toordinal()


def _of_month(_: Rule, wall: Wall) -> tuple[int, int]:
    after = (wall.replace(day=28) + timedelta(days=4)).replace(day=1)
    return wall.day, _days_left(wall, after)


def _of_year(_: Rule, wall: Wall) -> tuple[int, int]:
    after = wall.replace(year=wall.year + 1, month=1, day=1)
    return _days_left(wall, wall.replace(month=1, day=1)) + 1, _days_left(wall, after)


def _week_one(year: int, week_start: int) -> int:
    """The ordinal of the day with which week 1 begins: the one that 4 January is in."""
    fourth = datetime(year, 1, 4, tzinfo=UTC)
    return fourth.toordinal() - (fourth.weekday() - week_start) % 7


def _of_weeks(rule: Rule, wall: Wall) -> tuple[int, int]:
    begins = wall.toordinal()
    year = next(
        year
        for year in (wall.year + 1, wall.year, wall.year - 1)
        if _week_one(year, rule.week_start) <= begins
    )
    first, after = (_week_one(one, rule.week_start) for one in (year, year + 1))
    return (begins - first) // 7 + 1, (begins - after) // 7


COUNTED: dict[str, Callable[[Rule, Wall], tuple[int, ...]]] = {
    "BYMONTH": lambda _, wall: (wall.month,),
    "BYWEEKNO": _of_weeks,
    "BYYEARDAY": _of_year,
    "BYMONTHDAY": _of_month,
    "BYHOUR": lambda _, wall: (wall.hour,),
}
DATED = {"BYWEEKNO", "BYYEARDAY", "BYMONTHDAY"}


def read_recurrence(value: Any, zone_name: str) -> Recurrence:
    """The recurrence in an event's lines; raises Bad for what the sandbox does not know."""
    if not isinstance(value, list) or not all(isinstance(line, str) for line in value):
        raise Bad("must be a list of strings")
    found = [LINE.fullmatch(line.strip()) for line in value]
    lines = [match.groups() for match in found if match]
    rules = [text for name, _, text in lines if name == "RRULE"]
    if len(lines) < len(value) or len(rules) != 1:
        raise Bad("must contain exactly one RRULE, and beside it only EXDATE and RDATE")
    added, excluded = (
        frozenset(
            _wall(stamp, _zone_of(options) or zone_name, zone_name)
            for name, options, text in lines
            if name == wanted
            for stamp in text.split(",")
        )
        for wanted in ("RDATE", "EXDATE")
    )
    return Recurrence(_rule(rules[0], zone_name), added, excluded)


def _rule(text: str, zone_name: str) -> Rule:
    pairs = [part.partition("=") for part in text.upper().rstrip(";").split(";")]
    given = {name: value for name, _, value in pairs}
    unknown = sorted(set(given) - set(PARTS))
    if unknown or len(given) < len(pairs):
        raise Bad(f"RRULE has an unknown or repeated part {(unknown or [text])[0]}")
    if given.get("FREQ") not in FREQUENCIES:
        raise Bad(f"RRULE needs a FREQ of {', '.join(FREQUENCIES)}")
    if "COUNT" in given and "UNTIL" in given:
        raise Bad("RRULE may have COUNT or UNTIL, not both")
    if "BYSETPOS" in given and not given.keys() & {"BYDAY", *HIGHEST} - {"BYSETPOS"}:
        raise Bad("RRULE has BYSETPOS without another BY part")
    if given["FREQ"] not in {"MONTHLY", "YEARLY"} and re.search(r"\d", given.get("BYDAY", "")):
        raise Bad(f"RRULE has {given['BYDAY']} where one of {', '.join(DAYS)} belongs")
    return Rule(
        given["FREQ"],
        _number(given.get("INTERVAL", "1")),
        tuple(map(_day, given["BYDAY"].split(","))) if "BYDAY" in given else (),
        {name: _numbers(name, given[name]) for name in HIGHEST if name in given},
        _number(given["COUNT"]) if "COUNT" in given else None,
        _wall(given["UNTIL"], zone_name, zone_name) if "UNTIL" in given else None,
        DAYS.index(_day(given.get("WKST", "MO")[-2:])),
    )


def _numbers(name: str, text: str) -> list[int]:
    found, most = text.split(","), HIGHEST[name]
    of_clock = name in {"BYHOUR", "BYMINUTE"}
    backwards = "" if of_clock or name == "BYMONTH" else "[+-]?"
    for one in found:
        known = re.fullmatch(rf"{backwards}\d{{1,3}}", one)
        if known is None or abs(int(one)) not in range(0 if of_clock else 1, most + 1):
            raise Bad(f"RRULE has {one} where {name} counts up to {most}")
    if of_clock and len(found) > 1:
        raise Bad(f"RRULE has several values of {name}, which the sandbox does not know")
    return [int(one) for one in found]


def _number(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,5}", text):
        raise Bad(f"RRULE has {text} where a number of at least 1 belongs")
    return int(text)


def _day(text: str) -> str:
    if not re.fullmatch(rf"([+-]?[1-9]\d?)?({'|'.join(DAYS)})", text):
        raise Bad(f"RRULE has {text} where one of {', '.join(DAYS)} belongs")
    return text


def _zone_of(options: str) -> str:
    found = re.search(r";TZID=([^;]+)", options)
    return found[1] if found else ""


def _wall(stamp: str, written_in: str, zone_name: str) -> Wall:
    # A date alone is its midnight.
    found = STAMP.fullmatch(stamp.strip().upper())
    if found is None:
        raise Bad(f"{stamp} is not a time such as 20260302T090000Z")
    day, clock, utc = found.groups()
    try:
        wall = datetime.strptime(day + (clock or "000000"), "%Y%m%d%H%M%S")  # noqa: DTZ007 - a wall clock
        aware = wall.replace(tzinfo=UTC if utc else zone(written_in))
        return aware.astimezone(zone(zone_name)).replace(tzinfo=None)
    except (ValueError, OverflowError):
        raise Bad(f"{stamp} is not a time such as 20260302T090000Z") from None
