"""Conversion of a layer to the engine's form. Renders nothing and asks no clock."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from pdsync import oncall
from pdsync.kinds._refs import Ref
from pdsync.kinds.schedule.layers.layer import Layer
from pdsync.kinds.schedule.layers.restriction import Restriction
from pdsync.kinds.schedule.undecided import PEOPLE, Undecided, undecided
from pdsync.units import DAY
from pdsync.wall_times import second_of_day

ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
"""The start of a layer that began in the past: PagerDuty forgets when."""


def decided(layer: Layer, index: int = 0) -> Layer:
    """Return the layer, the one at `index`; raises Undecided for one with open fields."""
    found = layer.left_open
    if found:
        raise undecided(found, _title(layer, index), ("layers", index))
    return layer


def peopled(layer: Layer, index: int) -> Layer:
    """Return the layer; raises Undecided if its members are open, so that it may have none."""
    if PEOPLE in layer.left_open:
        raise undecided((PEOPLE,), _title(layer, index), ("layers", index))
    return layer


def layer_on_call(layer: Layer, index: int = 0) -> oncall.Layer:
    """Return the engine's form of one layer; raises Undecided."""
    decided(layer, index)
    virtual_start = layer.rotation_virtual_start
    times = (virtual_start or ALWAYS, layer.start or ALWAYS, layer.end or ALWAYS)
    if not all(isinstance(time, datetime) for time in times):
        raise Undecided(f"a time of {_title(layer, index)} cannot be read", ("layers", index))
    return oncall.Layer(
        start=layer.start or ALWAYS,
        end=layer.end,
        virtual_start=virtual_start or ALWAYS,
        turn_seconds=layer.rotation_turn_length_seconds,
        users=tuple(person(user) for user in layer.users),
        windows=tuple(window for one in layer.restrictions for window in windows(one)),
    )


def _title(layer: Layer, index: int) -> str:
    return f"layer '{layer.name}'" if layer.name else f"layer {index + 1}, which has no name"


def person(user: Ref) -> str:
    """Return the engine's token for a person."""
    return user.id or user.key or user.name or "?"


def windows(restriction: Restriction) -> tuple[oncall.Window, ...]:
    """Return the engine's windows of a restriction; a daily one opens seven times a week."""
    opens, day = restriction.start_time_of_day, restriction.start_day_of_week
    return _windows(opens, day, restriction.duration_seconds)


@lru_cache(maxsize=1024)
def _windows(opens: str, day: int | None, seconds: int) -> tuple[oncall.Window, ...]:
    start = second_of_day(opens)
    if day is None:
        return oncall.Window.daily(start, seconds)
    return (oncall.Window((day - 1) * DAY + start, seconds),)
