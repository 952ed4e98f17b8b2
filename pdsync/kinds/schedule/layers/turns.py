"""Turns of a wanted layer, resolved against the live one that it changes. Pure.

A layer that would put the same people on call for ever takes its turns from the live one, so that
only what differs is ever sent.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from pdsync import oncall
from pdsync.kinds.schedule.layers.engine import ALWAYS, layer_on_call
from pdsync.kinds.schedule.layers.layer import Layer
from pdsync.kinds.schedule.layers.virtual_start import (
    Zones,
    agrees,
    anchored,
    carried_on,
    with_phase,
)
from pdsync.kinds.schedule.undecided import Undecided

_TURNS = ("users", "rotation_turn_length_seconds", "rotation_virtual_start", "restrictions")


def turned(
    layer: Layer, live: Layer | None, zones: Zones, now: datetime, *, hands_over: bool = False
) -> Layer:
    """Return the layer with its turns from an instant on; at a hand-off if it `hands_over`."""
    if live is None:
        return with_phase(layer, zones.wanted, now) if _is_complete(layer) else layer
    at = max(now, live.start) if isinstance(live.start, datetime) else now
    try:
        changed = _changed(layer, live, zones, at, hands_over=hands_over)
        return with_turns(layer, live if _is_same(changed, live, zones, at) else changed)
    except Undecided:
        return layer  # what is live cannot be read: it is compared as it is


def with_turns(layer: Layer, other: Layer) -> Layer:
    """Return the layer with the turns of another."""
    return layer.model_copy(update={name: getattr(other, name) for name in _TURNS})


def has_turns_of(layer: Layer, other: Layer) -> bool:
    """Return True if the turns of two layers are written alike."""
    return _written(layer) == _written(other)


def _written(layer: Layer) -> tuple[object, ...]:
    # Models are only equal if they also remember the same JSON.
    windows = {
        (one.start_day_of_week, one.start_time_of_day, one.duration_seconds)
        for one in layer.restrictions
    }
    turns = layer.rotation_turn_length_seconds, layer.rotation_virtual_start
    return layer.users, *turns, windows


def _is_complete(layer: Layer) -> bool:
    return bool(layer.users) and "rotation_turn_length_seconds" in layer.model_fields_set


def _completed(layer: Layer, live: Layer) -> Layer:
    """Return the layer with the turns of the live one where its own are not written."""
    missing = [name for name in _TURNS if name not in layer.model_fields_set]
    return layer.model_copy(update={name: getattr(live, name) for name in missing})


def _changed(layer: Layer, live: Layer, zones: Zones, now: datetime, *, hands_over: bool) -> Layer:
    """Return the layer with its virtual start; the live one itself where nothing differs."""
    whole = _completed(layer, live)
    if whole.anchor is not None:
        return anchored(whole, zones.wanted)
    if "rotation_virtual_start" in layer.model_fields_set:
        return whole  # PagerDuty's own way to say whose turn it is: the YAML decides
    kept = has_turns_of(whole, live) and zones.wanted == zones.live
    if kept and agrees(whole.handoff, layer_on_call(live), zones.live):
        return live
    return carried_on(whole, live, zones, now, hands_over=hands_over)


def _is_always(layer: Layer) -> bool:
    """Return True if one person is on call throughout, on any clocks."""
    return len({*layer.users}) == 1 and not layer.restrictions


def _is_same(one: Layer, live: Layer, zones: Zones, now: datetime) -> bool:
    """Return True if both put the same people on call from now on, while the first lasts."""
    if one is live or (one.users == live.users and _is_always(one) and _is_always(live)):
        return True
    if has_turns_of(one, live) and zones.wanted == zones.live:
        return True
    if one.end is None and {*one.users} != {*live.users}:
        return False  # everybody has a turn sooner or later
    end = one.end if isinstance(one.end, datetime) else None
    ours, theirs = (
        oncall.Schedule(zone, (replace(layer_on_call(layer), start=ALWAYS, end=end),))
        for layer, zone in ((one, zones.wanted), (live, zones.live))
    )
    found = oncall.same_for_ever(ours, theirs, now)
    return found.first_difference is None and found.until is None
