"""Bars of a row: a turn each, with a label that has room, in as few lanes as that takes. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import Enum
from unicodedata import east_asian_width

from pdsync.frozen import frozen
from pdsync.render.page.calendar.scene import Scale
from pdsync.roster import CalendarTurn

_LETTER, _WIDE_LETTER, _MARGIN = 7.2, 13.0, 10.0
"""Widths in pixels in the calendar's letters; those of most fonts are narrower."""
_LEAST = 3.0
"""Width in pixels of the shortest bar."""


class Where(Enum):
    """Place of a name: in its bar, or beside one that is too short for it."""

    IN = ""
    AFTER = "o"
    BEFORE = "e"
    UNSEEN = "x"
    """Only for those who listen: the rest of a turn that is over, or the first hours of one."""


@frozen
class Label:
    """Name on a bar, as long and as short as there is, and the hours to say where there is room."""

    names: tuple[str, ...]
    hours: str = ""


@frozen
class Bar:
    """A turn from `left` to `right`, in days since the first, in a lane from 0 on."""

    turn: CalendarTurn
    left: float
    right: float
    where: Where
    name: str
    hours: str = ""
    lane: int = 0


def bars(
    labelled: Iterable[tuple[CalendarTurn, Label]], scale: Scale, today: int | None
) -> tuple[Bar, ...]:
    """Place some turns, in the order given: by their start."""
    return tuple(in_lanes([_bar(turn, label, scale, today) for turn, label in labelled], scale))


def lanes(found: Sequence[Bar]) -> int:
    """Return how many lanes some bars take."""
    return max((bar.lane for bar in found), default=0) + 1


def _bar(turn: CalendarTurn, label: Label, scale: Scale, today: int | None) -> Bar:
    left, right = scale.at(turn.start), scale.at(turn.end)
    room = (right - left) * scale.wide
    # On a phone, what is before today is not in view, and days are wider.
    seen = room if today is None or today <= left else (right - today) * scale.on_phone
    least = min(room, seen) if today is not None and right > today else room
    name = next((one for one in label.names if _width(one) <= least), None)
    if name is not None:
        told = label.hours if _width(f"{name} {label.hours}") <= room else ""
        return Bar(turn, left, right, Where.IN, name, told)
    where = _beside(left, right, scale, _width(label.names[-1]), today)
    return Bar(turn, left, right, where, label.names[-1])


def _beside(left: float, right: float, scale: Scale, width: float, today: int | None) -> Where:
    if today is not None and left < today + 1 and today < right:
        return Where.AFTER  # who is on call today is always named
    if not left or left > len(scale.days) - 1:
        return Where.UNSEEN
    is_late = right * scale.wide + width > scale.wide * len(scale.days)
    return Where.BEFORE if is_late else Where.AFTER


def _width(text: str) -> float:
    wide = sum(east_asian_width(letter) in "WF" for letter in text)
    return _MARGIN + _LETTER * (len(text) - wide) + _WIDE_LETTER * wide


def in_lanes(found: Sequence[Bar], scale: Scale) -> Iterator[Bar]:
    """Give each bar the first lane that is free, better the one that last had its hours."""
    ends: list[float] = []
    hours: list[tuple[float, float]] = []
    for bar in found:
        start, end = _taken(bar, scale)
        free = [number for number, reached in enumerate(ends) if reached <= start + 1e-6]
        mine = _hours(bar, scale)
        lane = next((one for one in free if hours[one] == mine), next(iter(free), len(ends)))
        if lane == len(ends):
            ends.append(0)
            hours.append(mine)
        ends[lane], hours[lane] = end, mine
        yield replace(bar, lane=lane)


def _taken(bar: Bar, scale: Scale) -> tuple[float, float]:
    """Return the room that a bar takes with its label."""
    least = max(bar.right, bar.left + _LEAST / scale.wide)
    beside = _width(bar.name) / scale.wide
    if bar.where is Where.AFTER:
        return bar.left, least + beside
    return (bar.left - beside, least) if bar.where is Where.BEFORE else (bar.left, least)


def _hours(bar: Bar, scale: Scale) -> tuple[float, float]:
    """Return when its days begin and end, as shares of a day."""
    hours = bar.turn.hours
    return scale.at(hours.start) % 1, scale.at(hours.end) % 1
