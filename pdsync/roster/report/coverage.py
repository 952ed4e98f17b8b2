"""Coverage of some schedules together, in one value. Proves; lists no gaps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from pdsync import oncall
from pdsync.frozen import frozen, replace
from pdsync.intervals import merge
from pdsync.oncall import AnySchedule, Span
from pdsync.units import WEEK

_ANYBODY = "anybody"


@frozen
class Coverage:
    """Coverage: always, or with gaps of so much a week; overrides are ignored.

    `weekly` are the stretches of the wall week of `zone` that nobody covers in the long run, in
    seconds since Monday 00:00; None where weeks differ. `proven` is False when only years to come
    were looked at. `first_gap` may end long after it matters.
    """

    always: bool
    proven: bool = True
    weekly: tuple[tuple[int, int], ...] | None = ()
    zone: str = "Etc/UTC"
    first_gap: Span | None = None

    @property
    def weekly_seconds(self) -> int | None:
        """Seconds of each week that nobody covers, None where weeks differ."""
        return None if self.weekly is None else sum(end - start for start, end in self.weekly)

    def recurs(self, start: datetime, end: datetime) -> bool:
        """True if a gap comes again each week, as long as nothing is changed."""
        length = int((end - start).total_seconds())
        first = oncall.wall_second(self.zone, start) % WEEK
        weekly = self.weekly or ()
        next_week = [(low + WEEK, high + WEEK) for low, high in weekly]
        return any(
            low <= at and at + length <= high
            for low, high in merge((*weekly, *next_week))
            for at in (first, first + WEEK)
        )


NEVER = Coverage(always=False, weekly=None)
"""Of what notifies nobody at all."""


def coverage(schedules: Sequence[AnySchedule], since: datetime, *, always: bool) -> Coverage:
    """The coverage of schedules taken together; `always`: beside somebody who is always there.

    That of no schedule at all, where nobody is either, is that of nobody.
    """
    if always:
        return Coverage(always=True)
    if not schedules:
        return NEVER
    return _coverage(tuple(map(_by_anybody, schedules)), since)


@lru_cache(maxsize=1000)
def _coverage(schedules: Sequence[AnySchedule], since: datetime) -> Coverage:
    """Return the coverage of schedules; many are alike but for who is on call."""
    proof = oncall.coverage_proof(schedules, since)
    zones = sorted({schedule.time_zone for schedule in schedules})
    by_weeks = len(zones) == 1 and all(isinstance(one, oncall.Schedule) for one in schedules)
    weekly = oncall.weekly_gaps(schedules) if by_weeks else None
    return Coverage(proof.first_gap is None, proof.until is None, weekly, zones[0], proof.first_gap)


def _by_anybody(schedule: AnySchedule) -> AnySchedule:
    """Return a layered schedule with one person in place of all: who it is leaves no gap."""
    if not isinstance(schedule, oncall.Schedule):
        return schedule
    layers = (replace(one, users=one.users and (_ANYBODY,)) for one in schedule.layers)
    return replace(schedule, layers=tuple(layers))
