"""Hours that are to go over, looked at a second time before anything is sent. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from pdsync.frozen import frozen
from pdsync.intervals import merge, subtract
from pdsync.oncall import HeldTurn, Span
from pdsync.roster import OnCallHandover, Roster, turns_on


@frozen
class MovedHours:
    """Hours that are not any more with whom they were to come from: `people` have them now."""

    schedule: str
    span: Span
    people: tuple[str, ...]


def from_now_on(handovers: Iterable[OnCallHandover], now: datetime) -> tuple[OnCallHandover, ...]:
    """Return what of some handovers is still to come."""
    return tuple(
        replace(one, span=Span(max(one.span.start, now), one.span.end))
        for one in handovers
        if one.span.end > now
    )


def moved_hours(roster: Roster, handovers: Iterable[OnCallHandover]) -> Iterator[MovedHours]:
    """Yield what of some handovers is not with whom it was to come from.

    Raises UndecidedTopic where it cannot be told who is on call.
    """
    for one in handovers:
        turns = turns_on(roster, one.schedule, one.span.start, one.span.end)
        for start, end in _moved(one, turns):
            people = {turn.holder for turn in turns if turn.within(start, end)} - {one.old}
            yield MovedHours(one.schedule, Span(start, end), tuple(sorted(filter(None, people))))


def _moved(one: OnCallHandover, turns: Iterable[HeldTurn]) -> Iterable[tuple[datetime, datetime]]:
    whole = [(one.span.start, one.span.end)]
    if one.old is None:
        taken = merge((span.start, span.end) for turn in turns for span in turn.spans)
        return subtract(whole, subtract(whole, taken))
    whose = one.old, one.owner, one.part
    theirs = [turn for turn in turns if (turn.holder, turn.owner, turn.part) == whose]
    return subtract(whole, [(span.start, span.end) for turn in theirs for span in turn.spans])
