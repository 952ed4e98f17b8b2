"""Answers to "who is on call?", for a range or from an instant on. Judges nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfoNotFoundError

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.kinds import Service, Undecided
from pdsync.roster._roster import Level, Roster, token
from pdsync.roster._timeline import Stretch, gaps_of, people_of, timeline
from pdsync.roster._topic import Topic
from pdsync.roster.agenda.by_override import ByOverride, by_override

FAR = timedelta(weeks=53)
"""How far ahead the next change is looked for."""
REACHES = (timedelta(weeks=2), timedelta(weeks=9), FAR)
"""How far to look in turn, since most changes come soon."""
NEWER = "install a newer `tzdata` for this Python"
"""What to do about a time zone that this machine does not know."""

OnCallBetween = Callable[[datetime, datetime], tuple[Stretch, ...]]
"""Who is on call over any range; raises UndecidedTopic."""


class UndecidedTopic(Exception):
    """A schedule, a policy or a service, of which it is not decided who is on call.

    `reason` is a clause, with what to write after a semicolon; empty where the roster does not have
    the thing. `path` leads to the part of it that is the reason.
    """

    def __init__(
        self,
        token: str,
        reason: str,
        *,
        kind: str = "schedule",
        path: tuple[str | int, ...] = (),
    ) -> None:
        super().__init__(f"{kind} {token}: {reason}")
        self.kind = kind
        self.token = token
        self.reason = reason
        self.path = path


@frozen
class AskedRange:
    """The range that is asked about; `until` is None for the one instant `since`."""

    since: datetime
    until: datetime | None = None

    @property
    def end(self) -> datetime:
        """The end of what must be known to answer."""
        return self.until or self.since + FAR

    @classmethod
    def around(cls, ranges: Iterable[AskedRange]) -> AskedRange:
        """Return the range that has all of some ranges, or instants that are one."""
        found = [*ranges]
        ends = [one.until for one in found if one.until]
        return cls(min(one.since for one in found), max(ends, default=None))


@frozen
class Agenda:
    """Agenda of one schedule or level; where it is undecided who is on call, only the reason.

    Of an instant it holds the one stretch that is current, from the instant on, and in `then` the
    next one; None when nothing changes until `When.end`. The turns of those who were `deleted` are
    gaps. `overrides` are who is on call in it, or then, by an override.
    """

    stretches: tuple[Stretch, ...] = ()
    then: Stretch | None = None
    undecided: UndecidedTopic | None = None
    deleted: frozenset[str] = frozenset()
    overrides: tuple[ByOverride, ...] = ()

    @property
    def coverage(self) -> float:
        """Percentage of its time with somebody to notify."""
        whole = sum((one.end - one.start for one in self.stretches), timedelta())
        free = sum((gap.end - gap.start for gap in self.gaps), timedelta())
        return 100 * (1 - free / whole)

    @property
    def gaps(self) -> tuple[oncall.Span, ...]:
        """Stretches with nobody to notify."""
        return gaps_of(self.stretches, self.deleted)

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who is on call in it, or then."""
        found = people_of((*self.stretches, *([self.then] if self.then else [])))
        relieved = (one.instead_of for one in self.overrides if one.instead_of)
        return tuple(dict.fromkeys((*found, *relieved)))


@frozen
class LevelAgenda:
    """One level of a policy, and who is on call on it."""

    level: Level
    agenda: Agenda


