"""The layers of a configuration with their places, for rules to look at. Finds nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from pdsync import oncall
from pdsync.diagnostics import Place
from pdsync.frozen import frozen
from pdsync.kinds import Layer, Schedule, Undecided, on_call_somehow
from pdsync.lint._rule import LintContext
from pdsync.source import Config, Entry, place_of


@frozen
class PlacedLayer:
    """A schedule, one of its layers by index, and both as the engine takes them."""

    entry: Entry
    index: int
    layer: Layer
    schedule: oncall.Schedule

    @property
    def rendered(self) -> oncall.Layer:
        """The layer as the engine takes it."""
        return self.schedule.layers[self.index]

    def place(self, field: str | None = None) -> Place:
        """Return the place of the layer, or of one of its fields."""
        return place_of(self.entry, ("layers", self.index, *((field,) if field else ())))


def layers(config: Config, context: LintContext) -> Sequence[PlacedLayer]:
    """Every written layer of every schedule that can be rendered; once for all rules of a run.

    A layer whose phase only the account knows has one that could be.
    """
    if "layers" not in context.memory:
        context.memory["layers"] = (*_layers(config, context.now),)
    found: Sequence[PlacedLayer] = context.memory["layers"]
    return found


def _layers(config: Config, now: datetime) -> Iterator[PlacedLayer]:
    for entry in config.of("schedule"):
        schedule = entry.resource
        if not isinstance(schedule, Schedule) or schedule.time_zone is None:
            continue
        try:
            rendered = on_call_somehow(schedule, now)
        except Undecided:
            continue
        if not isinstance(rendered, oncall.Schedule):
            continue
        for index, layer in enumerate(schedule.layers):
            yield PlacedLayer(entry, index, layer, rendered)
