"""Comparison of a broken promise with before: was it kept then, or kept better?"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from pdsync import oncall
from pdsync.kinds import Promise, Schedule, Undecided
from pdsync.promises._promise import (
    BrokenPromise,
    broken_promises,
    local,
    somehow,
    the_rest,
    too_long,
    turns_of,
    wall_length,
)


@dataclass(frozen=True)
class KeptBefore:
    """A schedule as it is, and what it promises from `now` on."""

    schedule: Schedule
    promise: Promise
    now: datetime

    def kept_better(self, broken: BrokenPromise, after: Schedule) -> str | None:
        """Describe how `after` keeps a promise less than this one does; None where it does not.

        What is not known of this one was kept.
        """
        fields: list[str] = []
        found = broken_promises(self.schedule, self.promise, self.now)
        with suppress(Undecided):
            fields.extend(one.field for one in found)
        if broken.field not in fields:
            return broken.message
        if self.schedule == after:
            return None
        return (
            self._less_cover(after) if broken.field == "coverage" else self._longer(broken, after)
        )

    def _less_cover(self, after: Schedule) -> str | None:
        made = somehow(after, self.now)
        rest = the_rest(self.promise, made.time_zone)
        was = [somehow(self.schedule, self.now), *rest]
        span = oncall.lost_cover(was, [made, *rest], self.now)
        if span is None:
            return None
        start, end = (local(when, made) for when in (span.start, span.end))
        return (
            f"somebody is to be on call then, and nobody is from {start} to {end}, where somebody "
            "is without this plan"
        )

    def _longer(self, broken: BrokenPromise, after: Schedule) -> str | None:
        was, made = self._too_long(self.schedule), self._too_long(after)
        one_more = max(was, default=0)
        longer = max(made, default=0) > one_more or sum(made) > sum(was) + one_more
        return broken.message if longer else None

    def _too_long(self, schedule: Schedule) -> list[int]:
        """By how much shifts of a year are too long, one by one."""
        limit = self.promise.max_consecutive
        turns = turns_of(schedule, somehow(schedule, self.now))
        if limit is None:
            return []
        shifts = too_long(turns, limit, self.now)
        return [wall_length(one, turns.time_zone) - limit for one in shifts]
