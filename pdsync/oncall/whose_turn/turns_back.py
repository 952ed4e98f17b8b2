"""Turns of a layer or an event, from the present one backwards. Pure.

An anchor may name any turn. Where turns are no whole days long, such as 36 hours with a hand-off at
09:00, only some begin with the hand-off, and of those an anchor can speak.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

from pdsync.oncall._clock import Clock, instant_of
from pdsync.oncall._schedule import Layer
from pdsync.oncall._shift_based import Event
from pdsync.oncall.final.layers import turns_of
from pdsync.oncall.whose_turn.rebase import coming_turn
from pdsync.oncall.whose_turn.succession import begun_by, shift_at, shift_starts
from pdsync.units import A_SECOND

_REACH = timedelta(days=400)
"""More than a year, in which clocks show each hour again, and as few turns as can be looked at."""


def turns_back(part: Layer | Event, time_zone: str, at: datetime) -> Iterator[tuple[str, datetime]]:
    """Yield who has the turn current or next at an instant, and its beginning; then those before.

    Turns that are nobody's are left out. An event has clocks of its own.
    """
    if isinstance(part, Layer):
        yield from _of_layer(part, time_zone, at)
    elif part.members and not part.everyone:
        yield from _of_event(part, at)


def _of_layer(layer: Layer, time_zone: str, at: datetime) -> Iterator[tuple[str, datetime]]:
    """Yield turns that are empty too: an anchor in one means whoever has the next."""
    clock = Clock(time_zone)
    turns = turns_of(layer, clock)
    present = turns.nth(coming_turn(layer, time_zone, at).ordinal)
    for number in count(present, -1) if layer.users else ():
        begins = instant_of(clock.epoch(turns.stretch(number)[0]))
        if begins < at - _REACH:
            return
        yield layer.users[turns.ordinal(number) % len(layer.users)], begins


def _of_event(event: Event, at: datetime) -> Iterator[tuple[str, datetime]]:
    longer = begun_by(event, at - _REACH)
    found = shift_at(longer, at)
    if found is None:
        return
    number, start = found
    starts = shift_starts(longer, at - _REACH, start + A_SECOND)
    for back, begins in enumerate(reversed(starts)):
        turn, over = divmod(number - back, longer.shifts_per_member)
        who = longer.members[turn % len(longer.members)]
        if who and not over:
            yield who, begins
