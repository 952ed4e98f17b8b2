"""Schedules as they are whosever turn it is, where the YAML does not decide that. Finds nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import product
from math import prod
from typing import TypeVar

from pdsync import oncall
from pdsync.kinds import Layer, Ref
from pdsync.lint._on_call import RenderedSchedules
from pdsync.units import DAY, WEEK

_MOST = 12
"""Where turns can meet in more ways, these are not looked at."""

_T = TypeVar("_T")


def phases(on_call: RenderedSchedules, target: Ref) -> Sequence[oncall.AnySchedule]:
    """Return a schedule as it is with each member having the turn; nothing if that is not all.

    All turns have to change when hand-offs say, and no part may end: what is over stays so.
    """
    entry, made, now = on_call.entry(target), on_call.in_any_phase(target), on_call.now
    if isinstance(made, oncall.Schedule) and entry:
        written: Sequence[Layer] = getattr(entry.resource, "layers", ())
        layers = [_of_layer(*both, now) for both in zip(made.layers, written, strict=True)]
        return [replace(made, layers=one) for one in few_of(layers)]
    if isinstance(made, oncall.ShiftSchedule):
        rotations = [_of_rotation(one, now) for one in made.rotations]
        return [replace(made, rotations=one) for one in few_of(rotations)]
    return []


def few_of(each: Sequence[Sequence[_T]]) -> Iterator[tuple[_T, ...]]:
    """Yield one of each in all ways; nothing where there are too many to look at."""
    if 0 < prod(map(len, each)) <= _MOST:
        yield from product(*each)


def _of_layer(layer: oncall.Layer, written: Layer, now: datetime) -> Sequence[oncall.Layer]:
    if _is_over(layer.end, now):
        return [layer]
    is_known = layer.end is None and _says_when(written)
    return [replace(layer, users=one) for one in _rounds(layer.users)] if is_known else []


def _of_rotation(rotation: oncall.Rotation, now: datetime) -> Sequence[oncall.Rotation]:
    events = (_of_event(one, now) for one in rotation.events)
    return [replace(rotation, events=one) for one in product(*events)]


def _of_event(event: oncall.Event, now: datetime) -> Sequence[oncall.Event]:
    if event.everyone or _is_over(event.until, now):
        return [event]
    is_known = event.until is None and _is_plain(event)
    return [replace(event, members=one) for one in _rounds(event.members)] if is_known else []


def _rounds(members: tuple[_T, ...]) -> Collection[tuple[_T, ...]]:
    """Return members in their order with each of them first, what is alike once."""
    return dict.fromkeys(members[at:] + members[:at] for at in range(len(members)))


def _is_over(end: datetime | None, now: datetime) -> bool:
    return end is not None and end <= now


def _says_when(layer: Layer) -> bool:
    """Return True if all turns begin at the hand-off that is written, and not at every second."""
    turn = layer.rotation_turn_length_seconds
    return layer.hands_over and (turn == WEEK or DAY % turn == 0)


def _is_plain(event: oncall.Event) -> bool:
    """Return True if each shift is another member's, as often as there are any."""
    limits = ("INTERVAL", "COUNT", "UNTIL", "EXDATE", "RDATE")
    is_limited = any(word in line for line in event.recurrence for word in limits)
    return event.shifts_per_member == 1 and not is_limited
