"""An incident on paper: who is assigned when, by which rule, until nothing more happens. Pure.

The rules are PagerDuty's: a level with nobody is skipped at once; with nobody on any level there is
no incident; low urgency does not escalate; whoever acknowledges stops the escalation until the
service's timeout, when the same level is notified again and waits anew. Who is assigned stays so
when a shift ends: the next level is asked for its people when it is reached.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import cast
from zoneinfo import ZoneInfoNotFoundError

from pdsync.kinds import EscalationPolicy, Service
from pdsync.roster._agenda import Unclear, course_of, is_round_robin, without_policy
from pdsync.roster._roster import Level, Roster
from pdsync.roster._urgency import HIGH, LOW, NoHours, Urgency, raised_at, urgency_at

_SECOND = timedelta(seconds=1)


class Event(StrEnum):
    """What happens."""

    ASSIGNED = "assigned"
    ESCALATED = "escalated"
    REPEATED = "repeated"
    ACKNOWLEDGED = "acknowledged"
    REOPENED = "reopened"
    RAISED = "raised"
    EXHAUSTED = "exhausted"
    RESOLVED = "resolved"


class Ending(StrEnum):
    """How it is left."""

    NO_INCIDENT = "no_incident"
    """Nobody is on call on any level, so PagerDuty makes no incident."""
    DISABLED = "disabled"
    WAITING = "waiting"
    """Low urgency: it stays with whoever has it."""
    ACKNOWLEDGED = "acknowledged"
    EXHAUSTED = "exhausted"
    RESOLVED = "resolved"


@dataclass(frozen=True)
class Incident:
    """What is assumed: when it begins, how urgent it is if not by the service, who answers."""

    at: datetime
    urgency: str | None = None
    severity: str | None = None
    ack_after: timedelta | None = None


@dataclass(frozen=True)
class Target:
    """A schedule, or a person who is named directly, with those on call by it.

    `deleted` are those whose turn it is and who are notified of nothing.
    """

    kind: str
    token: str
    people: tuple[str, ...]
    deleted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Skipped:
    """A level on which nobody is to be notified."""

    level: Level
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Assignment:
    """A level that has somebody; `loop` counts the repeats.

    With `round_robin` it is one of the targets, and not known which.
    """

    level: Level
    loop: int
    targets: tuple[Target, ...]
    round_robin: bool

    @property
    def people(self) -> tuple[str, ...]:
        """Who is assigned."""
        return tuple(dict.fromkeys(person for one in self.targets for person in one.people))


@dataclass(frozen=True)
class Step:
    """Something that happens, and who has the incident from then on.

    `skipped` are the levels that are passed over to come there, each once.
    """

    event: Event
    at: datetime
    urgency: str
    assignment: Assignment
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True)
class Simulation:
    """The course of an incident; `urgency` is None where there is none.

    `empty` are the levels with nobody that are the reason for there being no incident.
    """

    ending: Ending
    policy: str | None = None
    repeats: int = 0
    urgency: Urgency | None = None
    steps: tuple[Step, ...] = ()
    empty: tuple[Skipped, ...] = ()

    @property
    def targets(self) -> tuple[tuple[Level, Target], ...]:
        """Everything that was asked for its people, with the level that did, each once."""
        skipped = [*self.empty, *(one for step in self.steps for one in step.skipped)]
        asked = [(one.level, one.targets) for one in skipped]
        asked += [(step.assignment.level, step.assignment.targets) for step in self.steps]
        pairs = [(level, target) for level, targets in asked for target in targets]
        return tuple(sorted(dict.fromkeys(pairs), key=lambda pair: pair[0].number))


def simulate(roster: Roster, service: str, policy: str | None, incident: Incident) -> Simulation:
    """What becomes of an incident of a service; raises Unclear."""
    found = cast(Service, roster.resources["service"][service])
    if found.status == "disabled":
        return Simulation(Ending.DISABLED, policy)
    if policy is None:
        raise without_policy(service, found)
    try:
        return _Course(roster, found, policy, incident).told()
    except (NoHours, ZoneInfoNotFoundError):
        reason = "its support hours are not known whole"
        raise Unclear(service, reason, kind="service") from None


@dataclass(frozen=True)
class _State:
    """Where an incident stands; `waits` is since when its level has it, None once exhausted."""

    assignment: Assignment
    urgency: str
    waits: datetime | None
    acknowledged: datetime | None = None
    answered: bool = False
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True)
class _Course:
    """One incident of one service."""

    roster: Roster
    service: Service
    policy: str
    incident: Incident

    def told(self) -> Simulation:
        """Everything that happens, in order."""
        urgency = self._urgency()
        repeats = cast(
            EscalationPolicy, self.roster.resources["escalation_policy"][self.policy]
        ).num_loops
        known = Simulation(Ending.NO_INCIDENT, self.policy, repeats, urgency)
        first, skipped = self._next(self._places(repeats), self.incident.at)
        if first is None:
            return replace(known, empty=skipped)
        state = _State(first, urgency.level, self.incident.at, skipped=skipped)
        steps = [_step(Event.ASSIGNED, self.incident.at, state)]
        while follows := self._follows(state, steps[-1].at):
            at, event = follows
            before = replace(state, skipped=())
            state = self._after(before, at, event, repeats)
            steps.append(_step(_told(event, before, state), at, state))
            if event is Event.RESOLVED:
                break
        return replace(known, ending=_ending(state, steps[-1].event), steps=tuple(steps))

    def _urgency(self) -> Urgency:
        by_rule = urgency_at(self.service, self.incident.at, self.incident.severity)
        given = self.incident.urgency
        return replace(by_rule, level=given, rule=given) if given else by_rule

    def _places(self, repeats: int) -> list[tuple[int, Level]]:
        levels = self.roster.levels(self.policy)
        return [(loop, level) for loop in range(repeats + 1) for level in levels]

    def _next(
        self, places: list[tuple[int, Level]], at: datetime
    ) -> tuple[Assignment | None, tuple[Skipped, ...]]:
        """The first of some levels that has somebody, and those before it."""
        skipped: dict[Skipped, None] = {}
        for loop, level in places:
            targets = tuple(self._targets(level, at))
            if any(target.people for target in targets):
                turns = is_round_robin(self.roster, level)
                return Assignment(level, loop, targets, turns), tuple(skipped)
            skipped[Skipped(level, targets)] = None
        return None, tuple(skipped)

    def _targets(self, level: Level, at: datetime) -> Iterator[Target]:
        for schedule in level.schedules:
            (stretch,) = course_of(self.roster, (schedule,))(at, at + _SECOND)
            yield self._target("schedule", schedule, stretch.people)
        for person in level.people:
            yield self._target("user", person, (person,))

    def _target(self, kind: str, token: str, people: tuple[str, ...]) -> Target:
        gone = self.roster.deleted(people)
        there = tuple(one for one in people if one not in gone)
        return Target(kind, token, there, tuple(one for one in people if one in gone))

    def _follows(self, state: _State, now: datetime) -> tuple[datetime, Event] | None:
        """What happens next, and when; of two at a time the one that comes first here."""
        times = {
            Event.RESOLVED: _after(self.incident.at, self.service.auto_resolve_timeout),
            Event.ACKNOWLEDGED: self._answer(state, now),
            Event.REOPENED: _after(state.acknowledged, self.service.acknowledgement_timeout),
            Event.RAISED: self._raise(state, now),
            Event.ESCALATED: self._escalation(state),
        }
        due = [(at, event) for event, at in times.items() if at is not None]
        return min(due, key=lambda one: one[0], default=None)

    def _answer(self, state: _State, now: datetime) -> datetime | None:
        if state.answered or self.incident.ack_after is None:
            return None
        return max(now, self.incident.at + self.incident.ack_after)

    def _raise(self, state: _State, now: datetime) -> datetime | None:
        return raised_at(self.service, now) if state.urgency == LOW else None

    def _escalation(self, state: _State) -> datetime | None:
        if state.waits is None or state.acknowledged or state.urgency == LOW:
            return None
        return state.waits + timedelta(minutes=state.assignment.level.minutes)

    def _after(self, state: _State, at: datetime, event: Event, repeats: int) -> _State:
        if event is Event.ACKNOWLEDGED:
            return replace(state, acknowledged=at, answered=True)
        if event is Event.REOPENED:
            return replace(state, acknowledged=None, waits=at if state.waits else None)
        if event is Event.RAISED:
            return replace(state, urgency=HIGH, waits=at)
        if event is Event.ESCALATED:
            return self._escalated(state, at, repeats)
        return state

    def _escalated(self, state: _State, at: datetime, repeats: int) -> _State:
        places = self._places(repeats)
        here = places.index((state.assignment.loop, state.assignment.level))
        found, skipped = self._next(places[here + 1 :], at)
        if found is None:
            return replace(state, waits=None, skipped=skipped)
        return replace(state, assignment=found, waits=at, skipped=skipped)


def _after(start: datetime | None, seconds: int | None) -> datetime | None:
    return start + timedelta(seconds=seconds) if start and seconds else None


def _step(event: Event, at: datetime, state: _State) -> Step:
    return Step(event, at, state.urgency, state.assignment, state.skipped)


def _told(event: Event, before: _State, after: _State) -> Event:
    """What an escalation comes to."""
    if event is not Event.ESCALATED:
        return event
    if after.waits is None:
        return Event.EXHAUSTED
    repeats = after.assignment.loop > before.assignment.loop
    return Event.REPEATED if repeats else event


def _ending(state: _State, last: Event) -> Ending:
    if last is Event.RESOLVED:
        return Ending.RESOLVED
    if state.acknowledged:
        return Ending.ACKNOWLEDGED
    return Ending.EXHAUSTED if state.waits is None else Ending.WAITING
