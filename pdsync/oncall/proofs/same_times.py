"""Layers with the same times: only whose turn it is differs, and no turn need be rendered."""

from __future__ import annotations

from math import lcm

from pdsync.oncall._clock import Clock
from pdsync.oncall._schedule import Layer, Schedule
from pdsync.oncall.final.layers import turn_pieces, turns_of
from pdsync.oncall.final.schedule import AnySchedule
from pdsync.units import DAY

MOST_TURNS = 10_000
"""Turns that are compared."""


def agree_until(one: AnySchedule, other: AnySchedule, at: int) -> int | None:
    """Return until when two schedules surely agree from an instant on, in epoch seconds.

    That is `at` itself where nothing is known without rendering them, and None for ever. Most
    changes of people leave all times of a schedule as they are.
    """
    if one == other:
        return None
    if not (isinstance(one, Schedule) and isinstance(other, Schedule)):
        return at
    if (one.time_zone, one.overrides) != (other.time_zone, other.overrides):
        return at
    if len(one.layers) != len(other.layers):
        return at
    clock = Clock(one.time_zone)
    pairs = zip(one.layers, other.layers, strict=True)
    found = [_other_turn(ours, theirs, clock, at) for ours, theirs in pairs if ours != theirs]
    return min((parted for parted in found if parted is not None), default=None)


def _other_turn(one: Layer, other: Layer, clock: Clock, at: int) -> int | None:
    """Return an instant before the first turn left that another person has in the other layer."""
    ours, theirs = turns_of(one, clock), turns_of(other, clock)
    users, others = one.users, other.users
    cycle = lcm(len(users), len(others))  # 0 if one of them has nobody
    apart = _times(one) != _times(other) or (ours.origin - theirs.origin) % ours.length
    if apart or not 0 < cycle <= MOST_TURNS:
        return at
    wall, margin = clock.wall(at), clock.margin(at)
    mine, its = (turns.ordinal(turns.number(wall - margin)) for turns in (ours, theirs))
    past = ours.ordinal(ours.number(wall + margin)) + 1 - mine
    for step in range(past + cycle):
        if users[(mine + step) % len(users)] == others[(its + step) % len(others)]:
            continue
        turn = ours.nth(mine + step)
        if any(end > at for _, end in turn_pieces(one, ours, clock, turn)):
            # The change of the clocks that moves most moves less than two days.
            return max(at, clock.epoch(ours.stretch(turn)[0]) - 2 * DAY)
    return None


def _times(layer: Layer) -> tuple[object, ...]:
    return layer.start, layer.end, layer.turn_seconds, layer.windows
