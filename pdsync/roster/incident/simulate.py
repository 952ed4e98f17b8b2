"""A simulated incident: who is assigned when, by which rule, until nothing more happens. Pure.

The rules are PagerDuty's: a level with nobody is skipped at once; with nobody on any level there is
no incident; low urgency does not escalate; whoever acknowledges stops the escalation until the
service's timeout, when the same level is notified again and waits anew. Who is assigned stays so
when a shift ends: the next level is asked for its people when it is reached.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfoNotFoundError

from pdsync.frozen import frozen
from pdsync.kinds import EscalationPolicy, Service
from pdsync.roster._roster import Level, Roster
from pdsync.roster._topic import Topic
from pdsync.roster.agenda.answers import (
    NEWER,
    UndecidedTopic,
    course_of,
    known_policy,
    policy_of,
)
from pdsync.roster.incident.incident import (
    Assignment,
    Ending,
    Incident,
    IncidentEvent,
    IncidentStep,
    Simulation,
    Skipped,
    Target,
)
from pdsync.roster.incident.urgency import HIGH, LOW, NoHours, Urgency, raised_at, urgency_at
from pdsync.units import A_SECOND


def simulate(roster: Roster, topic: Topic, incident: Incident) -> Simulation:
    """Simulate an incident of a service; raises UndecidedTopic where on-call is not known."""
    service = cast(Service, roster.resources["service"][topic.token])
    if topic.token in roster.unread:
        raise UndecidedTopic(topic.token, roster.unread[topic.token], kind="service")
    if service.status == "disabled":
        return Simulation(Ending.DISABLED, policy_of(roster, topic))
    policy = known_policy(roster, topic)
    try:
        return _Course(roster, service, policy, incident).told()
    except NoHours:
        reason = (
            "its support hours are not known whole; write their `time_zone`, `start_time`, "
            "`end_time` and `days_of_week`, or ask the account with --live"
        )
    except ZoneInfoNotFoundError:
        reason = "its support hours are in a time zone that is not known on this machine; " + NEWER
    raise UndecidedTopic(topic.token, reason, kind="service", path=("support_hours",))


@frozen
class _State:
    """State of an incident; `waits` is since when its level has it, None once exhausted."""

    assignment: Assignment
    urgency: str
    waits: datetime | None
    acknowledged: datetime | None = None
    answered: bool = False
    skipped: tuple[Skipped, ...] = ()


@frozen
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
        steps = [_step(IncidentEvent.ASSIGNED, self.incident.at, state)]
        while follows := self._follows(state, steps[-1].at):
            at, event = follows
            before = replace(state, skipped=())
            state = self._after(before, at, event, repeats)
            steps.append(_step(_told(event, before, state), at, state))
            if event is IncidentEvent.RESOLVED:
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
                turns = level.round_robin
                several = sum(bool(target.people) for target in targets) > 1
                either = turns if several or turns is not None else False
                return Assignment(level, loop, targets, either), tuple(skipped)
            skipped[Skipped(level, targets)] = None
        return None, tuple(skipped)

    def _targets(self, level: Level, at: datetime) -> Iterator[Target]:
        for schedule in level.schedules:
            (stretch,) = course_of(self.roster, (schedule,))(at, at + A_SECOND)
            yield self._target("schedule", schedule, stretch.people)
        for person in level.people:
            yield self._target("user", person, (person,))

    def _target(self, kind: str, token: str, people: tuple[str, ...]) -> Target:
        gone = self.roster.deleted(people)
        there = tuple(one for one in people if one not in gone)
        return Target(kind, token, there, tuple(one for one in people if one in gone))

    def _follows(self, state: _State, now: datetime) -> tuple[datetime, IncidentEvent] | None:
        """Return what happens next, and when; of two at one time the one that comes first here."""
        times = {
            IncidentEvent.RESOLVED: _after(self.incident.at, self.service.auto_resolve_timeout),
            IncidentEvent.ACKNOWLEDGED: self._answer(state, now),
            IncidentEvent.REOPENED: _after(
                state.acknowledged, self.service.acknowledgement_timeout
            ),
            IncidentEvent.RAISED: self._raise(state, now),
            IncidentEvent.ESCALATED: self._escalation(state),
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

    def _after(self, state: _State, at: datetime, event: IncidentEvent, repeats: int) -> _State:
        if event is IncidentEvent.ACKNOWLEDGED:
            return replace(state, acknowledged=at, answered=True)
        if event is IncidentEvent.REOPENED:
            return replace(state, acknowledged=None, waits=at if state.waits else None)
        if event is IncidentEvent.RAISED:
            return replace(state, urgency=HIGH, waits=at)
        if event is IncidentEvent.ESCALATED:
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


def _step(event: IncidentEvent, at: datetime, state: _State) -> IncidentStep:
    return IncidentStep(event, at, state.urgency, state.assignment, state.skipped)


def _told(event: IncidentEvent, before: _State, after: _State) -> IncidentEvent:
    """Return the simulation that an escalation comes to."""
    if event is not IncidentEvent.ESCALATED:
        return event
    if after.waits is None:
        return IncidentEvent.EXHAUSTED
    repeats = after.assignment.loop > before.assignment.loop
    return IncidentEvent.REPEATED if repeats else event


def _ending(state: _State, last: IncidentEvent) -> Ending:
    if last is IncidentEvent.RESOLVED:
        return Ending.RESOLVED
    if state.acknowledged:
        return Ending.ACKNOWLEDGED
    return Ending.EXHAUSTED if state.waits is None else Ending.WAITING
