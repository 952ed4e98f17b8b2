"""Rendering of layers: a naive walk through time, turn by turn and window by window.

Slow and plain on purpose: it shares nothing with the engine that it may contradict. Where no
evidence decides, turns and windows are taken on the wall clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from pdsync.sandbox._times import at_wall_clock, moment, wall_clock, zone

Layer = dict[str, Any]
Wall = datetime  # without a zone


@dataclass(frozen=True)
class Entry:
    """Somebody is on call from start until end; `id` is the override's, if it is one."""

    start: datetime
    end: datetime
    user: str
    id: str | None = None


def render_layer(layer: Layer, zone_name: str, since: datetime, until: datetime) -> list[Entry]:
    """A layer's own entries that touch [since, until), whole, oldest first."""
    entries = _clipped(_entries(layer, zone(zone_name), since, until), *_life(layer))
    touching = (entry for entry in entries if entry.start < until and entry.end > since)
    return joined(sorted(touching, key=lambda entry: entry.start))


def _life(layer: Layer) -> tuple[datetime, datetime]:
    end = layer["end"]
    return moment(layer["start"]), moment(end) if end else datetime.max.replace(tzinfo=UTC)


def _entries(layer: Layer, tz: ZoneInfo, since: datetime, until: datetime) -> Iterator[Entry]:
    people = layer["users"]
    if not people:
        return
    origin = wall_clock(moment(layer["rotation_virtual_start"]), tz)
    margin = timedelta(days=2)
    first, last = (wall_clock(since, tz) - margin, wall_clock(until, tz) + margin)
    for number, windows in _turns(layer, origin, first, last):
        for start, end in windows:
            yield Entry(
                at_wall_clock(start, tz), at_wall_clock(end, tz), people[number % len(people)]
            )


def _turns(
    layer: Layer, origin: Wall, first: Wall, last: Wall
) -> Iterator[tuple[int, list[tuple[Wall, Wall]]]]:
    """Each turn that meets a window, numbered from the virtual start: empty ones do not count."""
    length = timedelta(seconds=layer["rotation_turn_length_seconds"])
    begin, number = origin, 0
    while begin < last:
        windows = _windows(layer["restrictions"], begin, begin + length)
        if windows and begin + length > first:
            yield number, windows
        begin, number = begin + length, number + bool(windows)
    begin, number = origin - length, -1
    while begin + length > first:
        windows = _windows(layer["restrictions"], begin, begin + length)
        if windows and begin < last:
            yield number, windows
        begin, number = begin - length, number - bool(windows)


def _windows(restrictions: list[Layer], begin: Wall, end: Wall) -> list[tuple[Wall, Wall]]:
    if not restrictions:
        return [(begin, end)]
    found = sorted(
        (max(start, begin), min(stop, end))
        for start, stop in _openings(restrictions, begin, end)
        if start < end and stop > begin
    )
    return _merged(found)


def _openings(restrictions: list[Layer], begin: Wall, end: Wall) -> Iterator[tuple[Wall, Wall]]:
    day = datetime.combine(begin.date() - timedelta(days=7), datetime.min.time())
    while day < end:
        for restriction in restrictions:
            if restriction.get("start_day_of_week", day.isoweekday()) == day.isoweekday():
                hours, minutes, seconds = map(int, restriction["start_time_of_day"].split(":"))
                start = day + timedelta(hours=hours, minutes=minutes, seconds=seconds)
                yield start, start + timedelta(seconds=restriction["duration_seconds"])
        day += timedelta(days=1)


def _merged(windows: Iterable[tuple[Wall, Wall]]) -> list[tuple[Wall, Wall]]:
    merged: list[tuple[Wall, Wall]] = []
    for start, end in windows:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _clipped(entries: Iterable[Entry], start: datetime, end: datetime) -> Iterator[Entry]:
    for entry in entries:
        kept = replace(entry, start=max(entry.start, start), end=min(entry.end, end))
        if kept.start < kept.end:
            yield kept


def clipped(entries: Iterable[Entry], since: datetime, until: datetime) -> list[Entry]:
    """Entries cut at the ends of a range."""
    return list(_clipped(entries, since, until))


def joined(entries: Iterable[Entry]) -> list[Entry]:
    """The same, entries of one person that touch in one."""
    found: list[Entry] = []
    for entry in entries:
        last = found[-1] if found else None
        if last and last.end == entry.start and last.user == entry.user and last.id == entry.id:
            found[-1] = replace(last, end=entry.end)
        else:
            found.append(entry)
    return found


def stacked(strata: list[list[Entry]]) -> list[Entry]:
    """The final schedule: at each instant the first stratum that has somebody decides."""
    edges = sorted(
        {edge for layer in strata for entry in layer for edge in (entry.start, entry.end)}
    )
    pieces = []
    for start, end in pairwise(edges):
        on_call = next(
            (entry for layer in strata for entry in layer if entry.start <= start < entry.end), None
        )
        if on_call is not None:
            pieces.append(Entry(start, end, on_call.user))
    return joined(pieces)


def coverage(entries: list[Entry], since: datetime, until: datetime) -> float:
    """The percentage of a range in which somebody is on call."""
    covered = sum(
        (entry.end - entry.start for entry in clipped(entries, since, until)), timedelta()
    )
    return round(100 * covered / (until - since), 1)
