"""Layers as a list of the account tells them where they are as they are written already. Pure.

To compare layers as models takes long, and few differ. This looks for the plain case alone: every
layer has begun, none of them ends, and whose turn it is follows from what both say alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from pdsync.kinds._model import Resource
from pdsync.kinds._refs import Ref
from pdsync.kinds._wire import (
    Reader,
    a_number,
    a_text,
    an_id,
    each,
    fields,
    maybe,
    moment,
    parts,
    some,
    tells,
)
from pdsync.kinds.schedule.beginnings import is_waiting
from pdsync.kinds.schedule.layers.engine import layer_on_call
from pdsync.kinds.schedule.layers.layer import Layer
from pdsync.kinds.schedule.layers.virtual_start import agrees, anchored

_DECIDES = {"users", "rotation_turn_length_seconds"}
_WINDOW: Mapping[str, Reader] = {
    "type": some(a_text),
    "start_time_of_day": some(a_text),
    "duration_seconds": some(a_number),
    "start_day_of_week": maybe(a_number),
    "id": maybe(an_id),
}
_DECIDE = [name for name in _WINDOW if name != "id"]


def as_listed(schedule: Resource, now: datetime) -> dict[str, Any] | None:
    """Return what a list tells of a schedule that is as it is written; None without its zone."""
    body = fields(schedule, "name", "description", "time_zone")
    for teams in fields(schedule, "teams").values():
        body["teams"] = frozenset(teams)
    for layers in fields(schedule, "layers").values():
        if body.get("time_zone") is None:
            return None
        body["schedule_layers"] = tells(partial(_are_told, layers, body["time_zone"], now))
    return body


def _are_told(layers: Sequence[Layer], zone: str, now: datetime, raw: Any) -> bool:
    """Return True if live JSON, which begins with the top, says what is written of each layer."""
    if not isinstance(raw, list) or len(raw) != len(layers):
        return False
    pairs = zip(layers, reversed(raw), strict=True)
    return all(isinstance(told, dict) and _is_told(one, told, zone, now) for one, told in pairs)


def _is_told(layer: Layer, raw: dict[str, Any], zone: str, now: datetime) -> bool:
    length = layer.rotation_turn_length_seconds
    return (
        layer.model_fields_set >= _DECIDES
        and a_number(raw.get("rotation_turn_length_seconds")) == length
        and layer.start is None
        and layer.end is None
        and "end" in raw
        and raw["end"] is None
        and an_id(raw.get("id")) is not None
        and _is_called(layer, raw.get("name"))
        and _are_members(layer.users, raw.get("users"))
        and _live_windows(raw.get("restrictions")) == _windows(layer)
        and _has_begun(raw.get("start"), now)
        and _has_turns(layer, raw.get("rotation_virtual_start"), zone)
    )


def _is_called(layer: Layer, name: Any) -> bool:
    if not isinstance(name, str) or is_waiting(name):
        return False
    return "name" not in layer.model_fields_set or layer.name == name


def _are_members(users: Sequence[Ref], raw: Any) -> bool:
    """Return True if those are the members, in the same order."""
    return (
        isinstance(raw, list)
        and len(raw) == len(users)
        and all(
            isinstance(one, dict) and user.is_told(one.get("user"))
            for user, one in zip(users, raw, strict=True)
        )
    )


def _windows(layer: Layer) -> tuple[tuple[Any, ...], ...]:
    return tuple(_window(vars(one)) for one in layer.restrictions)


def _window(window: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(window.get(name) for name in _DECIDE)


_live_windows = each(lambda raw: _window(parts(raw, _WINDOW)))
"""Reads what decides windows of live JSON."""


def _has_begun(raw: Any, now: datetime) -> bool:
    return raw is not None and bool(moment(raw) <= now)


def _has_turns(layer: Layer, raw: Any, zone: str) -> bool:
    """Return True if a virtual start is that of the layer or, where it has none, its hand-off."""
    if raw is None:
        return False
    live: datetime = moment(raw)
    if layer.anchor or layer.rotation_virtual_start:
        return anchored(layer, zone).rotation_virtual_start == live
    if layer.handoff is None:
        return True
    going_on = layer.model_copy(update={"rotation_virtual_start": live})
    return agrees(layer.handoff, layer_on_call(going_on), zone)
