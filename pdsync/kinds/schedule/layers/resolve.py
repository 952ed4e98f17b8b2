"""Wanted layers resolved against the live ones of their schedule, as of an instant. Pure.

People write who takes turns; PagerDuty stores the virtual start, the start of some turn of the
first member. Resolving picks that start so that whoever is on call stays, and keeps the live
definition where both put the same people on call for ever.

Example: a live layer has weekly turns of ana, ben, chloe from virtual start 2 March 2026, 09:00.
Today is Wednesday 11 March, so it is ben's turn.

    wanted                              virtual start   on call now, 16 March, 23 March
    ben, chloe, ana                     2 March         ben, chloe, ana
    ana, daniel, ben, chloe             23 February     ben, chloe, ana
    ana, chloe, daniel                  2 March         chloe, daniel, ana
    ana, ben, chloe; ana at 9 March     9 March         ana, ben, chloe

In the first line users and virtual start of the live layer are kept, so nothing is sent. In the
third Ben left: his turn goes to Chloe, the first after him who stays. The fourth has an anchor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from pdsync.frozen import frozen
from pdsync.kinds._kind import When
from pdsync.kinds.schedule.beginnings import is_now, is_waiting
from pdsync.kinds.schedule.layers.deferred import (
    as_before,
    at_handoff,
    goes,
    going_out,
    is_coming,
    partners,
    predecessors,
    turned_again,
)
from pdsync.kinds.schedule.layers.layer import Layer
from pdsync.kinds.schedule.layers.turns import has_turns_of, turned
from pdsync.kinds.schedule.layers.virtual_start import Zones
from pdsync.kinds.schedule.layers.wire import as_of
from pdsync.kinds.schedule.losses.lost_fields import Lost, lost_fields, unwritten_fields
from pdsync.kinds.schedule.written import decided


def resolved_layers(
    wanted: Sequence[Layer], live: Sequence[Layer], zones: Zones, when: When
) -> tuple[Layer, ...]:
    """Return the wanted layers as they will be sent."""
    found = _resolver(wanted, live, zones, when)
    rows = _with_those_going_out(found.rows, found.columns, found.live, zones.live, found.when)
    return tuple(_as_begun(one, live, when.now) for one in rows)


def lost_by_layers(
    wanted: Sequence[Layer], live: Sequence[Layer], zones: Zones, when: When
) -> Iterator[Lost]:
    """Yield live fields that would be lost because they are not written."""
    if not any(unwritten_fields(one, old) for one in wanted for old in live):
        return  # which live layer each means need not be worked out
    found = _resolver(wanted, live, zones, when)
    live = found.live
    places = [place for place, one in enumerate(wanted) if as_of((one,), when.now)]
    for row, column in found.columns.items():
        place = places[row]
        # That one is to end was not written by anybody.
        old = live[column].model_copy(update={"end": None}) if goes(live[column]) else live[column]
        if not unwritten_fields(wanted[place], old):
            continue  # whose turn it will be need not be worked out
        title = f"layer '{wanted[place].name or old.name}'"
        for lost in lost_fields(wanted[place], old, found.turns[row], zones.wanted):
            yield Lost(("layers", place), title, *lost)


def _resolver(
    wanted: Sequence[Layer], live: Sequence[Layer], zones: Zones, when: When
) -> _Resolver:
    """Return the resolver, with layers that begin at this instant already begun.

    A new time zone changes all layers of the schedule at once: no layer can wait for its hand-off.
    """
    waits = when.at_handoff and zones.wanted == zones.live
    begun = [
        one.model_copy(update={"start": None}) if is_now(one.start, when.now) else one
        for one in live
    ]
    return _Resolver(wanted, begun, zones, replace(when, at_handoff=waits))


def _as_begun(layer: Layer, live: Sequence[Layer], now: datetime) -> Layer:
    """Return a layer with the start of the live one that it changes, if that is now."""
    starts = (one.start for one in live if layer.wire and layer.wire is one.wire)
    start = next(starts, None)
    if layer.start is not None or not is_now(start, now):
        return layer
    return layer.model_copy(update={"start": start})


@frozen
class _Resolver:
    """Wanted layers that are not over, by row, and the live ones of the schedule, by column."""

    wanted: Sequence[Layer]
    live: Sequence[Layer]
    zones: Zones
    when: When

    @cached_property
    def columns(self) -> Mapping[int, int]:
        """Column of the live layer that each row changes, if there is one."""
        return partners(self._of_now, self.live, self.zones, self.when)

    @cached_property
    def turns(self) -> Sequence[Layer]:
        """Layers with the turns they will have."""
        return [self._turned(row, layer) for row, layer in enumerate(self._present)]

    @cached_property
    def rows(self) -> Sequence[Sequence[Layer]]:
        """Layers that each row becomes: two where the turns change at a hand-off."""
        return [self._becomes(row, layer) for row, layer in enumerate(self.turns)]

    @cached_property
    def _of_now(self) -> tuple[Layer, ...]:
        return as_of(tuple(self.wanted), self.when.now)

    @cached_property
    def _heirs(self) -> Mapping[int, int]:
        return predecessors(self.live)

    @cached_property
    def _present(self) -> Sequence[Layer]:
        """Wanted layers with what deferring to a hand-off made of their live ones taken back."""
        return [
            as_before(decided(layer), self.live[self.columns[row]], comes=self._comes(row, layer))
            if row in self.columns
            else layer
            for row, layer in enumerate(self._of_now)
        ]

    def _comes(self, row: int, layer: Layer) -> bool:
        column = self.columns[row]
        one = self.live[column]
        if column in self._heirs or one.start is None or not is_waiting(one.name):
            return column in self._heirs
        return self.when.at_handoff or is_coming(layer, one, self.zones)

    def _partner(self, row: int) -> Layer | None:
        return self.live[self.columns[row]] if row in self.columns else None

    def _turned(self, row: int, layer: Layer) -> Layer:
        live = self._partner(row)
        found = turned(layer, live, self.zones, self.when.now)
        if live is None:
            return found
        before = self._heirs.get(self.columns[row])
        if self.when.at_handoff and before is not None and not has_turns_of(found, live):
            found = turned_again(layer, live, self.live[before], self.zones)
        return found.from_live(live.wire)

    def _becomes(self, row: int, layer: Layer) -> tuple[Layer, ...]:
        if not self.when.at_handoff or not self.live:
            return (layer,)
        present, live = self._present[row], self._partner(row)
        return at_handoff(present, live, layer, self.zones, self.when.now)


def _with_those_going_out(
    rows: Sequence[Sequence[Layer]],
    columns: Mapping[int, int],
    live: Sequence[Layer],
    zone: str,
    when: When,
) -> Iterator[Layer]:
    """Yield the layers, and live ones that end at their hand-off, in their places."""
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
