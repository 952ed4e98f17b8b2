"""Proposals of cover: who could take each turn of a person who is away. Asks nobody.

Somebody of the rotation who is not on call at that time. Less than eleven hours to another shift
counts against them, and so does that the turn is theirs and somebody else had to take it; then the
fewest hours in the eight weeks around decide, then the name. Each proposal counts for the next
ones, and of turns at one time as many as possible are taken: where two have the same best candidate
and one has no other, the other one goes to its second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

from pdsync.frozen import frozen
from pdsync.oncall import HeldTurn
from pdsync.roster._roster import Roster
from pdsync.roster.report.load import TimeRange
from pdsync.roster.swaps.colleagues import Colleagues, TurnCandidate
from pdsync.roster.swaps.turns import OnCallHandover, handovers, of_person, turns_on

_MOST_WAYS = 20_000
"""So many ways to share out turns of one time are tried; most often the first will do."""


@frozen(order=True)
class TurnAway:
    """Turn of a person who is away, or what of it lies in those days, on a schedule."""

    turn: HeldTurn
    schedule: str

    @property
    def spans(self) -> tuple[TimeRange, ...]:
        """Its stretches."""
        return tuple((one.start, one.end) for one in self.turn.spans)

    @property
    def hours(self) -> timedelta:
        """How long its stretches are, all in all."""
        return sum((end - start for start, end in self.spans), timedelta())

    def handovers(self, new: str) -> tuple[OnCallHandover, ...]:
        """Return its stretches as they go to somebody."""
        return handovers(self.schedule, self.turn, new)


@frozen
class Proposal:
    """Who is to take a turn, None for nobody; `others` are the other candidates, best first."""

    away: TurnAway
    taker: TurnCandidate | None
    others: tuple[TurnCandidate, ...] = ()


def turns_away(
    roster: Roster, schedule: str, person: str, since: datetime, until: datetime
) -> tuple[TurnAway, ...]:
    """Return what a person has on a schedule in [since, until), by turn; raises UndecidedTopic."""
    theirs = of_person(turns_on(roster, schedule, since, until), person)
    cut = (one.within(since, until) for one in theirs)
    return tuple(TurnAway(one, schedule) for one in cut if one)


def proposals(
    turns: Iterable[TurnAway], crew: Colleagues, by: str | None = None
) -> tuple[Proposal, ...]:
    """Return a proposal for each turn, in the order of their beginnings.

    With `by` it is that person or nobody.
    """
    found: list[Proposal] = []
    for together in _at_once(sorted(turns)):
        best = _shared_out(together, crew, by)
        found += best
        crew = crew.after(best_of for one in best for best_of in _taken(one))
    return tuple(found)


def _taken(one: Proposal) -> Iterator[tuple[str, str, tuple[TimeRange, ...]]]:
    if one.taker:
        yield one.taker.person, one.away.schedule, one.away.spans


def _at_once(turns: Sequence[TurnAway]) -> list[list[TurnAway]]:
    """Group turns, in order, that overlap each other; those of a group may share candidates."""
    groups: list[list[TurnAway]] = []
    reached: datetime | None = None
    for one in turns:
        if reached is None or one.spans[0][0] >= reached:
            groups.append([])
        groups[-1].append(one)
        end = one.spans[-1][1]
        reached = end if reached is None else max(reached, end)
    return groups


def _shared_out(
    turns: Sequence[TurnAway], crew: Colleagues, by: str | None
) -> tuple[Proposal, ...]:
    """Return the first way to share out turns that leaves the fewest to nobody."""
    hopeless = sum(not any(one.can for one in _candidates(turn, crew, by)) for turn in turns)
    best: tuple[Proposal, ...] = ()
    for way in islice(_ways(turns, crew, by), _MOST_WAYS):
        left = sum(one.taker is None for one in way)
        if not best or left < sum(one.taker is None for one in best):
            best = way
        if left == hopeless:
            break
    return best


def _ways(
    turns: Sequence[TurnAway], crew: Colleagues, by: str | None
) -> Iterator[tuple[Proposal, ...]]:
    """Yield every way to share out turns, those with better candidates for the first ones first."""
    if not turns:
        yield ()
        return
    candidates = _candidates(turns[0], crew, by)
    for taker in (*(one for one in candidates if one.can), None):
        others = tuple(one for one in candidates if one != taker)
        proposal = Proposal(turns[0], taker, others)
        for rest in _ways(turns[1:], crew.after(_taken(proposal)), by):
            yield (proposal, *rest)


def _candidates(away: TurnAway, crew: Colleagues, by: str | None) -> list[TurnCandidate]:
    """Return everybody who may be asked, the best first, and those who cannot last."""
    people = [by] if by else [one for one in away.turn.members if one != away.turn.holder]
    owner = away.turn.owner
    found = (crew.candidate(one, away.spans, is_owner=one == owner) for one in people)
    return sorted(found, key=lambda one: (*one.rank, crew.name(one.person), one.person))
