"""Who is on call because of a plan, with what it takes to say so read first. Only reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pdsync.kinds import Resource
from pdsync.reconcile._before_after import Sides, sides
from pdsync.reconcile._model import OnCall, Plan, Touched
from pdsync.reconcile._names import Names
from pdsync.reconcile._plan import Known, Planned
from pdsync.reconcile._remote import Remote
from pdsync.reconcile._rosters import read_schedules
from pdsync.reconcile._safety import judged
from pdsync.roster import Affected, Comparison, View

_LONGEST = timedelta(days=7)
"""How long a plan is valid at most."""


def with_impact(planned: Planned, known: Known, remote: Remote) -> Plan:
    """The plan, with who is on call because of it, and what is wrong with that."""
    horizon = known.options.horizon
    if horizon is None or planned.plan.is_broken:
        return planned.plan
    since = known.now.replace(microsecond=0)
    found = _OnPaper(planned, known, since, since + horizon).told(remote)
    until = found.handoff[0] if found.handoff else since + _LONGEST
    return judged(
        replace(planned.plan, oncall=found, valid_until=until), known.config.settings.safety
    )


@dataclass(frozen=True)
class _OnPaper:
    planned: Planned
    known: Known
    since: datetime
    until: datetime

    def told(self, remote: Remote) -> OnCall:
        """What the plan does; nothing is read if it does nothing to who is on call."""
        found = sides(self.known, self.planned, self.known.snapshot)
        if not (found.schedules or found.levels or found.services):
            return OnCall(self.since, self.until)
        snapshot = self.known.snapshot
        live = found.asked & set(snapshot.of("schedule"))
        known = read_schedules(remote, snapshot, sorted(live), (self.since, self.until))
        return self._compared(sides(self.known, self.planned, known))

    def _compared(self, found: Sides) -> OnCall:
        before, after = (View(one, self.since, self.until) for one in (found.before, found.after))
        comparison = Comparison(before, after, frozenset(found.schedules))
        names = Names(self.planned.directory, self.known.matching, tuple(_resources(found)))
        touched = tuple(names.touched(one) for one in _affected(comparison, found))
        return OnCall(
            self.since, self.until, touched, names.of(touched), self._handoff(comparison, touched)
        )

    def _handoff(
        self, comparison: Comparison, touched: Iterable[Touched]
    ) -> tuple[datetime, str] | None:
        """The first hand-off of a schedule that changes, before or after, if it comes soon."""
        end = self.since + _LONGEST
        found = [
            (when, one.name)
            for one in touched
            if one.affected.kind == "schedule" and not one.affected.unknown
            for when in comparison.handoffs(one.affected.token, self.since, end)
        ]
        return min(found, default=None)


def _affected(comparison: Comparison, found: Sides) -> Iterator[Affected]:
    schedules = (comparison.schedule(one) for one in found.schedules)
    levels = (comparison.level(*one) for one in found.levels)
    yield from (one for one in (*schedules, *levels) if one)
    yield from (comparison.service(one) for one in found.services)


def _resources(found: Sides) -> Iterator[Resource]:
    """Everything that may name whoever is on call."""
    for side in (found.before, found.after):
        schedules = side.resources["schedule"]
        yield from (schedules[one] for one in found.asked if one in schedules)
        yield from side.resources["escalation_policy"].values()
