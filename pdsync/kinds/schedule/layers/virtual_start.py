"""Virtual start of a layer, from what is written and what is live.

People write the hand-off time and, if they like, an anchor. PagerDuty's `rotation_virtual_start` is
the start of a turn of the first member. Pure: the present instant is an argument.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from math import gcd
from zoneinfo import ZoneInfo

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.kinds.schedule.handoff import Anchor, Handoff
from pdsync.kinds.schedule.layers.engine import layer_on_call, person
from pdsync.kinds.schedule.layers.layer import Layer
from pdsync.units import WEEK


@frozen
class Zones:
    """Time zone of the wanted layers, and that of the live ones."""

    wanted: str
    live: str


def anchored(layer: Layer, zone: str) -> Layer:
    """Return the layer with its anchor's virtual start; unchanged without a member's anchor."""
    people = [person(user) for user in layer.users]
    if layer.anchor is None or person(layer.anchor.who) not in people:
        return layer
    who = people.index(person(layer.anchor.who))
    return _with_start(layer, turn_of_anchor(layer, zone).held_by(who).virtual_start)


def turn_of_anchor(layer: Layer, zone: str) -> oncall.Turn:
    """Return the turn at the anchor of a layer."""
    at = _anchor_instant(layer, zone)
    first = layer_on_call(_with_start(layer, _base(layer, zone, at)))
    return oncall.turn_of(first, zone, at)


def with_phase(layer: Layer, zone: str, now: datetime) -> Layer:
    """Return the layer with its written phase, else with the first member's turn now."""
    if layer.rotation_virtual_start is not None or not layer.users:
        return layer
    return anchored(layer, zone) if layer.anchor else _begun(layer, zone, now)


def _begun(layer: Layer, zone: str, now: datetime) -> Layer:
    at = max(now, layer.start) if layer.start else now
    first = layer_on_call(_with_start(layer, _base(layer, zone, at)))
    return _with_start(layer, oncall.coming_turn(first, zone, at).held_by(0).virtual_start)


def carried_on(
    layer: Layer, live: Layer, zones: Zones, now: datetime, *, hands_over: bool = False
) -> Layer:
    """Return a changed layer whose turns continue those of the live one.

    Whoever is on call stays until their hand-off, which is now if it `hands_over`.
    """
    zone, old_zone = zones.wanted, zones.live
    old = layer_on_call(live)
    new = layer_on_call(_with_start(layer, _next_base(layer, old, zones, now)))
    if hands_over:
        moved = oncall.handed_over(old, new, zone, now)
    else:
        moved = oncall.rebase(old, new, zone, now, old_zone=old_zone)
    return _with_start(layer, moved.virtual_start)


def _next_base(layer: Layer, old: oncall.Layer, zones: Zones, now: datetime) -> datetime:
    """Return a hand-off of the changed layer, as near to the live one's as possible."""
    zone, old_zone = zones.wanted, zones.live
    length = layer.rotation_turn_length_seconds
    if (length, zone) == (old.turn_seconds, old_zone) and agrees(layer.handoff, old, zone):
        return old.virtual_start
    began = oncall.turn_at(old, old_zone, now)[0]
    anew = replace(old, turn_seconds=length, virtual_start=began)
    if layer.handoff is None or agrees(layer.handoff, anew, zone):
        return began
    # The last hand-off up to half a period later is the one nearest to `began`.
    return _base(layer, zone, began + timedelta(seconds=layer.handoff.period // 2))


def agrees(handoff: Handoff | None, live: oncall.Layer, zone: str) -> bool:
    """Return True if a live layer hands over at the written time; any will do for none."""
    if handoff is None:
        return True
    # Turns of two days begin on every day of the week: only the common part can differ.
    cycle = gcd(live.turn_seconds, handoff.period)
    return (oncall.wall_second(zone, live.virtual_start) - handoff.second) % cycle == 0


def _base(layer: Layer, zone: str, at: datetime) -> datetime:
    """Return the last hand-off up to an instant; if none is written, Monday or midnight."""
    handoff = layer.handoff or handoff_of(layer.anchor, layer.rotation_turn_length_seconds, zone)
    if handoff is not None:
        return oncall.latest_on_the_wall(zone, handoff.second, handoff.period, at)
    return oncall.latest_on_the_wall(zone, 0, WEEK, at)


def handoff_of(anchor: Anchor | None, turn_seconds: int, zone: str) -> Handoff | None:
    """Return the time of day of an anchor as hand-off, where no hand-off is written."""
    if anchor is None or not isinstance(anchor.at, datetime):
        return None
    local = anchor.at.astimezone(ZoneInfo(zone))
    weekly = turn_seconds % WEEK == 0
    return Handoff(local.isoweekday() if weekly else None, local.strftime("%H:%M:%S"))


def _anchor_instant(layer: Layer, zone: str) -> datetime:
    """Return the instant of the anchor's turn: a date is the time of that day's hand-off."""
    assert layer.anchor is not None  # noqa: S101 - its caller has looked
    at = layer.anchor.at
    if isinstance(at, datetime):
        return at
    return _on(at, layer.handoff, zone)


def _on(day: date, handoff: Handoff | None, zone: str) -> datetime:
    clock = time.fromisoformat(handoff.time) if handoff else time()
    return datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC)


def _with_start(layer: Layer, virtual_start: datetime) -> Layer:
    return layer.model_copy(update={"rotation_virtual_start": virtual_start})
