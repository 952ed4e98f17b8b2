"""A schedule as the engine takes it. Translates; renders nothing and asks no clock."""

from __future__ import annotations

from datetime import datetime

from pdsync import oncall
from pdsync.kinds._layer_on_call import ALWAYS, Undecided, layer_on_call, windows
from pdsync.kinds._phase import anchored, with_phase
from pdsync.kinds._promise import Promise
from pdsync.kinds._rotation import Rotation
from pdsync.kinds._rotation_on_call import begun, phased, rotation_on_call
from pdsync.kinds.schedule import Schedule


def on_call(schedule: Schedule) -> oncall.AnySchedule:
    """The engine's form of a schedule: people by id, else by e-mail. No overrides.

    Raises:
        Undecided: a layer's turns have no phase, or what is live cannot be read.
    """
    zone = _zone(schedule)
    if "rotations" in schedule.model_fields_set:
        return oncall.ShiftSchedule(zone, tuple(map(rotation_on_call, schedule.rotations)))
    layers = (anchored(one, zone) for one in schedule.layers)
    return oncall.Schedule(zone, tuple(map(layer_on_call, layers)))


def on_call_somehow(schedule: Schedule, now: datetime) -> oncall.AnySchedule:
    """The same, where the phase is not written with a phase that could be.

    For questions whose answer does not depend on whose turn it is. Raises Undecided for what is
    live and cannot be read.
    """
    zone = _zone(schedule)
    if "rotations" in schedule.model_fields_set:
        rotations = (_somehow(one, now) for one in schedule.rotations)
        return oncall.ShiftSchedule(zone, tuple(map(rotation_on_call, rotations)))
    layers = (with_phase(one, zone, now) for one in schedule.layers)
    return oncall.Schedule(zone, tuple(map(layer_on_call, layers)))


def _somehow(rotation: Rotation, now: datetime) -> Rotation:
    known = phased(rotation)
    return known if known.start_time or known.shifts is None else begun(known, now)


def promised(promise: Promise) -> oncall.Layer | None:
    """A layer that is on call whenever somebody must be; None for no such promise."""
    if promise.coverage is None:
        return None
    opened = tuple(window for one in promise.coverage for window in windows(one))
    return oncall.Layer(ALWAYS, None, ALWAYS, 604800, ("somebody",), opened)


def _zone(schedule: Schedule) -> str:
    if schedule.time_zone is None:
        raise Undecided("it has no time zone")
    return schedule.time_zone
