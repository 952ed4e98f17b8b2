"""Swaps that were begun before: what of one is there already, and what is left of it. Pure.

A run that is killed between two schedules leaves half a swap, and the same command then finds no
turn of the first person. So turns are looked for once more as they would be without the overrides
by which one of the two has what is the other's. A swap is one that was begun if by these turns all
is there already on some schedule, or if the turns of today do not make one and a part is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pdsync import oncall
from pdsync.intervals import subtract
from pdsync.oncall import HeldTurn
from pdsync.roster._roster import AnyOverride, Roster
from pdsync.roster.swaps.exchange import AskedSwap, NotOneTurn, TurnExchange, newly_exchanged
from pdsync.roster.swaps.turns import OnCallHandover, turns_on


class HalfSwapped(Exception):
    """Turns of which one changed hands already, where others could be meant as well.

    `begun` is the swap that would be finished, `new` the other one, from the first person's turn.
    """

    def __init__(self, begun: TurnExchange, new: TurnExchange) -> None:
        super().__init__(f"half of a swap is there on {begun.schedule}")
        self.begun, self.new = begun, new


def exchanged(
    roster: Roster, schedules: Sequence[str], asked: AskedSwap
) -> tuple[TurnExchange, ...]:
    """Return what a swap exchanges on each of some schedules, and what of that is there already.

    Raises NotOneTurn, HalfSwapped and UndecidedTopic.
    """
    begun = _begun(roster, schedules, asked)
    if any(one.there and not one.handovers for one in begun):
        return begun
    try:
        found = newly_exchanged(roster, schedules, asked)
    except NotOneTurn:
        if any(one.there for one in begun):
            return begun
        raise
    if asked.other is None:
        for old, new in zip(begun, found, strict=False):
            if _is_half_there(old) and old.second.begins != new.second.begins:
                raise HalfSwapped(old, new)
    return found


def _is_half_there(one: TurnExchange) -> bool:
    """Return True if the first person has the whole of the second's turn already."""
    there = [(it.span.start, it.span.end) for it in one.there if it.new == one.first.holder]
    turn = [(span.start, span.end) for span in one.second.spans]
    return not subtract(turn, there)


def _begun(roster: Roster, schedules: Sequence[str], asked: AskedSwap) -> tuple[TurnExchange, ...]:
    """Return the swap as it was before any of it was made; empty where that is no swap."""
    before = roster
    for one in schedules:
        before = _unswapped(before, one, {asked.first, asked.second})
    if before is roster:
        return ()
    try:
        found = newly_exchanged(before, schedules, asked)
    except NotOneTurn:
        return ()
    return tuple(
        replace(one, there=tuple(it for each in one.handovers for it in _there(roster, each)))
        for one in found
    )


def _there(roster: Roster, one: OnCallHandover) -> Iterator[OnCallHandover]:
    """Yield the parts of a stretch that whoever is to have it has already."""
    for turn in turns_on(roster, one.schedule, one.span.start, one.span.end):
        cut = turn.within(one.span.start, one.span.end)
        if cut and (turn.holder, turn.owner, turn.part) == (one.new, one.owner, one.part):
            yield from (replace(one, span=span) for span in cut.spans)


def _unswapped(roster: Roster, schedule: str, pair: set[str]) -> Roster:
    """Return a roster without the overrides by which one of two people has what is the other's."""
    overrides = roster.overrides_on(schedule)
    kept = [
        one
        for number, one in enumerate(overrides)
        if _taker(one) not in pair or pair != {_taker(one), *_beneath(roster, schedule, number)}
    ]
    return roster if len(kept) == len(overrides) else roster.with_overrides(schedule, kept)


def _taker(one: AnyOverride) -> str | None:
    return one.user if isinstance(one, oncall.Override) else one.overriding


def _beneath(roster: Roster, schedule: str, number: int) -> set[str]:
    """Return who would have the hours of an override without it and those after it."""
    overrides = roster.overrides_on(schedule)
    one = overrides[number]
    bare = roster.with_overrides(schedule, overrides[:number])
    return {
        turn.holder
        for turn in turns_on(bare, schedule, one.start, one.end)
        if turn.within(one.start, one.end) and _may_take(one, turn)
    }


def _may_take(one: AnyOverride, turn: HeldTurn) -> bool:
    """Return True for a turn that an override can be of: one of layers takes whatever is there."""
    if isinstance(one, oncall.Override):
        return True
    return (turn.owner, turn.part) == (one.overridden, one.ident)
