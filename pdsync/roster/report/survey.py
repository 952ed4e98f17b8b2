"""Everything that a report tells of a roster: calendars, paths, coverage, load. Words nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from functools import cached_property

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.kinds import EscalationPolicy, Resource
from pdsync.roster._clocks import zone_of
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
from pdsync.roster.agenda.by_override import ByOverride, by_override
from pdsync.roster.agenda.days import CalendarDay, Frame, days
from pdsync.roster.report.allowed_gaps import allowed_above, allowed_gaps, common, without
from pdsync.roster.report.beginning import beginning, since
from pdsync.roster.report.coverage import Coverage, coverage
from pdsync.roster.report.load import Clocked, Load, loads
from pdsync.roster.report.overrides import StandIn, stand_ins
from pdsync.roster.report.placeholder_person import candidates, with_somebody
from pdsync.roster.report.service_facts import ServiceFacts, service_facts
from pdsync.roster.report.shared_levels import SharedLevels, shared_levels
from pdsync.roster.report.strain import Strain, strains
from pdsync.roster.report.turns import CalendarTurn, turns
from pdsync.units import A_SECOND

_NOWHERE = "Etc/UTC"


@frozen
class Calendar:
    """One schedule.

    Where it does not say whose turn it is, everybody in it is in `candidates`, and its days tell
    only when one of them is on call. One that is not known at all has no days and no coverage.
    `allowed` is when its promise, as `written`, lets nobody be on call. Nothing is told of the days
    before it `begins`.
    """

    topic: Topic
    zone: str
    days: tuple[CalendarDay, ...] = ()
    now: Agenda | None = None
    coverage: Coverage | None = None
    undecided: UndecidedTopic | None = None
    candidates: tuple[str, ...] = ()
    deleted: frozenset[str] = frozenset()
    allowed: tuple[oncall.Span, ...] = ()
    written: Resource | None = None
    begins: datetime | None = None
    stand_ins: tuple[StandIn, ...] = ()
    overrides: tuple[ByOverride, ...] = ()

    @cached_property
    def unexpected_gaps(self) -> tuple[oncall.Span, ...]:
        """Gaps that no promise allows."""
        return without(self.agenda.gaps, self.allowed)

    def may_be_empty(self, at: datetime) -> bool:
        """Return True if its promise lets nobody be on call at an instant, on these days or not."""
        return bool(allowed_gaps(self.written, at, at + A_SECOND))

    @cached_property
    def turns(self) -> tuple[CalendarTurn, ...]:
        """Everybody's turns in these weeks, and the gaps."""
        return turns(self.stretches, self.zone, self.overrides, self.allowed)

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """Stretches with the people on call, cut at midnights."""
        return tuple(one for day in self.days for one in day.stretches)

    @cached_property
    def agenda(self) -> Agenda:
        """All of its days in one."""
        return Agenda(self.stretches, deleted=self.deleted)


@frozen
class EscalationPath:
    """A policy: the services that it is for, and its levels with who is on call there now.

    `courses` are who is on call on each level, None where that is undecided; the turns of those who
    were `deleted` are gaps. The levels of the numbers `in_turn` ask one of theirs. `repeats` is
    None where it is not written how often it begins again.
    """

    policy: Topic
    zone: str
    services: tuple[Topic, ...]
    levels: tuple[LevelAgenda, ...]
    courses: tuple[tuple[Stretch, ...] | None, ...]
    deleted: frozenset[str] = frozenset()
    repeats: int | None = None
    facts: Mapping[str, ServiceFacts] = field(default_factory=dict)
    allowed: tuple[oncall.Span, ...] = ()
    in_turn: frozenset[int] = frozenset()

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

    @cached_property
    def unexpected_gaps(self) -> tuple[oncall.Span, ...]:
        """Those that its promise, or that of some schedule in it, does not allow."""
        return without(self.gaps or (), self.allowed)

    def same_people(self, now: datetime) -> Iterator[SharedLevels]:
        """Find levels that only have people of the level before them, from an instant on."""
        pairs = zip(self.levels, self.courses, strict=False)
        known = [None if one.agenda.undecided else course for one, course in pairs]
        for number, found in shared_levels(known, self.in_turn, self.deleted, now):
            yield SharedLevels(self.policy.token, number, self.zone, found)


@frozen
class Survey:
    """A roster over some weeks. `stranded` are services without a policy that is known.

    `strains` are those of people who carry too much.
    """

    frame: Frame
    calendars: tuple[Calendar, ...]
    paths: tuple[EscalationPath, ...]
    stranded: tuple[Topic, ...]
    loads: tuple[Load, ...]
    strains: tuple[Strain, ...] = ()

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
            found += [one.instead_of for one in calendar.overrides if one.instead_of]
            found += [person for one in calendar.stand_ins for person in one.instead_of]
        for path in self.paths:
            for one in path.levels:
                found += [*one.level.people, *one.agenda.people]
        return tuple(dict.fromkeys(found))


