"""The rotations of a configuration with their places, for rules to look at. Finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from pdsync import oncall
from pdsync.diagnostics import Place
from pdsync.frozen import frozen
from pdsync.kinds import Event, Resource, Schedule, Undecided, on_call_somehow
from pdsync.source import Config, Entry, place_of


@frozen
class PlacedEvent:
    """An event of a rotation of a schedule, and where that is written."""

    entry: Entry
    path: tuple[str | int, ...]
    event: Event

    def place(self, *field: str | int) -> Place:
        """Return the place of the event, or of one of its fields."""
        return place_of(self.entry, (*self.path, *field))

    def has(self, *field: str | int) -> bool:
        """Return True if a field is written under this name."""
        return self.entry.places.has((*self.path, *field))


def events(config: Config) -> Iterator[PlacedEvent]:
    """Every event of every rotation: most rotations are one."""
    return (one for entry in config.of("schedule") for one in _of(entry))


def _of(entry: Entry) -> Iterator[PlacedEvent]:
    schedule = entry.resource
    for index, rotation in enumerate(schedule.rotations if isinstance(schedule, Schedule) else ()):
        for number, event in enumerate(rotation.events):
            own = ("rotations", index, "events", number)
            yield PlacedEvent(entry, own if entry.places.has(own) else own[:2], event)


def rendered(config: Config, now: datetime) -> Iterator[tuple[PlacedEvent, oncall.Event]]:
    """The same as the engine takes them; one whose phase only the account knows has one."""
    for entry in config.of("schedule"):
        with suppress(Undecided):
            yield from zip(_of(entry), _as_events(entry.resource, now), strict=True)


def _as_events(schedule: Resource, now: datetime) -> list[oncall.Event]:
    if not isinstance(schedule, Schedule) or not schedule.rotations:
        return []
    found = on_call_somehow(schedule, now)
    rotations = found.rotations if isinstance(found, oncall.ShiftSchedule) else ()
    return [event for one in rotations for event in one.events]
