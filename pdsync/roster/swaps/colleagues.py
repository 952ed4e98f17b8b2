"""Colleagues: everybody's shifts on all schedules, and what speaks against one more. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import datetime, timedelta

from pdsync.frozen import frozen
from pdsync.oncall import Span
from pdsync.roster._roster import Roster
from pdsync.roster.agenda.answers import UndecidedTopic, shifts_of
from pdsync.roster.report.load import TimeRange, length
from pdsync.roster.report.strain import REST

AROUND = timedelta(weeks=4)
"""Before and after the middle of a turn: the eight weeks in which hours are counted."""


@frozen(order=True)
class Duty:
    """Time for which somebody is on call by a schedule."""

    span: Span
    schedule: str


@frozen
class TurnCandidate:
    """Somebody who could take a turn, or who cannot.

    `hours` are what they have in the eight weeks around, and `rest` the shortest break to another
    shift, where that is too short. `is_owner` if the turn is theirs by the rotation, and somebody
    else had to take it. `busy` are their shifts at that time; `unfit` says why they cannot be on
    call at all.
    """

    person: str
    hours: timedelta
    rest: timedelta | None = None
    is_owner: bool = False
    busy: tuple[Duty, ...] = ()
    unfit: str | None = None

    @property
    def can(self) -> bool:
        """True if they are free, and can be on call."""
        return not self.busy and self.unfit is None

    @property
    def rank(self) -> tuple[bool, int, timedelta]:
        """Order of candidates, the best first; of equals the name decides."""
        return not self.can, (self.rest is not None) + self.is_owner, self.hours


@frozen
class Colleagues:
    """Everybody's shifts by token, what people are called, and why somebody cannot be on call.

    Of the schedules in `undecided` it cannot be told who is on call.
    """

    duties: Mapping[str, tuple[Duty, ...]]
    names: Mapping[str, str] = field(default_factory=dict)
    unfit: Mapping[str, str] = field(default_factory=dict)
    undecided: tuple[UndecidedTopic, ...] = ()

    @classmethod
    def of(cls, roster: Roster, since: datetime, until: datetime) -> Colleagues:
        """Take the shifts of all schedules of a roster in [since, until)."""
        duties: dict[str, list[Duty]] = {}
        undecided = []
        for schedule in roster.resources["schedule"]:
            try:
                shifts = shifts_of(roster, schedule, since, until)
            except UndecidedTopic as why:
                undecided.append(why)
                continue
            for one in shifts:
                duties.setdefault(one.user, []).append(Duty(Span(one.start, one.end), schedule))
        whole = {who: tuple(sorted(theirs)) for who, theirs in duties.items()}
        return cls(whole, undecided=tuple(undecided))

    def name(self, person: str) -> str:
        """Return what a person is called, in small letters; else their token."""
        return self.names.get(person, person).casefold()

    def after(self, taken: Iterable[tuple[str, str, Iterable[TimeRange]]]) -> Colleagues:
        """Return it with more shifts: of whom, on which schedule, and when."""
        duties = dict(self.duties)
        for person, schedule, spans in taken:
            more = (Duty(Span(*one), schedule) for one in spans)
            duties[person] = tuple(sorted((*duties.get(person, ()), *more)))
        return replace(self, duties=duties)

    def candidate(
        self, person: str, spans: tuple[TimeRange, ...], *, is_owner: bool = False
    ) -> TurnCandidate:
        """Return what speaks for and against somebody who is to take some stretches."""
        duties = self.duties.get(person, ())
        busy = tuple(one for one in duties if _meets(one.span, spans))
        middle = spans[0][0] + (spans[-1][1] - spans[0][0]) / 2
        since, until = middle - AROUND, middle + AROUND
        near = ((max(one.span.start, since), min(one.span.end, until)) for one in duties)
        hours = length(one for one in near if one[0] < one[1])
        rest = min((_apart(one.span, span) for one in duties for span in spans), default=REST)
        short = rest if rest < REST and not busy else None
        return TurnCandidate(person, hours, short, is_owner, busy, self.unfit.get(person))


def _meets(span: Span, others: Iterable[TimeRange]) -> bool:
    return any(span.start < end and start < span.end for start, end in others)


def _apart(span: Span, other: TimeRange) -> timedelta:
    """Return the time between a shift and another; of two at once, less than none."""
    return max(other[0] - span.end, span.start - other[1])
