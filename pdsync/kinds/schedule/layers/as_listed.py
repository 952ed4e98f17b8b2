"""Layers as a list of the account tells them where they are as they are written already. Pure.

To compare layers as models takes long, and few differ. This looks for the plain case alone: every
layer has begun, none of them ends, and whose turn it is follows from what both say alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from pdsync.kinds._model import Resource
from pdsync.kinds._wire import an_id, fields, moment, tells
from pdsync.kinds.schedule.beginnings import is_waiting
from pdsync.kinds.schedule.layers.engine import layer_on_call
from pdsync.kinds.schedule.layers.layer import Layer
from pdsync.kinds.schedule.layers.virtual_start import agrees, anchored

_DECIDES = {"users", "rotation_turn_length_seconds"}


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
        and raw.get("rotation_turn_length_seconds") == length
        and layer.start is None
        and layer.end is None
        and raw.get("end", layer) is None
        and an_id(raw.get("id")) is not None
        and _is_called(layer, raw.get("name"))
        and _people(raw.get("users")) == [user.id for user in layer.users]
        and _windows(raw.get("restrictions")) == [_window(vars(one)) for one in layer.restrictions]
        and _has_begun(raw.get("start"), now)
        and _has_turns(layer, raw.get("rotation_virtual_start"), zone)
    )


def _is_called(layer: Layer, name: Any) -> bool:
    if not isinstance(name, str) or is_waiting(name):
        return False
    return "name" not in layer.model_fields_set or layer.name == name


def _people(raw: Any) -> list[str] | None:
    """Return the ids of members; None where they did not come."""
    users = [one.get("user") if isinstance(one, dict) else None for one in _list(raw)]
    is_whole = all(isinstance(one, dict) and one.get("id") and one.get("type") for one in users)
    return [one["id"] for one in users if one] if is_whole else None


def _windows(raw: Any) -> list[tuple[Any, ...]] | None:
    """Return what decides windows; None where they did not come."""
    is_whole = isinstance(raw, list) and all(isinstance(one, dict) for one in raw)
    return [_window(one) for one in raw] if is_whole else None


def _window(window: dict[str, Any]) -> tuple[Any, ...]:
    names = ("type", "start_time_of_day", "duration_seconds", "start_day_of_week")
    return tuple(window.get(name) for name in names)


def _list(raw: Any) -> list[Any]:
    return raw if isinstance(raw, list) else []


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
