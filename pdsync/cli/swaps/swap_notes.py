"""Notes on a swap: schedules to name too, and whose cover inside of a turn stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from pdsync.intervals import merge
from pdsync.oncall import HeldTurn, Span
from pdsync.reconcile.overrides import double_duty, handed_over
from pdsync.render.swaps import SwapWords, stretch_words
from pdsync.roster import (
    AskedSwap,
    HalfSwapped,
    NotOneTurn,
    Roster,
    TurnExchange,
    UndecidedTopic,
    exchanged,
    turns_on,
)


def schedules_too(
    roster: Roster, exchanges: Sequence[TurnExchange], asked: AskedSwap
) -> tuple[str, ...]:
    """Return the schedules that have to be named too, so that nobody is on call twice.

    Empty where nobody is, or would be all the same.
    """
    named = [one.schedule for one in exchanges]
    handovers = [one for exchange in exchanges for one in exchange.handovers]
    doubled = double_duty(handed_over(roster, handovers), handovers)
    others = tuple(dict.fromkeys(one.other for one in doubled if one.other not in named))
    if not others:
        return ()
    try:
        found = exchanged(roster, [*named, *others], asked)
    except (NotOneTurn, HalfSwapped, UndecidedTopic):
        return ()
    more = [one for exchange in found for one in exchange.handovers]
    return () if double_duty(handed_over(roster, more), more) else others


def covers_that_stay(
    roster: Roster, exchanges: Sequence[TurnExchange], words: SwapWords, now: datetime
) -> Iterator[str]:
    """Yield who has some of the exchanged turns by override, and keeps it."""
    name = words.names.person
    for exchange in exchanges:
        title = words.names.of("schedule", exchange.schedule)
        for turn in (exchange.first, exchange.second):
            for holder, spans in _others(roster, exchange, turn, now).items():
                when = " and ".join(
                    stretch_words(Span(*one), exchange.zone, now.year) for one in spans
                )
                whose = f"{name(turn.holder)}'s turn on {title}"
                yield f"{name(holder)} has {when} of {whose} by override, and keeps it."


def _others(
    roster: Roster, exchange: TurnExchange, turn: HeldTurn, now: datetime
) -> dict[str, tuple[tuple[datetime, datetime], ...]]:
    """Return what others have of a turn from now on, by person."""
    pair = {exchange.first.holder, exchange.second.holder}
    found: dict[str, list[tuple[datetime, datetime]]] = {}
    for one in turns_on(roster, exchange.schedule, now, turn.handoffs.end):
        is_of = (one.owner, one.part, one.handoffs) == (turn.owner, turn.part, turn.handoffs)
        left = one.within(now, one.ends)
        if is_of and left and one.holder not in {turn.holder, one.owner}:
            spans = [(span.start, span.end) for span in left.spans]
            if one.holder not in pair or not _is_exchanged(exchange, spans):
                found.setdefault(one.holder, []).extend(spans)
    return {holder: merge(spans) for holder, spans in found.items()}


def _is_exchanged(exchange: TurnExchange, spans: Sequence[tuple[datetime, datetime]]) -> bool:
    """Return True for what changed hands by this swap before."""
    there = {(one.span.start, one.span.end) for one in exchange.there}
    return all(one in there for one in spans)
