"""Wanted layers as of an instant, over the live ones: phases chosen, sameness seen. Pure.

A layer that would put the same people on call for ever takes its turns from the live one, so that
only what differs is ever sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from pdsync import oncall
from pdsync.kinds._align import align
from pdsync.kinds._base import When
from pdsync.kinds._layer import Layer
from pdsync.kinds._layer_on_call import ALWAYS, Undecided, layer_on_call
from pdsync.kinds._layer_wire import as_of
from pdsync.kinds._phase import Zones, agrees, anchored, carried_on, with_phase

TURNS = ("users", "rotation_turn_length_seconds", "rotation_virtual_start", "restrictions")
"""What decides whom a layer puts on call while it lasts."""

_A_SECOND = timedelta(seconds=1)


def settled_layers(
    wanted: Sequence[Layer], live: Sequence[Layer], zones: Zones, when: When
) -> tuple[Layer, ...]:
    """The layers as they will be asked for."""
    present = as_of(tuple(wanted), when.now)
    partner = dict(align(present, live))
    present = tuple(
        _resumed(layer, live[partner[row]], live) if row in partner else layer
        for row, layer in enumerate(present)
    )
    rows = [
        _over(layer, live[partner[row]], zones, when)
        if row in partner
        else _new(layer, zones.wanted, when, begins=not live)
        for row, layer in enumerate(present)
    ]
    columns = [partner.get(row) for row in range(len(present))]
    return tuple(_with_those_going_out(rows, columns, live, zones.live, when))


def _new(layer: Layer, zone: str, when: When, *, begins: bool) -> list[Layer]:
    """A layer that is not live yet; `begins` says that the whole schedule is not."""
    if not _is_complete(layer):
        return [layer]
    phased = with_phase(layer, zone, when.now)
    if begins or not when.at_handoff or layer.start is not None:
        return [phased]
    at = next_handoff(phased, zone, when.now)
    return [with_phase(layer, zone, at).model_copy(update={"start": at})]


def _is_complete(layer: Layer) -> bool:
    return bool(layer.users) and "rotation_turn_length_seconds" in layer.model_fields_set


def _over(layer: Layer, live: Layer, zones: Zones, when: When) -> list[Layer]:
    """A layer laid over the live one; two where the change waits for the hand-off."""
    whole = _completed(layer, live)
    try:
        turned = _turned(whole, live, zones, when.now)
        same = turned is live or _is_same(turned, live, zones, when.now)
        if same or not when.at_handoff:
            return [_with_turns(layer, live if same else turned)]
        at = next_handoff(live, zones.live, when.now)
        later = _with_turns(layer, _turned(whole, live, zones, at))
    except Undecided:
        return [layer]  # what is live cannot be read: it is compared as it is
    return [_ending(live, at), later.model_copy(update={"start": at})]


def _resumed(layer: Layer, partner: Layer, live: Sequence[Layer]) -> Layer:
    """The layer without an end, if the live one only ends because it was to be succeeded.

    Such an end was set by a change that waited for the hand-off, and nobody wrote it.
    """
    succeeded = partner.end is not None and any(other.start == partner.end for other in live)
    if "end" in layer.model_fields_set or not succeeded:
        return layer
    return layer.model_copy(update={"end": None})


def _with_turns(layer: Layer, turns: Layer) -> Layer:
    return layer.model_copy(update={name: getattr(turns, name) for name in TURNS})


def _completed(layer: Layer, live: Layer) -> Layer:
    """The layer, with the turns of the live one where it does not say."""
    missing = [name for name in TURNS if name not in layer.model_fields_set]
    return layer.model_copy(update={name: getattr(live, name) for name in missing})


def _turned(whole: Layer, live: Layer, zones: Zones, now: datetime) -> Layer:
    """The layer with the phase it will have; the live one itself where nothing differs."""
    if whole.anchor is not None:
        return anchored(whole, zones.wanted)
    if whole.rotation_virtual_start != live.rotation_virtual_start:
        return whole
    if zones.wanted == zones.live and _turns(whole) == _turns(live):
        return (
            live
            if agrees(whole.handoff, layer_on_call(live), zones.live)
            else carried_on(whole, live, zones, now)
        )
    return carried_on(whole, live, zones, now)


def _turns(layer: Layer) -> list[object]:
    return [getattr(layer, name) for name in TURNS]


def _is_same(one: Layer, live: Layer, zones: Zones, now: datetime) -> bool:
    """Whether both put the same people on call from now on, leaving aside how long they last."""
    ours, theirs = (
        oncall.Schedule(zone, (_endless(layer_on_call(layer)),))
        for layer, zone in ((one, zones.wanted), (live, zones.live))
    )
    found = oncall.same_for_ever(ours, theirs, now)
    return found.first_difference is None and found.until is None


def _endless(layer: oncall.Layer) -> oncall.Layer:
    return replace(layer, start=ALWAYS, end=None)


def next_handoff(layer: Layer, zone: str, now: datetime) -> datetime:
    """When the next turn begins, or that which is current ends."""
    start, end = oncall.turn_at(layer_on_call(layer), zone, now)
    return start if start > now else end


def _ending(layer: Layer, at: datetime) -> Layer:
    return (
        layer if layer.end is not None and layer.end <= at else layer.model_copy(update={"end": at})
    )


def _with_those_going_out(
    rows: Sequence[Sequence[Layer]],
    columns: Sequence[int | None],
    live: Sequence[Layer],
    zone: str,
    when: When,
) -> Iterator[Layer]:
    """The layers with those of the live ones that are left to end, where they stand."""
    leaving = {
        column: layer
        for column, one in enumerate(live)
        if column not in columns and (layer := _leaving(one, zone, when)) is not None
    }
    for row, column in zip(rows, columns, strict=True):
        for place in [place for place in leaving if column is not None and place < column]:
            yield leaving.pop(place)
        yield from row
    yield from leaving.values()


def _leaving(layer: Layer, zone: str, when: When) -> Layer | None:
    """A live layer that nobody writes any more, if it is left to end by itself.

    One that ends with a turn of its own was told so by a change that waited for the hand-off.
    """
    try:
        handoff = next_handoff(layer, zone, when.now)
        if layer.end is not None and next_handoff(layer, zone, layer.end - _A_SECOND) == layer.end:
            return layer
    except Undecided:
        return None
    return _ending(layer, handoff) if when.at_handoff else None
