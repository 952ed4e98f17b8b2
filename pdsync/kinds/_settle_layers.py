"""Wanted layers as of an instant, over the live ones of their schedule. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from pdsync import oncall
from pdsync.kinds._base import When
from pdsync.kinds._handing_over import (
    as_before,
    at_handoff,
    goes,
    going_out,
    partners,
    predecessors,
    turned_again,
)
from pdsync.kinds._layer import Layer
from pdsync.kinds._layer_on_call import layer_on_call
from pdsync.kinds._layer_turns import has_turns_of, turned, with_turns
from pdsync.kinds._layer_wire import as_of
from pdsync.kinds._left_open import Undecided
from pdsync.kinds._phase import Zones


def settled_layers(
    wanted: Sequence[Layer], live: Sequence[Layer], zones: Zones, when: When
) -> tuple[Layer, ...]:
    """The layers as they will be asked for."""
    # The clocks of a schedule change for all of its layers at once: none can go on by the old ones.
    when = replace(when, at_handoff=when.at_handoff and zones.wanted == zones.live)
    present = as_of(tuple(wanted), when.now)
    columns = partners(present, live, zones, when)
    partner = {row: live[column] for row, column in columns.items()}
    heirs = predecessors(live)
    present = tuple(
        as_before(layer, partner[row], succeeds=columns[row] in heirs) if row in partner else layer
        for row, layer in enumerate(present)
    )
    settled = [turned(one, partner.get(row), zones, when.now) for row, one in enumerate(present)]
    if when.at_handoff:
        for row, column in columns.items():
            if column in heirs and not has_turns_of(settled[row], live[column]):
                settled[row] = turned_again(present[row], live[column], live[heirs[column]], zones)
    settled = _idle_ones_as_live(settled, live, columns, zones.wanted, when.now)
    settled = [
        one.from_live(partner[row].wire) if row in partner else one
        for row, one in enumerate(settled)
    ]
    rows: list[tuple[Layer, ...]] = [(layer,) for layer in settled]
    if when.at_handoff and live:
        rows = [
            at_handoff(layer, partner.get(row), settled[row], zones, when.now)
            for row, layer in enumerate(present)
        ]
    return tuple(_with_those_going_out(rows, columns, live, zones.live, when))


def _idle_ones_as_live(
    settled: Sequence[Layer],
    live: Sequence[Layer],
    columns: Mapping[int, int],
    zone: str,
    now: datetime,
) -> list[Layer]:
    """The layers, those with live turns that others hide for ever: whose they are means nothing."""
    changed = [row for row, at in columns.items() if not has_turns_of(settled[row], live[at])]
    if not changed or len(settled) == 1:
        return list(settled)
    try:
        above = [one for one in live if goes(one)]
        idle = [row for row in changed if _is_hidden([*settled, *above], row, zone, now)]
        kept = [
            with_turns(one, live[columns[row]]) if row in idle else one
            for row, one in enumerate(settled)
        ]
        still = all(_is_hidden([*kept, *above], row, zone, now) for row in idle)
        return kept if still else list(settled)
    except Undecided:
        return list(settled)


def _is_hidden(layers: Sequence[Layer], row: int, zone: str, now: datetime) -> bool:
    stack = oncall.Schedule(zone, tuple(map(layer_on_call, layers)))
    return oncall.hidden_for_ever(stack, row, now)


def _with_those_going_out(
    rows: Sequence[Sequence[Layer]],
    columns: Mapping[int, int],
    live: Sequence[Layer],
    zone: str,
    when: When,
) -> Iterator[Layer]:
    """The layers with those of the live ones that are left to end, where they stand."""
    left = {
        column: going_out(one, zone, when)
        for column, one in enumerate(live)
        if column not in columns.values()
    }
    leaving = {column: layer for column, layer in left.items() if layer is not None}
    for number, row in enumerate(rows):
        for place in [place for place in leaving if place < columns.get(number, 0)]:
            yield leaving.pop(place)
        yield from row
    yield from leaving.values()
