"""Search for the first shift of an event that gives a later shift a wanted number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import chain, takewhile
from math import lcm

from pdsync.oncall._clock import Clock, instant_of, seconds_of
from pdsync.oncall._shift_based import Event
from pdsync.oncall.final.events import course
from pdsync.oncall.recurrence.lines import UNITS, parsed
from pdsync.units import DAY, WEEK

OLDEST = 1900


def first_shifts(event: Event, wall: int, ahead: int, cycle: int) -> Iterator[int]:
    """Yield wall times of first shifts that put `ahead` shifts before the one at `wall`.

    Or `ahead` plus whole cycles; the latest first. Shifts that are left out (EXDATE) do not count.
    """
    for start in _starts_before(event, wall):
        yield from _of_one_start(replace(event, start=start), wall, ahead, cycle)


def _of_one_start(event: Event, current: int, ahead: int, cycle: int) -> Iterator[int]:
    """Yield the possible first shifts that one start of the rule gives, the latest first."""
    rule = course(event).occurrences
    begins = Clock(event.time_zone).wall(seconds_of(event.start))
    walls = [wall for _, wall in rule.between(begins, current + 1)]
    for wall in walls[: max(0, len(walls) - ahead)][::-cycle]:
        # A date of an RDATE line is no occurrence of the rule, so the rule cannot begin there.
        if wall not in rule.added:
            yield wall


def _further_and_further(walls: range) -> Iterator[int]:
    """Yield some wall times, each twice as far as the one before, then the last."""
    place = 1
    while place < len(walls):
        yield walls[place - 1]
        place *= 2
    yield from walls[-1:]


def _starts_before(event: Event, wall: int) -> Iterator[datetime]:
    """Yield earlier first shifts from which the rule has the same occurrences."""
    rule = parsed(event.recurrence).rule
    clock = Clock(event.time_zone)
    origin = clock.wall(seconds_of(event.start))
    oldest = (OLDEST - 1970) * 365 * DAY
    walls: Iterable[int]
    if rule.is_of_weeks:
        # Begun whole intervals and whole weeks earlier, the rule has the same occurrences.
        step = lcm(UNITS[rule.freq] * rule.interval, WEEK)
        near = origin - max(0, (origin - wall) // step + 1) * step
        walls = _further_and_further(range(near, oldest, -step))
    else:
        found = course(event).occurrences.rule
        behind = (1 << power for power in range(4, 24))
        earlier = (next(found.starts(min(0, found.number(wall)) - by), oldest) for by in behind)
        walls = chain([origin], takewhile(lambda one: one > oldest, earlier))
    return (instant_of(clock.epoch(one)) for one in walls if clock.wall(clock.epoch(one)) == one)
