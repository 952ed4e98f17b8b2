"""The rotations of a configuration with their places, for rules to look at. Finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pdsync.diagnostics import Span
from pdsync.kinds import Event, Rotation, Schedule
from pdsync.source import Config, Entry, place_of


@dataclass(frozen=True)
class Placed:
    """A rotation of a schedule, one of its events, and where that is written."""

    entry: Entry
    path: tuple[str | int, ...]
    rotation: Rotation
    event: Event

    @property
    def schedule(self) -> Schedule:
        """The schedule that has it."""
        assert isinstance(self.entry.resource, Schedule)  # noqa: S101 - `events` has looked
        return self.entry.resource

    @property
    def is_last(self) -> bool:
        """Whether it is what the rotation comes to in the end, in whatever form."""
        return self.event is self.rotation

    def place(self, *field: str) -> Span:
        """Where it, or a field of it, is written."""
        return place_of(self.entry, (*self.path, *field))

    def has(self, *field: str) -> bool:
        """Whether a field is written under this name."""
        return self.entry.places.has((*self.path, *field))


def events(config: Config) -> Iterator[Placed]:
    """Every event of every rotation: most rotations are one."""
    for entry in config.of("schedule"):
        if not isinstance(entry.resource, Schedule):
            continue
        for index, rotation in enumerate(entry.resource.rotations):
            for number, event in enumerate(rotation.parts):
                own = ("rotations", index, "events", number)
                path = own if entry.places.has(own) else own[:2]
                yield Placed(entry, path, rotation, event)
