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
    """A schedule as it is, and what it promises from `now` on.

    The schedule after it stands `where` it does not: with a plan, or at another revision.
    """

    schedule: Schedule
    promise: Promise
    now: datetime
    where: str = "without this plan"

    def kept_better(
        self, broken: BrokenPromise, after: Schedule, promised_after: Promise | None = None
    ) -> str | None:
        """Describe how `after` keeps a promise less than this one does; None where it does not.

        Where `after` promises something else, each is held to its own promise. What is not known of
        this one was kept.
        """
        promise = promised_after or self.promise
        fields: list[str] = []
        found = broken_promises(self.schedule, self.promise, self.now)
        with suppress(Undecided):
            fields.extend(one.field for one in found)
        if broken.field not in fields:
            return broken.message
        if self.schedule == after and self.promise == promise:
            return None
        if broken.field == "coverage":
            lost = self._less_cover(after, promise)
            return lost if lost is None or self.promise == promise else broken.message
        return broken.message if self._is_longer(after, promise) else None

    def _less_cover(self, after: Schedule, promise: Promise) -> str | None:
        was, made = somehow(self.schedule, self.now), somehow(after, self.now)
        before = [was, *the_rest(self.promise, was.time_zone)]
        span = oncall.lost_cover(before, [made, *the_rest(promise, made.time_zone)], self.now)
        if span is None:
            return None
        start, end = (local(when, made) for when in (span.start, span.end))
        return (
            f"somebody is to be on call then, and nobody is from {start} to {end}, where somebody "
            f"is {self.where}"
        )

    def _is_longer(self, after: Schedule, promise: Promise) -> bool:
        was = self._too_long(self.schedule, self.promise)
        made = self._too_long(after, promise)
        one_more = max(was, default=0)
        return max(made, default=0) > one_more or sum(made) > sum(was) + one_more

    def _too_long(self, schedule: Schedule, promise: Promise) -> list[int]:
        """By how much shifts of a year are too long, one by one."""
        limit = promise.max_consecutive
        turns = turns_of(schedule, somehow(schedule, self.now))
        if limit is None:
            return []
        shifts = too_long(turns, limit, self.now)
        return [wall_length(one, turns.time_zone) - limit for one in shifts]
