"""The time zones of a configuration with their places, for rules to look at. Finds nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pdsync.diagnostics import Place
from pdsync.json_types import FieldPath
from pdsync.kinds import Model, deciding_zones
from pdsync.source import Config, place_of


def zones(config: Config) -> Mapping[str, Place]:
    """The first place of each: of schedules, of rotations, of hours of support."""
    found: dict[str, Place] = {}
    for entry in config.entries:
        for path, zone in _zones_in(entry.resource):
            if zone not in found:
                found[zone] = place_of(entry, path)
    return found


def deciding(config: Config) -> Mapping[str, Place]:
    """The first place of each that decides anything."""
    found: dict[str, Place] = {}
    for entry in config.entries:
        for path, zone in deciding_zones(entry.resource):
            if zone not in found:
                found[zone] = place_of(entry, path)
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
