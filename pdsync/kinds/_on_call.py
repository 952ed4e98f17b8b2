"""A schedule as the engine takes it. Translates; renders nothing and asks no clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from pdsync import oncall
from pdsync.kinds._layer_on_call import ALWAYS, Undecided, layer_on_call, windows
from pdsync.kinds._phase import anchored, with_phase
from pdsync.kinds._promise import Promise
from pdsync.kinds._rotation import Rotation
from pdsync.kinds._rotation_on_call import begun, events_begun, phased, rotation_on_call
from pdsync.kinds.schedule import Schedule

_Part = TypeVar("_Part")
_Made = TypeVar("_Made")


def on_call(schedule: Schedule, span: oncall.Span | None = None) -> oncall.AnySchedule:
    """The engine's form of a schedule: people by id, else by e-mail. No overrides.

    With a `span` it is the schedule in that time only: whose turn it would be by what is over
    before it, or begins after it, makes no difference.

    Raises:
        Undecided: a layer's turns have no phase, or what is live cannot be read.
    """
    zone = _zone(schedule)
    if "rotations" in schedule.model_fields_set:
        rotations = [
            _somehow(one, span.start) if span and _misses(one.since, one.until, span) else one
            for one in schedule.rotations
        ]
        return oncall.ShiftSchedule(zone, _each(rotation_on_call, rotations))
    layers = [
        with_phase(one, zone, span.start)
        if span and _misses(one.start, one.end, span)
        else anchored(one, zone)
        for one in schedule.layers
    ]
    return oncall.Schedule(zone, _each(layer_on_call, layers))


def _each(made: Callable[[_Part, int], _Made], parts: Iterable[_Part]) -> tuple[_Made, ...]:
    return tuple(made(part, index) for index, part in enumerate(parts))


def _misses(start: object, end: object, span: oncall.Span) -> bool:
    """Whether what is on between two times, which may not be written, is never on in a span."""
    over = isinstance(end, datetime) and end <= span.start
    return over or (isinstance(start, datetime) and start >= span.end)


def on_call_somehow(schedule: Schedule, now: datetime) -> oncall.AnySchedule:
    """The same, where the phase is not written with a phase that could be.

    For questions whose answer does not depend on whose turn it is. Raises Undecided for what is
    live and cannot be read.
    """
    zone = _zone(schedule)
    if "rotations" in schedule.model_fields_set:
        rotations = (events_begun(_somehow(one, now), now) for one in schedule.rotations)
        return oncall.ShiftSchedule(zone, _each(rotation_on_call, rotations))
    layers = (with_phase(one, zone, now) for one in schedule.layers)
    return oncall.Schedule(zone, _each(layer_on_call, layers))


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
        raise Undecided("it has no `time_zone:`; write one, or ask the account with --live")
    return schedule.time_zone
