"""Conversion of a schedule to the engine's form. Renders nothing and asks no clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from pdsync import oncall
from pdsync.kinds._model import Item
from pdsync.kinds._refs import Ref
from pdsync.kinds.schedule.layers.engine import decided, layer_on_call, peopled
from pdsync.kinds.schedule.layers.layer import Layer
from pdsync.kinds.schedule.layers.virtual_start import anchored, with_phase
from pdsync.kinds.schedule.model import Schedule
from pdsync.kinds.schedule.rotations.engine import (
    begun,
    events_begun,
    of_people,
    phased,
    rotation_on_call,
    shared,
)
from pdsync.kinds.schedule.rotations.from_layer import at_some_hand_off
from pdsync.kinds.schedule.rotations.rotation import Rotation
from pdsync.kinds.schedule.undecided import Undecided

_Part = TypeVar("_Part")
_Item = TypeVar("_Item", bound=Item)
_Made = TypeVar("_Made")
_SOMEBODY = Ref("user", key="?")


def on_call(schedule: Schedule, span: oncall.Span | None = None) -> oncall.AnySchedule:
    """Return the engine's form of a schedule: people by id, else by e-mail. No overrides.

    With a `span` only the parts that are in force in that time must be known. Raises Undecided if a
    field that decides who is on call is not written, or the live schedule cannot be read.
    """
    zone = _zone(schedule)
    if "rotations" in schedule.model_fields_set:
        rotations = [
            _somehow(one.with_last(_of_somebody(one.last, "members")), index, span.start)
            if span and _misses(one.last.since, one.last.until, span)
            else one
            for index, one in enumerate(schedule.rotations)
        ]
        return oncall.ShiftSchedule(zone, _each(rotation_on_call, rotations))
    layers = [
        _turned(_of_somebody(one, "users"), zone, span.start)
        if span and _misses(one.start, one.end, span)
        else anchored(decided(one, index), zone)
        for index, one in enumerate(schedule.layers)
    ]
    return oncall.Schedule(zone, _each(layer_on_call, layers))


def _each(made: Callable[[_Part, int], _Made], parts: Iterable[_Part]) -> tuple[_Made, ...]:
    return tuple(made(part, index) for index, part in enumerate(parts))


def _misses(start: object, end: object, span: oncall.Span) -> bool:
    """Return True if effective dates, which may be None, leave a span without the item."""
    over = isinstance(end, datetime) and end <= span.start
    return over or (isinstance(start, datetime) and start >= span.end)


def on_call_somehow(schedule: Schedule, now: datetime) -> oncall.AnySchedule:
    """Return the engine's form of a schedule, with possible turns where none are written.

    For questions whose answer does not depend on whose turn it is. Raises Undecided where it does,
    because there may be no member at all, and where the live schedule cannot be read.
    """
    zone = _zone(schedule)
    if "rotations" in schedule.model_fields_set:
        found = (_somehow(one, index, now) for index, one in enumerate(schedule.rotations))
        rotations = (events_begun(one, now) for one in found)
        return oncall.ShiftSchedule(zone, _each(rotation_on_call, rotations))
    layers = (_turned(peopled(one, index), zone, now) for index, one in enumerate(schedule.layers))
    return oncall.Schedule(zone, _each(layer_on_call, layers))


def _of_somebody(part: _Item, field: str) -> _Item:
    """Return a layer or event with a placeholder member, where the account knows who they are."""
    return part if field in part.model_fields_set else part.model_copy(update={field: (_SOMEBODY,)})


def _turned(layer: Layer, zone: str, now: datetime) -> Layer:
    length = {"rotation_turn_length_seconds": layer.rotation_turn_length_seconds}
    return with_phase(layer.model_copy(update=length), zone, now)


def _somehow(rotation: Rotation, index: int, now: datetime) -> Rotation:
    last = rotation.last
    words = last.turn_words if last.is_adrift else None
    possible = last.model_copy(update=at_some_hand_off(words)) if words else last
    whole = shared(of_people(rotation.with_last(possible), index))
    known = phased(whole.last)
    return whole.with_last(known if known.start_time or known.shifts is None else begun(known, now))


def _zone(schedule: Schedule) -> str:
    if schedule.time_zone is None:
        raise Undecided("it has no `time_zone:`", write="one")
    return schedule.time_zone
