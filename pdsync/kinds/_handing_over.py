"""Changes of layers that wait for the next hand-off, and what they leave until then. Pure.

The live layer is told to end at its hand-off, and a new one to begin there: between the two the
account has one layer more than the YAML.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from pdsync import oncall
from pdsync.kinds._align import align
from pdsync.kinds._base import When
from pdsync.kinds._layer import Layer
from pdsync.kinds._layer_on_call import Undecided, layer_on_call
from pdsync.kinds._layer_turns import has_turns_of, turned
from pdsync.kinds._phase import Zones

_A_SECOND = timedelta(seconds=1)


def partners(wanted: Sequence[Layer], live: Sequence[Layer], zones: Zones) -> dict[int, int]:
    """For each wanted layer by index the live one that it changes.

    Of two of which one succeeds the other it is the successor, if that is what is wanted, so that
    nothing is left to do; else the one that is still in force.
    """
    after = successors(live)
    present = [at for at in range(len(live)) if at not in after.values()]
    found = {row: present[at] for row, at in align(wanted, [live[at] for at in present])}
    return {
        row: after[at] if at in after and _is(wanted[row], live[after[at]], zones) else at
        for row, at in found.items()
    }


def _is(layer: Layer, successor: Layer, zones: Zones) -> bool:
    begins = successor.start
    return begins is not None and has_turns_of(turned(layer, successor, zones, begins), successor)


def successors(live: Sequence[Layer]) -> dict[int, int]:
    """For each live layer that another succeeds, that other, both by index."""
    found: dict[int, int] = {}
    for instant in {one.end for one in live if one.end is not None}:
        ends = [at for at, one in enumerate(live) if one.end == instant]
        starts = [at for at, one in enumerate(live) if one.start == instant]
        pairs = align([live[at] for at in ends], [live[at] for at in starts])
        found |= {ends[old]: starts[new] for old, new in pairs}
    return found


def at_handoff(
    layer: Layer, live: Layer | None, settled: Layer, zones: Zones, now: datetime
) -> tuple[Layer, ...]:
    """A layer whose turns change, `settled` at once, as two: one that ends and one that begins."""
    if has_turns_of(settled, live or Layer()) or (live is None and settled.start is not None):
        return (settled,)
    try:
        at = _next_handoff(live or settled, zones.live if live else zones.wanted, now)
    except Undecided:
        return (settled,)
    later = turned(layer, live, zones, at).model_copy(update={"start": at})
    return (_ending(live, at), later) if live else (later,)


def resumed(layer: Layer, partner: Layer, live: Sequence[Layer]) -> Layer:
    """The layer without an end, if the live one only ends because it was to be succeeded.

    Such an end was set by a change that waited for the hand-off, and nobody wrote it.
    """
    succeeded = any(live[old] is partner for old in successors(live))
    if "end" in layer.model_fields_set or not succeeded:
        return layer
    return layer.model_copy(update={"end": None})


def going_out(layer: Layer, zone: str, when: When, *, succeeded: bool = False) -> Layer | None:
    """A live layer that nobody writes any more, if it is left to end by itself.

    One that another succeeds, or that ends with a turn of its own, was told so by a change that
    waited for the hand-off.
    """
    if succeeded:
        return layer
    try:
        handoff = _next_handoff(layer, zone, when.now)
        if layer.end is not None and _next_handoff(layer, zone, layer.end - _A_SECOND) == layer.end:
            return layer
    except Undecided:
        return None
    return _ending(layer, handoff) if when.at_handoff else None


def _next_handoff(layer: Layer, zone: str, now: datetime) -> datetime:
    """When the next turn begins, or that which is current ends."""
    start, end = oncall.turn_at(layer_on_call(layer), zone, now)
    return start if start > now else end


def _ending(layer: Layer, at: datetime) -> Layer:
    earlier = layer.end is not None and layer.end <= at
    return layer if earlier else layer.model_copy(update={"end": at})
