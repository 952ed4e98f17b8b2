"""Changing a rotation without moving who is on call now. Moves virtual starts, nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from pdsync.oncall._choices import LIKELIEST, Choices, FutureStart
from pdsync.oncall._clock import Clock, instant_of, seconds_of
from pdsync.oncall._schedule import Layer
from pdsync.oncall._stack import rotation_of, turn_pieces
from pdsync.oncall._turns import Rotation


def rebase(old: Layer, new: Layer, time_zone: str, now: datetime) -> Layer:
    """The new layer, its virtual start moved so that whoever is on call by the old one stays.

    `new` says who takes turns, when hand-offs are (its virtual start is one of them), how long a
    turn is, and the windows. The turn that is current, or the next with a window, goes to the
    holder of the old one: to the first of the new list who came after them if they left. Everyone
    follows in the new order. Raises ValueError for a list with nobody.
    """
    if not new.users:
        raise ValueError("nobody could take over")
    clock, at = Clock(time_zone), seconds_of(now)
    rotation = rotation_of(new, clock)
    current = rotation.ordinal(_current(new, rotation, clock, at))
    first = current - new.users.index(_holder(old, new, clock, at))
    start = _usable_start(rotation, clock, first, len(new.users), max(at, seconds_of(new.start)))
    return replace(new, virtual_start=instant_of(start))


def start_when_written(start: datetime, now: datetime, choices: Choices = LIKELIEST) -> datetime:
    """The start that a changed layer has after it was written: never in the past."""
    return now if choices.future_start is FutureStart.NOW else max(start, now)


def _holder(old: Layer, new: Layer, clock: Clock, at: int) -> str:
    if not old.users:
        return new.users[0]
    rotation = rotation_of(old, clock)
    place = rotation.ordinal(_current(old, rotation, clock, at)) % len(old.users)
    in_turn = old.users[place:] + old.users[:place]
    return next((user for user in in_turn if user in new.users), new.users[0])


def _current(layer: Layer, rotation: Rotation, clock: Clock, at: int) -> int:
    """The first turn that still has time on call."""
    turn = rotation.number(clock.wall(at) - clock.margin(at))
    ordinal = rotation.ordinal(turn)
    while True:
        turn = rotation.nth(ordinal)
        if any(end > at for _, end in turn_pieces(layer, rotation, clock, turn)):
            return turn
        ordinal += 1


def _usable_start(rotation: Rotation, clock: Clock, ordinal: int, cycle: int, latest: int) -> int:
    """The start of that turn, or of the same a cycle or more before.

    PagerDuty's rotations begin no later than their layers, and an instant at which the clocks
    skip or repeat what they show would not come back as the same hand-off.
    """
    while True:
        wall = rotation.stretch(rotation.nth(ordinal))[0]
        start = clock.epoch(wall)
        if start <= latest and clock.wall(start) == wall:
            return start
        ordinal -= cycle
