"""A roster seen over a range of time: the state of whatever it is asked about. Compares nothing."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property, partial

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.kinds import Service
from pdsync.roster._clocks import zone_of
from pdsync.roster._roster import Level, Roster
from pdsync.roster._timeline import Stretch, first_of
from pdsync.roster.agenda.answers import OnCallBetween
from pdsync.roster.comparison.affected import State
from pdsync.roster.report.coverage import NEVER, Coverage, coverage

Targets = tuple[tuple[str, ...], tuple[str, ...]]
"""Schedules, and people who are named directly."""


@frozen
class View:
    """One roster from `since` until `until`. Raises Undecided for what cannot be rendered."""

    roster: Roster
    since: datetime
    until: datetime

    def has(self, schedule: str) -> bool:
        """Return True if the roster has it."""
        return schedule in self.roster.resources["schedule"]

    def planned(self, schedule: str) -> oncall.AnySchedule | None:
        """A schedule without its overrides; None when it does not exist."""
        return self.roster.planned(schedule) if self.has(schedule) else None

    def of_schedule(self, schedule: str) -> State | None:
        """Return the state of a schedule."""
        return self._state(((schedule,), ())) if self.has(schedule) else None

    def handoffs(self, schedule: str, since: datetime, until: datetime) -> tuple[datetime, ...]:
        """Return the first hand-off of a schedule in a range, if there is one."""
        if since == self.since and until <= self.until:
            course = self._state(((schedule,), ())).course
        else:
            course = self.roster.timeline((schedule,), (), since, until)
        return tuple(one.end for one in course[:1] if one.end < until)

    def of_level(self, level: Level | None) -> State | None:
        """Return the state of a level: people of any of its schedules, and those always on call."""
        return self._state((level.schedules, level.people)) if level else None

    def of_service(self, service: str) -> State | None:
        """Return the state of a service's first level that has somebody: others are skipped."""
        found = self.roster.resources["service"].get(service)
        if not isinstance(found, Service):
            return None
        levels = self.roster.levels_of(service)
        if not levels or found.status == "disabled":
            return State((Stretch(self.since, self.until, ()),), NEVER)
        schedules = tuple(dict.fromkeys(name for one in levels for name in one.schedules))
        people = tuple(dict.fromkeys(name for one in levels for name in one.people))

        def course(since: datetime, until: datetime) -> tuple[Stretch, ...]:
            asked = ((one.schedules, one.people) for one in levels)
            return first_of([self.roster.timeline(*one, since, until) for one in asked])

        return self._seen(course, self._state((schedules, people)).coverage)

    def level(self, policy: str, number: int) -> Level | None:
        """The rule of a policy with a number, if there is one."""
        levels = self.roster.levels(policy)
        return levels[number - 1] if number <= len(levels) else None

    def _state(self, targets: Targets) -> State:
        if targets not in self._states:
            schedules, people = targets
            planned = [self.roster.planned(one) for one in schedules]
            covered = coverage(planned, self.since, always=bool(people))
            course = partial(self.roster.timeline, schedules, people)
            self._states[targets] = self._seen(course, covered)
        return self._states[targets]

    def _seen(self, course: OnCallBetween, covered: Coverage) -> State:
        return State(course(self.since, self.until), covered, course)

    @cached_property
    def _states(self) -> dict[Targets, State]:
        return {}

    def zone(self, kind: str, token: str) -> str | None:
        """The time zone that times of one thing are told in."""
        return zone_of(self.roster, kind, token)
