"""Everything that a report tells of a roster: calendars, paths, coverage, load. Words nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pdsync import oncall
from pdsync.roster._roster import Roster
from pdsync.roster._timeline import Stretch, gaps_of, merged, people_of
from pdsync.roster._topic import Topic
from pdsync.roster.agenda.answers import (
    FAR,
    Agenda,
    AskedRange,
    LevelAgenda,
    UndecidedTopic,
    answer,
    course_of,
    policy_of,
)
from pdsync.roster.agenda.days import CalendarDay, Frame, days
from pdsync.roster.report.coverage import Coverage, coverage
from pdsync.roster.report.load import Clocked, Load, loads
from pdsync.roster.report.placeholder_person import candidates, with_somebody

_NOWHERE = "Etc/UTC"


@dataclass(frozen=True)
class Calendar:
    """One schedule.

    Where it does not say whose turn it is, everybody in it is in `candidates`, and its days tell
    only when one of them is on call. One that is not known at all has no days and no coverage.
    """

    topic: Topic
    zone: str
    days: tuple[CalendarDay, ...] = ()
    now: Agenda | None = None
    coverage: Coverage | None = None
    undecided: UndecidedTopic | None = None
    candidates: tuple[str, ...] = ()
    deleted: frozenset[str] = frozenset()

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """Stretches with the people on call, cut at midnights."""
        return tuple(one for day in self.days for one in day.stretches)

    @cached_property
    def agenda(self) -> Agenda:
        """All of its days in one."""
        return Agenda(self.stretches, deleted=self.deleted)


@dataclass(frozen=True)
class EscalationPath:
    """A policy: the services that it is for, and its levels with who is on call there now.

    `courses` are who is on call on each level, None where that is undecided; the turns of those who
    were `deleted` are gaps.
    """

    policy: Topic
    zone: str
    services: tuple[Topic, ...]
    levels: tuple[LevelAgenda, ...]
    courses: tuple[tuple[Stretch, ...] | None, ...]
    deleted: frozenset[str] = frozenset()

    @cached_property
    def shares(self) -> tuple[float | None, ...]:
        """Covered percentage of each level; None where that is undecided."""
        return tuple(
            None if one is None else Agenda(one, deleted=self.deleted).coverage
            for one in self.courses
        )

    @cached_property
    def gaps(self) -> tuple[oncall.Span, ...] | None:
        """Stretches in which no level has anybody; None where that is undecided."""
        known = [one for one in self.courses if one is not None]
        if not known or len(known) < len(self.courses):
            return None
        return gaps_of(merged(known), self.deleted)


@dataclass(frozen=True)
class Survey:
    """A roster over some weeks. `stranded` are services without a policy that is known."""

    frame: Frame
    calendars: tuple[Calendar, ...]
    paths: tuple[EscalationPath, ...]
    stranded: tuple[Topic, ...]
    loads: tuple[Load, ...]

    @property
    def deleted(self) -> frozenset[str]:
        """Everybody in it who is known to be deleted."""
        agendas = [one.now for one in self.calendars if one.now]
        agendas += [one.agenda for path in self.paths for one in path.levels]
        found = [*(one.deleted for one in self.calendars), *(one.deleted for one in agendas)]
        return frozenset().union(*found)

    @property
    def is_partly_past(self) -> bool:
        """True if some of the days are over."""
        return any(day.end <= self.frame.now for one in self.calendars for day in one.days[:1])

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who is in it anywhere, each once."""
        found = [one.person for one in self.loads]
        for calendar in self.calendars:
            found += calendar.candidates
            found += calendar.now.people if calendar.now else ()
        for path in self.paths:
            for one in path.levels:
                found += [*one.level.people, *one.agenda.people]
        return tuple(dict.fromkeys(found))


def survey(roster: Roster, topics: Sequence[Topic], frame: Frame) -> Survey:
    """Look at everything."""
    look = _Look(roster, with_somebody(roster), frame)
    of = {kind: [one for one in topics if one.kind == kind] for kind in roster.resources}
    calendars = tuple(look.calendar(one) for one in of["schedule"])
    zones = {one.topic.token: one.zone for one in calendars}
    served = [(one, policy_of(roster, one)) for one in of["service"]]
    paths = tuple(
        look.path(one, tuple(service for service, policy in served if policy == one.token), zones)
        for one in of["escalation_policy"]
    )
    decided = (Clocked(one.stretches, one.zone) for one in calendars if not one.undecided)
    stranded = tuple(service for service, policy in served if policy is None)
    return Survey(frame, calendars, paths, stranded, loads(decided))


@dataclass(frozen=True)
class _Look:
    """A roster over some weeks; in `known` somebody has the turns that are nobody's in it."""

    roster: Roster
    known: Roster
    frame: Frame

    def calendar(self, topic: Topic) -> Calendar:
        schedule, zone = topic.token, self.frame.zone or topic.time_zone or _NOWHERE
        now = answer(self.roster, topic, zone, AskedRange(self.frame.now)).agenda
        undecided = now.undecided if now else None
        found = Calendar(topic, zone, now=None if undecided else now, undecided=undecided)
        course = self._course((schedule,), (), zone)
        if course is None:
            return found
        return replace(
            found,
            days=days(course, self.frame.dates, zone),
            coverage=self._coverage(schedule),
            candidates=candidates(self.roster, schedule) if undecided else (),
            deleted=self._deleted(course),
        )

    def _deleted(self, course: Iterable[Stretch]) -> frozenset[str]:
        return self.roster.deleted(people_of(course))

    def _coverage(self, schedule: str) -> Coverage:
        """In the long run; the turns of somebody who was deleted do not cover for ever."""
        found = coverage([self.known.planned(schedule)], self.frame.now, always=False)
        if not self.roster.deleted(candidates(self.roster, schedule)):
            return found
        ahead = course_of(self.known, (schedule,))(self.frame.now, self.frame.now + FAR)
        has_gaps = gaps_of(ahead, self._deleted(ahead))
        return replace(found, always=False, weekly=None) if has_gaps else found

    def path(
        self, policy: Topic, services: tuple[Topic, ...], zones: Mapping[str, str]
    ) -> EscalationPath:
        levels = answer(self.roster, policy, _NOWHERE, AskedRange(self.frame.now)).levels
        schedules = (name for one in levels for name in one.level.schedules)
        found = (zones[one] for one in schedules if one in zones)
        zone = self.frame.zone or next(found, _NOWHERE)
        courses = [self._course(one.level.schedules, one.level.people, zone) for one in levels]
        deleted = self._deleted(part for course in courses for part in course or ())
        return EscalationPath(policy, zone, services, levels, tuple(courses), deleted)

    def _course(
        self, schedules: tuple[str, ...], people: tuple[str, ...], zone: str
    ) -> tuple[Stretch, ...] | None:
        """Return the timeline of some schedules and people; None where that is undecided."""
        try:
            return course_of(self.known, schedules, people)(*self.frame.range(zone))
        except UndecidedTopic:
            return None
