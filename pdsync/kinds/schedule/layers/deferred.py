"""Layer changes deferred to the next hand-off (`--effective handoff`). Pure.

The live layer gets an end at its hand-off, and a new layer begins there. Until then the account has
one layer more than the YAML. Of all fields of a layer only the name is free text, so the name of
the ending layer says why it is there.

Example: on Wednesday 4 March 2026 layer L1 "Base" has weekly turns of ana, ben, chloe; it is ana's,
and the next hand-off is on Monday 9 March at 09:00. The YAML becomes ben, daniel. One request,
PUT /schedules/ID, has two layers:

    L1    Base [until its hand-off]   ana, ben, chloe   end 9 March 09:00
    new   Base                        ben, daniel       start and virtual start 9 March 09:00

Ana stays until Monday, then comes Ben, who follows her in the old list too, then Daniel. A plan
before Monday matches the YAML to the new layer (`predecessors`) and keeps L1: nothing is sent. If
the YAML becomes ben, daniel, chloe before Monday, `--effective handoff` changes the new layer, and
a plan without it changes L1 at once and takes the new one away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from pdsync import oncall
from pdsync.kinds._kind import When
from pdsync.kinds._matching import align
from pdsync.kinds.schedule.beginnings import begun, is_waiting, waiting
from pdsync.kinds.schedule.layers.engine import layer_on_call
from pdsync.kinds.schedule.layers.layer import Layer
from pdsync.kinds.schedule.layers.turns import has_turns_of, turned, with_turns
from pdsync.kinds.schedule.layers.virtual_start import Zones
from pdsync.kinds.schedule.undecided import Undecided
from pdsync.kinds.schedule.written import decided

GOING = " [until its hand-off]"
"""The end of the name of a layer that was told to end at its hand-off."""


def at_handoff(
    layer: Layer, live: Layer | None, resolved: Layer, zones: Zones, now: datetime
) -> tuple[Layer, ...]:
    """Return a layer whose turns change as two: one that ends and one that begins there."""
    # A written start says itself when the layer begins; equal turns need no second layer.
    if resolved.start is not None or has_turns_of(resolved, live or Layer()):
        return (resolved,)
    if live is not None and live.start is not None:
        return (_begun_early(resolved, live, zones, now),)
    try:
        at = _next_handoff(live or resolved, zones.live if live else zones.wanted, now)
    except Undecided:
        return (resolved,)  # what is live tells no hand-off to wait for
    # It is over before the hand-off, so that new turns would never begin.
    if isinstance(resolved.end, datetime) and resolved.end <= at:
        return (with_turns(resolved, live or resolved),)
    later = turned(layer, live, zones, at, hands_over=True).model_copy(update={"start": at})
    if live is None:
        return (later.model_copy(update={"name": waiting(layer.name or _NAMELESS)}),)
    # Both have the name that is wanted: by it the one that goes is known to make way.
    name = layer.name if "name" in layer.model_fields_set else live.name
    going = live.model_copy(update={"end": at, "name": f"{name}{GOING}"})
    return going, later.model_copy(update={"name": name})


_NAMELESS = "Layer"
"""The name of one that waits, where nobody gives it any."""


def _begun_early(resolved: Layer, live: Layer, zones: Zones, now: datetime) -> Layer:
    """Return a layer that begins at a hand-off before the start that it was to have."""
    assert live.start is not None  # noqa: S101 - its caller has looked
    try:
        at = min(live.start, _next_handoff(resolved, zones.wanted, now))
    except Undecided:
        return resolved
    name = resolved.name if "name" in resolved.model_fields_set else _named(live).name
    return resolved.model_copy(update={"start": at, "name": waiting(name or _NAMELESS)})


def turned_again(layer: Layer, live: Layer, before: Layer, zones: Zones) -> Layer:
    """Return a layer with the turns that follow on those of the layer before it.

    For a live layer that is still to take over at a hand-off: its own turns never took effect.
    """
    begins = live.start
    if begins is None:
        return layer
    return turned(layer, before, zones, begins, hands_over=True)


def partners(
    wanted: Sequence[Layer], live: Sequence[Layer], zones: Zones, when: When
) -> dict[int, int]:
    """Return the index of the live layer that each wanted layer changes, by index.

    Layers already ending are matched only to layers that are written again. A layer that is to
    succeed another keeps its match while it still equals what is wanted; a later change that acts
    at once changes the layer in force instead.
    """
    staying = [at for at, one in enumerate(live) if not goes(one)]
    found = {row: staying[at] for row, at in align(wanted, [_named(live[at]) for at in staying])}
    rows = [row for row in range(len(wanted)) if row not in found]
    before = predecessors(live)
    free = [at for at, one in enumerate(live) if goes(one) and at not in before.values()]
    back = align([wanted[row] for row in rows], [_named(live[at]) for at in free])
    found |= {rows[row]: free[at] for row, at in back}
    if when.at_handoff:
        return found
    return {
        row: at if at not in before or is_coming(wanted[row], live[at], zones) else before[at]
        for row, at in found.items()
    }


def predecessors(live: Sequence[Layer]) -> Mapping[int, int]:
    """Return, by index, the live layer that each pending live layer succeeds."""
    return {
        new: old
        for new, begins in enumerate(live)
        for old, ends in enumerate(live)
        if goes(ends) and ends.end == begins.start and _named(ends).name == begins.name
    }


def as_before(layer: Layer, live: Layer, *, comes: bool) -> Layer:
    """Return a wanted layer with the start, end and name that deferring gave the live one.

    Nobody wrote that the live layer ends, or that it begins later (`comes`), so neither is a
    change.
    """
    if comes and layer.start is None:
        named = is_waiting(live.name) and "name" in layer.model_fields_set
        renamed = {"name": waiting(layer.name)} if named else {}
        return layer.model_copy(update={"start": live.start, **renamed})
    if not goes(live):
        return layer
    name = layer.name if "name" in layer.model_fields_set else _named(live).name
    return layer.model_copy(update={"name": name, "end": layer.end})


def going_out(layer: Layer, zone: str, when: When) -> Layer | None:
    """Return a layer that is not written any more with an end at its hand-off; None: end it now."""
    if goes(layer):
        return layer
    if not when.at_handoff or layer.start is not None:
        return None
    try:
        at = _next_handoff(layer, zone, when.now)
    except Undecided:
        return None
    end = min(at, layer.end or at)
    return layer.model_copy(update={"end": end, "name": f"{_named(layer).name}{GOING}"})


def goes(layer: Layer) -> bool:
    """Return True if a live layer is ending at its hand-off."""
    return layer.end is not None and str(layer.name).endswith(GOING)


def _named(layer: Layer) -> Layer:
    return layer.model_copy(update={"name": begun(str(layer.name).removesuffix(GOING))})


def is_coming(layer: Layer, live: Layer, zones: Zones) -> bool:
    """Return True if a wanted layer equals a live one that is still to begin."""
    begins, whole = live.start, decided(layer)
    return begins is not None and has_turns_of(turned(whole, live, zones, begins), live)


def _next_handoff(layer: Layer, zone: str, now: datetime) -> datetime:
    """Return the start of the next turn, or the end of the current one."""
    start, end = oncall.turn_at(layer_on_call(layer), zone, now)
    # Between two windows the first turn with time on call is still to begin.
    return start if start > now else end