@frozen
class Answer:
    """Answer about one topic: a schedule's agenda, or those of a policy's levels.

    `policy` is the token of the policy that the levels are of; `without` says why there are none.
    Times are to be told in `zone`, on whose clocks `when` was asked.
    """

    topic: Topic
    zone: str
    when: AskedRange
    agenda: Agenda | None = None
    policy: str | None = None
    levels: tuple[LevelAgenda, ...] = ()
    without: UndecidedTopic | None = None

    @property
    def undecided(self) -> tuple[UndecidedTopic, ...]:
        """Why it cannot be told who is on call, if it cannot."""
        found = [self.without, *(agenda.undecided for agenda in self.agendas)]
        return tuple(one for one in found if one)

    @property
    def agendas(self) -> tuple[Agenda, ...]:
        """The schedule's own, or one for each level."""
        return (self.agenda,) if self.agenda else tuple(one.agenda for one in self.levels)

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who is on call by it."""
        return tuple(dict.fromkeys(person for one in self.agendas for person in one.people))


def answer(roster: Roster, topic: Topic, zone: str, when: AskedRange) -> Answer:
    """Answer who is on call by a topic."""
    if topic.kind == "schedule":
        course = course_of(roster, (topic.token,))
        return Answer(topic, zone, when, _agenda(roster, course, (topic.token,), when))
    try:
        policy = known_policy(roster, topic)
    except UndecidedTopic as why:
        return Answer(topic, zone, when, policy=policy_of(roster, topic), without=why)
    return Answer(topic, zone, when, policy=policy, levels=_levels(roster, policy, when))


def policy_of(roster: Roster, topic: Topic) -> str | None:
    """The policy that a topic is, or that it uses; None when it has none that is known."""
    if topic.kind == "escalation_policy":
        return topic.token
    found = cast(Service, roster.resources["service"][topic.token]).escalation_policy
    return token(found) if found and token(found) in roster.resources["escalation_policy"] else None


def known_policy(roster: Roster, topic: Topic) -> str:
    """Return the policy that a topic is or uses; raises UndecidedTopic without it or its levels."""
    if topic.token in roster.unread:
        raise UndecidedTopic(topic.token, roster.unread[topic.token], kind=topic.kind)
    policy = policy_of(roster, topic)
    if policy is None:
        raise _without_policy(topic.token, cast(Service, roster.resources["service"][topic.token]))
    if policy in roster.unread:
        raise UndecidedTopic(policy, roster.unread[policy], kind="escalation_policy")
    if not roster.levels(policy):
        reason = "it has no `escalation_rules:`; write them, or ask the account with --live"
        raise UndecidedTopic(policy, reason, kind="escalation_policy")
    return policy


def _without_policy(service: str, found: Service) -> UndecidedTopic:
    if found.escalation_policy is None:
        reason = "it names no `escalation_policy:`; write one, or ask the account with --live"
        return UndecidedTopic(service, reason, kind="service")
    return UndecidedTopic(token(found.escalation_policy), "", kind="escalation_policy")


def schedules_of(roster: Roster, topic: Topic) -> tuple[str, ...]:
    """The schedules that decide who is on call by a topic, each once."""
    if topic.kind == "schedule":
        return (topic.token,)
    policy = policy_of(roster, topic)
    levels = roster.levels(policy) if policy else ()
    return tuple(dict.fromkeys(one for level in levels for one in level.schedules))


def course_of(
    roster: Roster, schedules: tuple[str, ...], people: tuple[str, ...] = ()
) -> OnCallBetween:
    """Return the timeline of some schedules, with people who are always on call."""

    def course(since: datetime, until: datetime) -> tuple[Stretch, ...]:
        shifts = [oncall.Shift(since, until, person) for person in people]
        for schedule in schedules:
            shifts += shifts_of(roster, schedule, since, until)
        return timeline(shifts, since, until)

    return course


def shifts_of(
    roster: Roster, schedule: str, since: datetime, until: datetime
) -> tuple[oncall.Shift, ...]:
    """Return a schedule's shifts in a range; raises UndecidedTopic where they cannot be told."""
    if schedule not in roster.resources["schedule"]:
        raise UndecidedTopic(schedule, roster.unread.get(schedule, ""))
    try:
        return roster.shifts(schedule, since, until)
    except Undecided as reason:
        raise UndecidedTopic(schedule, str(reason), path=reason.path) from None
    except ZoneInfoNotFoundError:
        why = f"its time zone is not known on this machine; {NEWER}"
        raise UndecidedTopic(schedule, why, path=("time_zone",)) from None


def _levels(roster: Roster, policy: str, when: AskedRange) -> tuple[LevelAgenda, ...]:
    return tuple(
        LevelAgenda(
            level,
            _agenda(
                roster, course_of(roster, level.schedules, level.people), level.schedules, when
            ),
        )
        for level in roster.levels(policy)
    )


def _agenda(
    roster: Roster, course: OnCallBetween, schedules: tuple[str, ...], when: AskedRange
) -> Agenda:
    try:
        made = Agenda(course(when.since, when.until)) if when.until else _now(course, when.since)
    except UndecidedTopic as why:
        return Agenda(undecided=why)
    since, until = made.stretches[0].start, (made.then or made.stretches[-1]).end
    found = [one for it in schedules for one in by_override(roster, it, since, until)]
    deleted = roster.deleted(made.people)
    return replace(made, deleted=deleted, overrides=tuple(sorted(found, key=_begin)))


def _begin(one: ByOverride) -> tuple[datetime, str]:
    return one.start, one.person


def _now(course: OnCallBetween, at: datetime) -> Agenda:
    """The current stretch and the next one, looked for in growing steps, since most come soon."""
    for reach in REACHES:
        current, *later = course(at, at + reach)
        if later:
            break
    return Agenda((current,), later[0] if later else None)
