"""Turns that people had, as an account rendered them, and comparison with a definition. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.intervals import merge, subtract

OnCallTimes = tuple[tuple[datetime, datetime], ...]


@frozen
class TurnsHad:
    """Who was on call in [since, until), by the account's rendering.

    Times `aside`, of overrides and custom shifts, say nothing of turns. `shifts` are whole.
    """

    since: datetime
    until: datetime
    shifts: tuple[oncall.Shift, ...]
    aside: OnCallTimes = ()

    def later(self, since: datetime) -> TurnsHad:
        """Return the same from a later instant on."""
        return replace(self, since=since)

    @property
    def is_empty(self) -> bool:
        """True if there is no time that says anything."""
        return not subtract([(self.since, self.until)], self.aside)

    def are_those_of(self, schedule: oncall.AnySchedule) -> bool:
        """Return True if a schedule puts the same people on call in that time."""
        return self._told(self._of(schedule)) == self._told(self.shifts)

    def have(self, schedule: oncall.AnySchedule, hidden: OnCallTimes) -> bool:
        """Return True if whomever a schedule puts on call was on call, but for hidden times."""
        had = self._told(self.shifts)
        return not any(
            subtract(spans, [*had.get(user, ()), *hidden])
            for user, spans in self._told(self._of(schedule)).items()
        )

    def covered_by(self, schedule: oncall.AnySchedule) -> OnCallTimes:
        """Return the times in which a schedule has anybody on call."""
        return merge((one.start, one.end) for one in self._of(schedule))

    def _of(self, schedule: oncall.AnySchedule) -> Iterable[oncall.Shift]:
        return oncall.final_shifts(schedule, self.since, self.until)

    def _told(self, shifts: Iterable[oncall.Shift]) -> Mapping[str, OnCallTimes]:
        """Return by person the times that say something."""
        found: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
        for one in shifts:
            start, end = max(one.start, self.since), min(one.end, self.until)
            if start < end:
                found[one.user].append((start, end))
        told = {user: subtract(merge(spans), self.aside) for user, spans in found.items()}
        return {user: spans for user, spans in told.items() if spans}
