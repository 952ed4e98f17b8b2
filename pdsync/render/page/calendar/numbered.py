"""Rows of very many short turns: bars with numbers, whose names stand beside the row. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace

from pdsync.frozen import frozen
from pdsync.render.page.calendar.bars import Bar, Where, in_lanes, lanes
from pdsync.render.page.calendar.scene import Scale
from pdsync.roster import CalendarTurn

_MOST_LANES = 5
"""Bars with names beside them that take more cannot be followed."""
_A_DAY = 2
"""So many bars a day have no room for a name at least."""
_NUMBERS = "123456789ABCDEFGHIJKLMNPQRSTUVWXYZ"
_ROOM = 9.0
"""Width in pixels of a bar with a number in it."""


@frozen
class PlacedBars:
    """Bars of a row; `numbers` are those that stand for names, by name, each with a turn of it."""

    bars: tuple[Bar, ...]
    numbers: Mapping[str, tuple[str, CalendarTurn]] = field(default_factory=dict)


def numbered(found: Sequence[Bar], scale: Scale, now: float | None) -> PlacedBars:
    """Put numbers for names where those make too much of a row; who is on call now is named."""
    beside = sum(one.where in {Where.AFTER, Where.BEFORE} for one in found)
    if lanes(found) <= _MOST_LANES or beside <= _A_DAY * len(scale.days):
        return PlacedBars(tuple(found))
    turns = {one.name: one.turn for one in reversed(found) if one.turn.person is not None}
    names = dict.fromkeys(one.name for one in found if one.name in turns)
    numbers = dict(zip(names, _NUMBERS, strict=False))
    current = [one for one in found if now is not None and one.left <= now < one.right]
    others = [_short(one, numbers, scale) for one in found if one not in current]
    placed = [*in_lanes(others, scale)]
    named = [replace(one, where=Where.AFTER, hours="") for one in current]
    below = [replace(one, lane=one.lane + lanes(placed)) for one in in_lanes(named, scale)]
    return PlacedBars(
        tuple(sorted([*placed, *below], key=lambda one: (one.left, one.lane))),
        {name: (numbers.get(name, ""), turns[name]) for name in names},
    )


def _short(bar: Bar, numbers: Mapping[str, str], scale: Scale) -> Bar:
    number = numbers.get(bar.name)
    if number is None or (bar.right - bar.left) * scale.wide < _ROOM:
        return replace(bar, where=Where.UNSEEN, hours="")
    return replace(bar, where=Where.IN, name=number, hours="")
