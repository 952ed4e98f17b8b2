"""Overrides that put somebody on call now: for whom, until when, and who comes then. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from pdsync.frozen import frozen
from pdsync.roster._roster import Roster
from pdsync.roster._timeline import Stretch
from pdsync.roster.agenda.answers import UndecidedTopic, course_of
from pdsync.roster.agenda.by_override import ByOverride, by_override

_A_MOMENT = timedelta(seconds=1)


@frozen
class StandIn:
    """Person who is on call by overrides without a break until `end`; `then` are who comes next.

    `instead_of` are whose hours these are. `then` are all who are on call at that time, () for
    nobody.
    """

    person: str
    end: datetime
    then: tuple[str, ...]
    instead_of: tuple[str, ...] = ()


def stand_ins(roster: Roster, schedule: str, now: datetime) -> tuple[StandIn, ...]:
    """Everybody who is on call by a schedule now because of an override."""
    course = course_of(roster, (schedule,))
    try:
        on_call = course(now, now + _A_MOMENT)[0].people
        made = roster.within(schedule, now, now + _A_MOMENT)
    except UndecidedTopic:
        return ()
    until = max((one.end for one in made.overrides), default=now)
    standing = by_override(roster, schedule, now, until) if until > now else ()
    found = []
    for person in on_call:
        theirs = _unbroken([one for one in standing if one.person == person], now)
        if theirs:
            end = _last(course(now, max(one.end for one in theirs)), person)
            then = course(end, end + _A_MOMENT)[0].people
            owners = dict.fromkeys(one.instead_of for one in theirs if one.instead_of)
            found.append(StandIn(person, end, then, tuple(owners)))
    return tuple(found)


def _last(course: Sequence[Stretch], person: str) -> datetime:
    """Return when somebody is on call no more: a newer override may hide theirs."""
    gone = (one.start for one in course if person not in one.people)
    return next(gone, course[-1].end)


def _unbroken(standing: list[ByOverride], now: datetime) -> list[ByOverride]:
    """Return those that follow each other from now on."""
    reached, found = now, []
    for one in sorted(standing, key=lambda it: (it.start, it.end)):
        if one.start <= reached < one.end:
            reached = one.end
            found.append(one)
    return found
