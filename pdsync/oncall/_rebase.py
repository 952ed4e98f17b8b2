"""Changing a rotation without moving who is on call now. Moves virtual starts, nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from pdsync.oncall._choices import LIKELIEST, Choices, FutureStart
from pdsync.oncall._clock import Clock, instant_of, seconds_of
from pdsync.oncall._schedule import Layer
from pdsync.oncall._stack import turn_pieces, turns_of
from pdsync.oncall._turns import Turns


def rebase(
    old: Layer, new: Layer, time_zone: str, now: datetime, *, old_zone: str | None = None
) -> Layer:
    """The new layer, its virtual start moved so that whoever is on call by the old one stays.

    `new` says who takes turns, when hand-offs are (its virtual start is one of them), how long a
    turn is, and the windows. The turn that is current, or the next with a window, goes to the
    holder of the old one: to the first of the new list who came after them if they left. Everyone
    follows in the new order. `old_zone` is the time zone of the old layer where that is another.
    Raises ValueError for a list with nobody.
    """
    if not new.users:
        raise ValueError("nobody could take over")
    holder = _holder(old, new, Clock(old_zone or time_zone), seconds_of(now))
    return with_turn(new, time_zone, new.users.index(holder), now)


def with_turn(layer: Layer, time_zone: str, member: int, at: datetime) -> Layer:
    """The layer, its virtual start moved so that the turn at an instant is that of a member.

    `member` is an index of the users. Where the instant is in no turn with a window, the next
    such turn is meant. The hand-offs stay where they are.
    """
    clock, instant = Clock(time_zone), seconds_of(at)
    rotation = turns_of(layer, clock)
    first = rotation.ordinal(_current(layer, rotation, clock, instant)) - member
    latest = max(instant, seconds_of(layer.start))
    start = _usable_start(rotation, clock, first, len(layer.users), latest)
    return replace(layer, virtual_start=instant_of(start))


def turn_at(layer: Layer, time_zone: str, at: datetime) -> tuple[datetime, datetime]:
    """From when to when the turn lasts that is current, or the next with a window."""
    clock = Clock(time_zone)
    rotation = turns_of(layer, clock)
    start, end = rotation.stretch(_current(layer, rotation, clock, seconds_of(at)))
    return instant_of(clock.epoch(start)), instant_of(clock.epoch(end))


def latest_on_the_wall(time_zone: str, second: int, period: int, at: datetime) -> datetime:
    """The last instant up to `at` at which the clocks showed a second of a period.

    `second` counts from Monday 00:00 on the wall, `period` is in seconds. An instant that the
    clocks skipped, or that would not come back as the same time, is passed over.
    """
    clock, instant = Clock(time_zone), seconds_of(at)
    wall = clock.wall(instant)
    wall -= (wall - second) % period
    while clock.epoch(wall) > instant or clock.wall(clock.epoch(wall)) != wall:
        wall -= period
    return instant_of(clock.epoch(wall))


def wall_second(time_zone: str, at: datetime) -> int:
    """What the clocks show, in seconds since a Monday 00:00."""
    return Clock(time_zone).wall(seconds_of(at))


def start_when_written(start: datetime, now: datetime, choices: Choices = LIKELIEST) -> datetime:
    """The start that a changed layer has after it was written: never in the past."""
    return now if choices.future_start is FutureStart.NOW else max(start, now)


def _holder(old: Layer, new: Layer, clock: Clock, at: int) -> str:
    if not old.users:
        return new.users[0]
    rotation = turns_of(old, clock)
    place = rotation.ordinal(_current(old, rotation, clock, at)) % len(old.users)
    in_turn = old.users[place:] + old.users[:place]
    return next((user for user in in_turn if user in new.users), new.users[0])


def _current(layer: Layer, rotation: Turns, clock: Clock, at: int) -> int:
    """The first turn that still has time on call."""
    turn = rotation.number(clock.wall(at) - clock.margin(at))
    ordinal = rotation.ordinal(turn)
    while True:
        turn = rotation.nth(ordinal)
        if any(end > at for _, end in turn_pieces(layer, rotation, clock, turn)):
            return turn
        ordinal += 1


def _usable_start(rotation: Turns, clock: Clock, ordinal: int, cycle: int, latest: int) -> int:
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
