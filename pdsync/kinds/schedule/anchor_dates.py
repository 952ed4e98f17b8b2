"""Anchors with a date on which no turn begins, and the turn that they mean. Renders nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.kinds.schedule.handoff import Anchor
from pdsync.kinds.schedule.layers.layer import Layer
from pdsync.kinds.schedule.layers.virtual_start import turn_of_anchor
from pdsync.kinds.schedule.model import Schedule
from pdsync.kinds.schedule.rotations.engine import event_of_anchor
from pdsync.kinds.schedule.rotations.rotation import WrittenRotation


@frozen
class OddAnchor:
    """Anchor with a date on which no turn begins, and the start of the turn that it means.

    `path` leads to the date; `begins` is on the clocks of the turns. Where it `is_same`, its date
    means that turn.
    """

    path: tuple[str | int, ...]
    date: date
    begins: datetime
    is_same: bool


def odd_anchors(schedule: Schedule) -> Iterator[OddAnchor]:
    """Yield a schedule's odd anchors. One with a time of day says which turn it means."""
    for index, layer in enumerate(schedule.layers):
        # How long turns are that are not written, the account knows.
        known = not layer.left_open
        if layer.anchor and schedule.time_zone and known and len({*layer.users}) > 1:
            begins = partial(_layer_turn, layer, schedule.time_zone)
            yield from _odd(("layers", index), layer.anchor, begins, schedule.time_zone)
    for index, rotation in enumerate(schedule.rotations):
        one, last = rotation.last, len(rotation.events) - 1
        if not isinstance(one, WrittenRotation) or one.anchor is None or one.left_open:
            continue
        if one.shifts and len({*one.members}) > 1:
            path = ("rotations", index, "events", last)
            yield from _odd(path, one.anchor, partial(_rotation_turn, one), one.shifts.zone)


def _layer_turn(layer: Layer, zone: str, anchor: Anchor) -> datetime | None:
    return turn_of_anchor(layer.model_copy(update={"anchor": anchor}), zone).begins


def _rotation_turn(rotation: WrittenRotation, anchor: Anchor) -> datetime | None:
    event, at = event_of_anchor(rotation.model_copy(update={"anchor": anchor}))
    return oncall.turn_start(event, at)


def _odd(
    path: tuple[str | int, ...],
    anchor: Anchor,
    turn: Callable[[Anchor], datetime | None],
    zone: str,
) -> Iterator[OddAnchor]:
    begins = turn(anchor)
    if isinstance(anchor.at, datetime) or begins is None:
        return
    there = begins.astimezone(ZoneInfo(zone))
    if there.date() != anchor.at:
        there_written = anchor.model_copy(update={"at": there.date()})
        is_same = turn(there_written) == begins
        yield OddAnchor((*path, "anchor", "at"), anchor.at, there, is_same=is_same)
