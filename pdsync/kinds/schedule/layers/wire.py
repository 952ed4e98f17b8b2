"""Translation of layers from and to live JSON. Asks no clock.

A GET lists layers from the top down, a PUT takes them from the bottom up (PagerDuty's public
support scripts and Terraform provider). A layer cannot be removed, only ended; one that is sent
without an id is added.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pdsync.kinds._placeholders import NOW
from pdsync.kinds._values.durations import clock
from pdsync.kinds._wire import (
    Reader,
    a_number,
    a_text,
    each,
    fields,
    leniently,
    live_item,
    maybe,
    moment,
    part,
    ref,
    some,
)
from pdsync.kinds.schedule.beginnings import begun, is_waiting
from pdsync.kinds.schedule.layers.layer import Layer
from pdsync.kinds.schedule.layers.restriction import Restriction
from pdsync.stamps import utc_stamp

_READ_ONLY = {"rendered_schedule_entries", "rendered_coverage_percentage"}


def read_layers(value: Any, now: datetime) -> tuple[tuple[Layer, ...], tuple[str, ...]]:
    """Read the layers of a GET from bottom to top, and the names of those that are over."""
    found = tuple(reversed(each(_layer)(value)))
    return as_of(found, now), tuple(layer.name for layer in found if layer.is_over(now))


def as_of(layers: tuple[Layer, ...], now: datetime) -> tuple[Layer, ...]:
    """Return layers that are not over. A past start becomes None: PagerDuty moves it."""
    return tuple(
        _begun(layer) if layer.has_begun(now) else layer
        for layer in layers
        if not layer.is_over(now)
    )


def _begun(layer: Layer) -> Layer:
    name = {"name": begun(layer.name)} if is_waiting(layer.name) else {}
    return layer.model_copy(update={"start": None, **name})


def _layer(raw: Any) -> Layer | None:
    return live_item(Layer, raw, _LAYER)


_some_ref, _text = some(ref), some(a_text)
_time = leniently(clock)


def _user(raw: Any) -> Any:
    return part(raw, "user", _some_ref)


def _name(raw: Any) -> str:
    return a_text(raw) or ""


def _restriction(raw: Any) -> Restriction | None:
    return live_item(Restriction, raw, _RESTRICTION)


_RESTRICTION: Mapping[str, Reader] = {
    "type": some(a_text),
    "start_time_of_day": lambda raw: _time(_text(raw)),
    "duration_seconds": some(a_number),
    "start_day_of_week": maybe(a_number),
}
_LAYER: Mapping[str, Reader] = {
    "name": _name,
    "start": moment,
    "end": moment,
    "rotation_virtual_start": moment,
    "rotation_turn_length_seconds": some(a_number),
    "users": each(_user),
    "restrictions": each(_restriction),
}


def write_layers(wanted: tuple[Layer, ...], live: tuple[Layer, ...]) -> list[dict[str, Any]]:
    """Return what a PUT must list for the layers to be `wanted`, from bottom to top.

    A live layer that is not wanted any more is ended now, and put below all others, where it hides
    nothing.
    """
    kept = [layer.wire.get("id") for layer in wanted]
    begun = [layer.wire.get("id") for layer in live if layer.start is None]
    ended = [
        _json(layer, begun) | {"end": NOW} for layer in live if layer.wire.get("id") not in kept
    ]
    return [*ended, *(_json(layer, begun) for layer in wanted)]


def _json(layer: Layer, begun: list[Any]) -> dict[str, Any]:
    body = {name: value for name, value in layer.wire.items() if name not in _READ_ONLY}
    body |= fields(layer, "name", "rotation_turn_length_seconds")
    times = fields(layer, "end", "rotation_virtual_start")
    body |= {name: _moment(value) for name, value in times.items()}
    body["start"] = _start(layer, begun)
    if "users" in layer.model_fields_set:
        body["users"] = [{"user": user} for user in layer.users]
    if "restrictions" in layer.model_fields_set:
        body["restrictions"] = [_window(one) for one in layer.restrictions]
    return body


def _start(layer: Layer, begun: list[Any]) -> Any:
    if layer.start is not None:
        return _moment(layer.start)
    before = moment(layer.wire.get("start"))
    return _moment(before) if before and layer.wire.get("id") in begun else NOW


def _moment(value: Any) -> Any:
    return utc_stamp(value) if isinstance(value, datetime) else value


def _window(restriction: Restriction) -> dict[str, Any]:
    body = {**restriction.wire, **fields(restriction, *_RESTRICTION)}
    if restriction.type == "daily_restriction":
        body.pop("start_day_of_week", None)  # PagerDuty refuses it, even as null
    return body
