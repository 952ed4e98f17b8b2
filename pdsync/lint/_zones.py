"""The time zones of a configuration with their places, and how two databases differ. Reads none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, tzinfo
from itertools import zip_longest
from typing import Any

from pdsync.diagnostics import Span
from pdsync.kinds import Model
from pdsync.source import Config, place_of

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
Path = tuple[str | int, ...]
_Offset = timedelta | None


def zones(config: Config) -> Mapping[str, Span]:
    """The first place of each: of schedules, of rotations, of hours of support."""
    found: dict[str, Span] = {}
    for entry in config.entries:
        for path, zone in _zones_in(entry.resource):
            if zone not in found:
                found[zone] = place_of(entry, path)
    return found


def _zones_in(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _zones_in(item, (*path, index))
    if isinstance(value, Model):
        for name in type(value).model_fields:
            child = getattr(value, name) if name in value.model_fields_set else None
            if name == "time_zone" and isinstance(child, str):
                yield (*path, name), child
            else:
                yield from _zones_in(child, (*path, name))


def differ_from(one: tzinfo, other: tzinfo, since: datetime, until: datetime) -> datetime | None:
    """The first instant of a range at which the clocks of two zones show another time, if any."""
    pairs = zip_longest(_courses(one, since, until), _courses(other, since, until))
    for ours, theirs in pairs:
        if ours != theirs:
            return min(each[0] for each in (ours, theirs) if each)
    return None


def _courses(zone: tzinfo, since: datetime, until: datetime) -> Iterator[tuple[datetime, _Offset]]:
    """From when on the clocks have which offset; one that lasts for less than a day is missed."""
    at = since
    offset: _Offset = None
    while at < until:
        now = at.astimezone(zone).utcoffset()
        if at == since or now != offset:
            yield _change(zone, at, now, since), now
        at, offset = at + _DAY, now


def _change(zone: tzinfo, at: datetime, offset: _Offset, since: datetime) -> datetime:
    """When an offset began that was not yet there a day before."""
    before = max(since, at - _DAY)
    while at - before > _SECOND:
        middle = before + (at - before) // 2
        if middle.astimezone(zone).utcoffset() == offset:
            at = middle
        else:
            before = middle
    return at.replace(microsecond=0)