def survey(
    roster: Roster,
    topics: Sequence[Topic],
    frame: Frame,
    written: Mapping[str, Resource] | None = None,
) -> Survey:
    """Look at everything; `written` is what the YAML says of it, by token."""
    look = _Look(roster, with_somebody(roster), frame, written or {})
    of = {kind: [one for one in topics if one.kind == kind] for kind in roster.resources}
    calendars = {one.token: look.calendar(one) for one in of["schedule"]}
    served = [(one, policy_of(roster, one)) for one in of["service"]]
    paths = tuple(
        look.path(
            one, tuple(service for service, policy in served if policy == one.token), calendars
        )
        for one in of["escalation_policy"]
    )
    stranded = tuple(service for service, policy in served if policy is None)
    courses = [Clocked(one.stretches, one.zone) for one in calendars.values() if not one.undecided]
    carried = loads(courses, frame.dates)
    strained = strains(courses, frame.dates, carried)
    return Survey(frame, tuple(calendars.values()), paths, stranded, carried, strained)


@frozen
class _Look:
    """A roster over some weeks; in `known` somebody has the turns that are nobody's in it."""

    roster: Roster
    known: Roster
    frame: Frame
    written: Mapping[str, Resource]

    def calendar(self, topic: Topic) -> Calendar:
        schedule, zone = topic.token, self.frame.zone or topic.time_zone or _NOWHERE
        now = answer(self.roster, topic, zone, AskedRange(self.frame.now)).agenda
        undecided = now.undecided if now else None
        written = self.written.get(schedule)
        found = Calendar(
            topic, zone, now=None if undecided else now, undecided=undecided, written=written
        )
        course = self._course((schedule,), (), zone)
        if course is None:
            return found
        begins = beginning(self.known, (schedule,), self.frame.now)
        return replace(
            found,
            days=days(since(course, begins), self.frame.dates, zone),
            coverage=self._coverage(schedule),
            candidates=candidates(self.roster, schedule) if undecided else (),
            deleted=self._deleted(course),
            allowed=allowed_gaps(written, *self.frame.range(zone)),
            begins=begins,
            stand_ins=stand_ins(self.roster, schedule, self.frame.now),
            overrides=by_override(self.roster, schedule, *self.frame.range(zone)),
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
        self, policy: Topic, services: tuple[Topic, ...], calendars: Mapping[str, Calendar]
    ) -> EscalationPath:
        levels = answer(self.roster, policy, _NOWHERE, AskedRange(self.frame.now)).levels
        schedules = tuple(name for one in levels for name in one.level.schedules)
        there = [calendars[one] for one in schedules if one in calendars]
        own = zone_of(self.roster, "escalation_policy", policy.token)
        zone = self.frame.zone or own or _NOWHERE
        courses = [self._course(one.level.schedules, one.level.people, zone) for one in levels]
        begins = beginning(self.known, schedules, self.frame.now) if schedules else None
        own_clocks, written = own or _NOWHERE, self.written.get(policy.token)
        of_services = [self.written.get(one.token) for one in services]
        promised = allowed_above(written, of_services, own_clocks, self.frame.range(zone))
        return EscalationPath(
            policy,
            zone,
            services,
            levels,
            tuple(one and since(one, begins) for one in courses),
            self._deleted(part for course in courses for part in course or ()),
            self._repeats(policy),
            {one.token: self._facts(one) for one in services},
            common([one.allowed for one in there]) if promised is None else promised,
            frozenset(one.level.number for one in levels if one.level.round_robin),
        )

    def _repeats(self, policy: Topic) -> int | None:
        """How often it begins again; None where nothing says."""
        found = self.roster.resources["escalation_policy"].get(policy.token)
        is_told = isinstance(found, EscalationPolicy) and "num_loops" in found.model_fields_set
        return found.num_loops if is_told and isinstance(found, EscalationPolicy) else None

    def _facts(self, service: Topic) -> ServiceFacts:
        return service_facts(self.roster, service, self.written.get(service.token))

    def _course(
        self, schedules: tuple[str, ...], people: tuple[str, ...], zone: str
    ) -> tuple[Stretch, ...] | None:
        """Return the timeline of some schedules and people; None where that is undecided."""
        try:
            return course_of(self.known, schedules, people)(*self.frame.range(zone))
        except UndecidedTopic:
            return None
