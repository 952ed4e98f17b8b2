"""Comparison of who is on call before and after a plan; reads what it takes first. Only reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from pdsync.frozen import frozen, replace
from pdsync.kinds import AHEAD, Resource, soon_after
from pdsync.reconcile._known import Known
from pdsync.reconcile._model import OnCall, Plan, Touched
from pdsync.reconcile._options import VALID
from pdsync.reconcile._remote import Remote
from pdsync.reconcile.impact.before_after import BeforeAfter, before_after, knowing
from pdsync.reconcile.impact.escalation_paths import with_paths
from pdsync.reconcile.impact.oncall_warnings import judged
from pdsync.reconcile.impact.overrides_read import roster_with_overrides
from pdsync.reconcile.impact.turns_to_keep import ways_to_keep
from pdsync.reconcile.impact.words import PlanNames
from pdsync.reconcile.match.references import Directory
from pdsync.reconcile.match.resources import Matching
from pdsync.reconcile.plan.planning import Planned
from pdsync.reconcile.read.people_and_names import with_users
from pdsync.reconcile.read.snapshot import Snapshot
from pdsync.roster import Affected, Comparison, View


def compared(
    planned: Planned,
    known: Known,
    remote: Remote,
    asked: tuple[datetime, datetime],
    as_of: datetime,
) -> Plan:
    """The plan, with who is on call because of it, and what is wrong with that.

    `asked` is the time that is looked at, and from `as_of` on hand-offs count.
    """
    plan = planned.plan
    found = before_after(known, planned)
    if not (found.schedules or found.levels or found.services):
        nothing = replace(plan, oncall=OnCall(*asked), valid_until=as_of + VALID)
        return _with_paths(nothing, found, known, _directory(known, known.snapshot))
    snapshot = with_users(remote, known.snapshot)
    directory = _directory(known, snapshot)
    read = roster_with_overrides(remote, snapshot, found.asked, asked, known.now)
    found = knowing(found, planned, read)
    telling = _Compared(found, *asked, as_of, plan.soon)
    told = telling.oncall(directory, known.matching)
    if known.config.settings.safety.same_person == "allow":
        told = replace(told, same_person=())
    until = telling.valid_until(told)
    plan = replace(plan, oncall=told, valid_until=until, people=directory.people)
    plan = _with_paths(plan, found, known, directory)
    moved = () if known.options.turns_are_known else _at_once(told)
    ways = ways_to_keep(moved, known, directory, told.soon)
    return judged(plan, known.config, ways)


def _at_once(told: OnCall) -> Iterator[Touched]:
    """Yield the schedules by which others go on call, or off, as soon as the plan is applied.

    And those where nobody is on call by then, and others have the next shift.
    """
    for one in told.of("schedule"):
        it = one.affected
        if it.changes_hands or (it.old and it.changes_at_once(told.soon)):
            yield one


def _directory(known: Known, snapshot: Snapshot) -> Directory:
    return Directory(known.config, snapshot, known.matching, show_ids=known.options.show_ids)


def _with_paths(plan: Plan, found: BeforeAfter, known: Known, directory: Directory) -> Plan:
    """Return the plan with the escalation paths that it makes others, in minutes."""
    names = PlanNames(directory, known.matching, found.changes, tuple(_resources(found)))
    return replace(plan, changes=with_paths(plan.changes, found, names, known.config))


@frozen
class _Compared:
    found: BeforeAfter
    since: datetime
    until: datetime
    as_of: datetime
    soon: datetime | None

    def oncall(self, directory: Directory, matching: Matching) -> OnCall:
        """Return the plan's on-call effects, in the words of a directory."""
        resources = tuple(_resources(self.found))
        names = PlanNames(directory, matching, self.found.changes, resources)
        touched = tuple(names.touched(one) for one in _affected(self._comparison, self.found))
        handoff = self._handoff(touched)
        same = [
            (names.touched(Affected("level", one.policy, one.number)), one)
            for one in (self._comparison.same_person(*pair) for pair in self.found.neighbours)
            if one
        ]
        same.sort(key=lambda one: (one[0].key or one[0].name, one[1].number))
        return OnCall(
            self.since, self.until, touched, names.of(touched), handoff, tuple(same), self.soon
        )

    def valid_until(self, told: OnCall) -> datetime:
        """From when on others are on call than it says, or would be when it takes effect."""
        end = self.as_of + VALID
        found = [told.handoff[0].astimezone(UTC)] if told.handoff else [end]
        if self.soon:
            ahead = self._handoffs(told.touched, soon_after(self.as_of), end)
            found += [when.astimezone(UTC) - AHEAD for when, _ in ahead]
        return min(found)

    @cached_property
    def _comparison(self) -> Comparison:
        sides = (self.found.before, self.found.after)
        before, after = (View(one, self.since, self.until) for one in sides)
        return Comparison(before, after, frozenset(self.found.schedules))

    def _handoff(self, touched: Iterable[Touched]) -> tuple[datetime, str] | None:
        """The first hand-off of a schedule that changes, on its clocks, if it comes soon."""
        return min(self._handoffs(touched, self.as_of, self.as_of + VALID), default=None)

    def _handoffs(
        self, touched: Iterable[Touched], since: datetime, end: datetime
    ) -> list[tuple[datetime, str]]:
        """The first hand-off of each schedule that changes, before and after, on its clocks."""
        effective = max(since, self.soon or since)
        return [
            (when.astimezone(ZoneInfo(str(one.affected.time_zone))), one.name)
            for one in touched
            if one.affected.kind == "schedule" and not one.affected.undecided
            for when in self._comparison.handoffs(one.affected.token, since, effective, end)
        ]


def _affected(comparison: Comparison, found: BeforeAfter) -> Iterator[Affected]:
    schedules = (comparison.schedule(one) for one in found.schedules)
    levels = (comparison.level(*one) for one in found.levels)
    yield from (one for one in (*schedules, *levels) if one)
    yield from (comparison.service(one) for one in found.services)


def _resources(found: BeforeAfter) -> Iterator[Resource]:
    """Everything that may name whoever is on call."""
    for side in (found.before, found.after):
        schedules = side.resources["schedule"]
        yield from (schedules[one] for one in found.asked if one in schedules)
        yield from side.resources["escalation_policy"].values()
