"""Overrides that put somebody on call now: until when, and who comes then. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.oncall import AnySchedule, Span
from pdsync.roster._roster import Roster
from pdsync.roster._timeline import Stretch
from pdsync.roster.agenda.answers import UndecidedTopic, course_of

_A_MOMENT = timedelta(seconds=1)


@frozen
class StandIn:
    """Person who is on call by overrides without a break until `end`; `then` are who comes next.

    `then` are all who are on call at that time, () for nobody.
    """

    person: str
    end: datetime
    then: tuple[str, ...]


def stand_ins(roster: Roster, schedule: str, now: datetime) -> tuple[StandIn, ...]:
    """Everybody who is on call by a schedule now because of an override."""
    course = course_of(roster, (schedule,))
    try:
        on_call = course(now, now + _A_MOMENT)[0].people
        spans = [*_spans(roster.within(schedule, now, now + _A_MOMENT))]
    except UndecidedTopic:
        return ()
    found = []
    for person in on_call:
        reached = _end([span for who, span in spans if who == person], now)
        if reached:
            end = _last(course(now, reached), person)
            found.append(StandIn(person, end, course(end, end + _A_MOMENT)[0].people))
    return tuple(found)


def _last(course: Sequence[Stretch], person: str) -> datetime:
    """Return when somebody is on call no more: a newer override may hide theirs."""
    gone = (one.start for one in course if person not in one.people)
    return next(gone, course[-1].end)


def _spans(made: AnySchedule) -> Iterator[tuple[str | None, Span]]:
    """The overrides, by whom they put on call."""
    for one in made.overrides:
        who = one.user if isinstance(one, oncall.Override) else one.overriding
        yield who, Span(one.start, one.end)


def _end(spans: list[Span], now: datetime) -> datetime | None:
    """Return when the last of those ends that follow each other from now on; None without one."""
    reached = now
    for one in sorted(spans):
        if one.start <= reached < one.end:
            reached = one.end
    return reached if reached > now else None
