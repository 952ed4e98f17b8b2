"""The time zones of a configuration with their places, for rules to look at. Finds nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from pdsync.json_types import FieldPath
from pdsync.kinds import Model, Resource, deciding_zones
from pdsync.source import Config, Entry
from pdsync.zones import zone as read_zone

_WEEKS = [timedelta(weeks=number) for number in range(53)]

ZoneUses = Mapping[str, tuple[Entry, FieldPath]]
"""Zones, each with the first way to it: its place is looked for where something is told."""


def zones(config: Config) -> ZoneUses:
    """The first use of each: of schedules, of rotations, of hours of support."""
    return _first(config, _zones_in)


def deciding(config: Config) -> ZoneUses:
    """The first use of each that decides anything."""
    return _first(config, deciding_zones)


def offsets(zone: str, now: datetime) -> Sequence[timedelta | None]:
    """Return how far the clocks of a zone are from UTC in each week of the year ahead."""
    clocks = read_zone(zone)
    return [(now + week).astimezone(clocks).utcoffset() for week in _WEEKS]


def _first(
    config: Config, zones_of: Callable[[Resource], Iterator[tuple[FieldPath, str]]]
) -> ZoneUses:
    found: dict[str, tuple[Entry, FieldPath]] = {}
    for entry in config.entries:
        for path, zone in zones_of(entry.resource):
            found.setdefault(zone, (entry, path))
    return found


def _zones_in(value: Any, path: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _zones_in(item, (*path, index))
    if isinstance(value, Model):
        for name in type(value).model_fields:
            child = getattr(value, name) if name in value.model_fields_set else None
            if name == "time_zone" and isinstance(child, str):
                yield (*path, name), child
            elif not isinstance(child, str | int | None):
                yield from _zones_in(child, (*path, name))
