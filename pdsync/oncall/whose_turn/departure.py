"""Turns of a layer or an event that somebody leaves: hand-offs stay. Only starts move.

Example: weekly turns of ana, ben, cleo, dan from Monday 2 March 2026; ben leaves.

    on            has the turn   then
    4 March       ana            cleo, dan, ana
    11 March      ben            cleo has the rest of his week, then dan, ana, cleo
    18 March      cleo           dan, ana, cleo
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pdsync.oncall._schedule import Layer
from pdsync.oncall._shift_based import Event
from pdsync.oncall.whose_turn.rebase import coming_turn
from pdsync.oncall.whose_turn.succession import shift_at, with_shift


def layer_without(layer: Layer, person: str, time_zone: str, at: datetime) -> Layer:
    """Return a layer without one of several people; whoever has the turn at an instant keeps it.

    Their own goes to the next of those who stay.
    """
    turn = coming_turn(layer, time_zone, at)
    place = _place(layer.users, turn.ordinal % len(layer.users), person)
    left = replace(layer, users=tuple(one for one in layer.users if one != person))
    return coming_turn(left, time_zone, at).held_by(place)


def event_without(event: Event, person: str, at: datetime) -> Event:
    """Return an event without one of several members; whoever has the turn keeps what is left.

    Their own goes to the next person of those who stay. Where the rule has a COUNT, members move
    instead of the first shift.
    """
    left = replace(event, members=tuple(one for one in event.members if one != person))
    found = None if event.everyone else shift_at(event, at)
    if found is None:
        return left
    turn, over = divmod(found[0], event.shifts_per_member)
    place = _place(event.members, turn % len(event.members), person)
    return with_shift(left, place * event.shifts_per_member + over, at)


def _place(members: Sequence[str | None], turn: int, person: str) -> int:
    """Return the index, among those who stay, of whoever has a turn after somebody left."""
    follow = [index % len(members) for index in range(turn, turn + len(members))]
    others = (index for index in follow if members[index] not in (person, None))
    stays = next(others) if members[turn] == person else turn
    return stays - sum(one == person for one in members[:stays])
