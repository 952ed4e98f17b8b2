"""Everything that a report tells of a roster: calendars, paths, coverage, load. Words nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import cast

from pdsync import oncall
from pdsync.kinds import Ref, Schedule, Undecided
from pdsync.roster._agenda import (
    Agenda,
    LevelAgenda,
    Unclear,
    When,
    answer,
    course_of,
    policy_of,
)
from pdsync.roster._calendar import Day, Frame, days
from pdsync.roster._coverage import Coverage, coverage
from pdsync.roster._load import Clocked, Load, loads
from pdsync.roster._roster import Roster, token
from pdsync.roster._timeline import Stretch
from pdsync.roster._topic import Topic

_SOMEBODY = "?"
_NOWHERE = "Etc/UTC"


@dataclass(frozen=True)
class Calendar:
    """One schedule.

    Where it does not say whose turn it is, everybody in it is in `candidates`, and its days tell
    only when one of them is on call. One that is not known at all has no days and no coverage.
    """

    topic: Topic
    zone: str
    days: tuple[Day, ...] = ()
    now: Agenda | None = None
    coverage: Coverage | None = None
    unclear: Unclear | None = None
    candidates: tuple[str, ...] = ()

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """Who is on call, cut at midnights."""
        return tuple(one for day in self.days for one in day.stretches)

    @cached_property
    def gaps(self) -> tuple[oncall.Span, ...]:
        """When nobody is."""
        return gaps_of(self.stretches)


@dataclass(frozen=True)
class Path:
    """A policy: the services that it is for, and its levels with who is on call there now.

    `gaps` is when no level has anybody, `shares` how much of the time each level is covered, in
    percent; None where that is unclear.
    """

    policy: Topic
    zone: str
    services: tuple[Topic, ...]
    levels: tuple[LevelAgenda, ...]
    shares: tuple[float | None, ...]
    gaps: tuple[oncall.Span, ...] | None


@dataclass(frozen=True)
class Survey:
    """A roster over some weeks. `stranded` are services without a policy that is known."""

    frame: Frame
    calendars: tuple[Calendar, ...]
    paths: tuple[Path, ...]
    stranded: tuple[Topic, ...]
    loads: tuple[Load, ...]

    @property
    def is_partly_past(self) -> bool:
        """Whether some of the days are over."""
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
    of = {kind: [one for one in topics if one.kind == kind] for kind in roster.resources}
    calendars = tuple(_calendar(roster, one, frame) for one in of["schedule"])
    zones = {one.topic.token: one.zone for one in calendars}
    served = [(one, policy_of(roster, one)) for one in of["service"]]
    paths = [
        _path(
            roster,
            one,
            tuple(service for service, policy in served if policy == one.token),
            (frame, zones),
        )
        for one in of["escalation_policy"]
    ]
    decided = (Clocked(one.stretches, one.zone) for one in calendars if not one.unclear)
    stranded = tuple(service for service, policy in served if policy is None)
    return Survey(frame, calendars, tuple(paths), stranded, loads(decided))


def gaps_of(stretches: Iterable[Stretch]) -> tuple[oncall.Span, ...]:
    """The stretches without anybody, those that touch in one."""
    found: list[oncall.Span] = []
    for one in stretches:
        if one.people:
            continue
        if found and found[-1].end == one.start:
            found[-1] = oncall.Span(found[-1].start, one.end)
        else:
            found.append(oncall.Span(one.start, one.end))
    return tuple(found)


def _calendar(roster: Roster, topic: Topic, frame: Frame) -> Calendar:
    empty = Calendar(topic, frame.zone or topic.time_zone or _NOWHERE)
    found = answer(roster, topic, empty.zone, When(frame.now)).agenda
    unclear = found.unclear if found else None
    if unclear is None:
        return _filled(empty, roster, frame, found)
    known = _with_somebody(roster, topic.token)
    if known is None:
        return replace(empty, unclear=unclear)
    candidates = _everybody(roster, topic.token)
    return replace(_filled(empty, known, frame, None), unclear=unclear, candidates=candidates)


def _filled(empty: Calendar, roster: Roster, frame: Frame, now: Agenda | None) -> Calendar:
    schedule = empty.topic.token
    course = course_of(roster, (schedule,))(*frame.range(empty.zone))
    known = coverage([roster.planned(schedule)], frame.now, always=False)
    found = days(course, frame.dates, empty.zone)
    return replace(empty, days=found, now=now, coverage=known)


def _with_somebody(roster: Roster, schedule: str) -> Roster | None:
    """The roster with one person in all of a schedule; None if it cannot be rendered.

    It has somebody on call exactly when the schedule has, whosever turn it is.
    """
    found = roster.resources["schedule"].get(schedule)
    if not isinstance(found, Schedule):
        return None
    somebody = Ref(kind="user", key=_SOMEBODY)
    layers = tuple(
        one.model_copy(update={"users": (somebody,) if one.users else ()}) for one in found.layers
    )
    rotations = tuple(
        one.model_copy(update={"members": (somebody,)}) if "nobody" not in one.members else one
        for one in found.rotations
    )
    update = {"rotations": rotations} if rotations else {"layers": layers}
    instead = found.model_copy(update=update)
    known = Roster({**roster.resources, "schedule": {schedule: instead}}, roster.overrides)
    try:
        known.planned(schedule)
    except Undecided:
        return None
    return known


def _everybody(roster: Roster, schedule: str) -> tuple[str, ...]:
    found = cast(Schedule, roster.resources["schedule"][schedule])
    users = [user for layer in found.layers for user in layer.users]
    users += [user for rotation in found.rotations for user in rotation.everybody]
    return tuple(dict.fromkeys(token(user) for user in users))


def _path(
    roster: Roster,
    policy: Topic,
    services: tuple[Topic, ...],
    within: tuple[Frame, dict[str, str]],
) -> Path:
    frame, zones = within
    levels = answer(roster, policy, _NOWHERE, When(frame.now)).levels
    schedules = [name for one in levels for name in one.level.schedules]
    zone = frame.zone or next((zones[one] for one in schedules if one in zones), _NOWHERE)
    span = frame.range(zone)
    shares = tuple(_share(_course(roster, (one,), span)) for one in levels)
    whole = _course(roster, levels, span)
    gaps = None if whole is None else gaps_of(whole)
    return Path(policy, zone, services, levels, shares, gaps)


def _course(
    roster: Roster, levels: Iterable[LevelAgenda], span: tuple[datetime, datetime]
) -> tuple[Stretch, ...] | None:
    """Who is on call on any of some levels, None where that is unclear."""
    levels = tuple(levels)
    schedules = tuple(name for one in levels for name in one.level.schedules)
    people = tuple(name for one in levels for name in one.level.people)
    try:
        return course_of(roster, schedules, people)(*span)
    except Unclear:
        return None


def _share(course: tuple[Stretch, ...] | None) -> float | None:
    return None if course is None else Agenda(course).coverage
