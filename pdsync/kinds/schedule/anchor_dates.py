"""Anchors with a date on which no turn begins, and the turn that they mean. Renders nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pdsync import oncall
from pdsync.kinds.schedule.handoff import Anchor
from pdsync.kinds.schedule.layers.virtual_start import turn_of_anchor
from pdsync.kinds.schedule.model import Schedule
from pdsync.kinds.schedule.rotations.engine import event_of_anchor
from pdsync.kinds.schedule.rotations.rotation import WrittenRotation


@dataclass(frozen=True)
class OddAnchor:
    """Anchor with a date on which no turn begins, and the start of the turn that it means.

    `path` leads to the date; `begins` is on the clocks of the turns.
    """

    path: tuple[str | int, ...]
    date: date
    begins: datetime


def odd_anchors(schedule: Schedule) -> Iterator[OddAnchor]:
    """Yield a schedule's odd anchors. One with a time of day says which turn it means."""
    for index, layer in enumerate(schedule.layers):
        # How long turns are that are not written, the account knows.
        known = not layer.left_open
        if layer.anchor and schedule.time_zone and known and len({*layer.users}) > 1:
            begins = turn_of_anchor(layer, schedule.time_zone).begins
            yield from _odd(("layers", index), layer.anchor, begins, schedule.time_zone)
    for index, rotation in enumerate(schedule.rotations):
        one, last = rotation.last, len(rotation.events) - 1
        if not isinstance(one, WrittenRotation) or one.anchor is None or one.left_open:
            continue
        if one.shifts and len({*one.members}) > 1:
            event, at = event_of_anchor(one)
            first, path = oncall.turn_start(event, at), ("rotations", index, "events", last)
            if first is not None:
                yield from _odd(path, one.anchor, first, one.shifts.zone)


def _odd(
    path: tuple[str | int, ...], anchor: Anchor, begins: datetime, zone: str
) -> Iterator[OddAnchor]:
    there = begins.astimezone(ZoneInfo(zone))
    if not isinstance(anchor.at, datetime) and there.date() != anchor.at:
        yield OddAnchor((*path, "anchor", "at"), anchor.at, there)
