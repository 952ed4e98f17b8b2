"""When an event recurs: a naive walk on the wall clock, day by day or hour by hour.

Slow and plain on purpose: it shares nothing with the engine that it may contradict. Where
RFC 5545 leaves a choice: only times that the rule gives occur (the first is no exception),
excluded times are as if they had never been, and COUNT counts them all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice, takewhile
from typing import Any

from pdsync.sandbox._errors import Bad
from pdsync.sandbox._times import zone

Wall = datetime  # without a zone
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LINE = re.compile(r"(RRULE|EXDATE|RDATE)((?:;[^:]*)?):(.+)", re.DOTALL)
STAMP = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?")
STEPS = {"HOURLY": timedelta(hours=1)}
FREQUENCIES = ("HOURLY", "DAILY", "WEEKLY", "MONTHLY")
PARTS = ("FREQ", "INTERVAL", "BYDAY", "COUNT", "UNTIL", "WKST")


@dataclass(frozen=True)
class Rule:
    """One RRULE; days count from Monday as 0, none is whatever the first occurrence has."""

    every: str
    interval: int = 1
    days: tuple[int, ...] = ()
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
    walk = takewhile(lambda wall: wall <= last, _walk(first, STEPS.get(rule.every)))
    fitting = (wall for wall in walk if _fits(rule, first, wall))
    return islice(fitting, rule.count)


def _walk(first: Wall, step: timedelta | None) -> Iterator[Wall]:
    wall = first
    while True:
        yield wall
        wall += step or timedelta(days=1)


def _fits(rule: Rule, first: Wall, wall: Wall) -> bool:
    if _periods(rule, first, wall) % rule.interval:
        return False
    if rule.days:
        return wall.weekday() in rule.days
    if rule.every == "WEEKLY":
        return wall.weekday() == first.weekday()
    return rule.every != "MONTHLY" or wall.day == first.day


def _periods(rule: Rule, first: Wall, wall: Wall) -> int:
    if rule.every == "HOURLY":
        return (wall - first) // timedelta(hours=1)
    if rule.every == "DAILY":
        return (wall - first).days
    if rule.every == "MONTHLY":
        return (wall.year - first.year) * 12 + wall.month - first.month
    begins = first.toordinal() - (first.weekday() - rule.week_start) % 7
    return (wall.toordinal() - begins) // 7


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
    return Rule(
        given["FREQ"],
        _number(given.get("INTERVAL", "1")),
        tuple(map(_day, given["BYDAY"].split(","))) if "BYDAY" in given else (),
        _number(given["COUNT"]) if "COUNT" in given else None,
        _wall(given["UNTIL"], zone_name, zone_name) if "UNTIL" in given else None,
        _day(given.get("WKST", "MO")),
    )


def _number(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,5}", text):
        raise Bad(f"RRULE has {text} where a number of at least 1 belongs")
    return int(text)


def _day(text: str) -> int:
    if text not in DAYS:
        raise Bad(f"RRULE has {text} where one of {', '.join(DAYS)} belongs")
    return DAYS.index(text)


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
