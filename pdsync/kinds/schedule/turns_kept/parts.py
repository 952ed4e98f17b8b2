"""Layers and events of a written schedule, and the fields of theirs that say whose turn it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pdsync.kinds._refs import Ref
from pdsync.kinds.schedule.handoff import Anchor
from pdsync.kinds.schedule.layers.layer import Layer
from pdsync.kinds.schedule.model import Schedule
from pdsync.kinds.schedule.rotations.event import Event
from pdsync.kinds.schedule.rotations.from_layer import turns_as_shifts
from pdsync.kinds.schedule.rotations.rotation import WrittenRotation

PartPath = tuple[str | int, ...]
"""Way to a layer, `("layers", 0)`, or to an event, `("rotations", 0, "events", 1)`."""

ANCHOR, VIRTUAL_START, START = "anchor", "rotation_virtual_start", "start_time"
_PHASES = (ANCHOR, VIRTUAL_START, START)
_OF_WORDS = frozenset({"shifts", "per_member", "everyone"})
"""What a rotation in the words of layers has of them."""


def parts_with_phase(schedule: Schedule) -> Iterator[PartPath]:
    """Yield the way to each part that says whose turn it is."""
    layers = (("layers", at) for at in range(len(schedule.layers)))
    events = (
        ("rotations", at, "events", place)
        for at, rotation in enumerate(schedule.rotations)
        for place in range(len(rotation.events))
    )
    for path in (*layers, *events):
        if phase_of(part_at(schedule, path)):
            yield path


def part_at(schedule: Schedule, path: PartPath) -> Layer | Event:
    """Return the layer or event at the end of a way."""
    if path[0] == "layers":
        return schedule.layers[int(path[1])]
    return schedule.rotations[int(path[1])].events[int(path[3])]


def with_part(schedule: Schedule, path: PartPath, part: Layer | Event) -> Schedule:
    """Return the schedule with another part at the end of a way."""
    name, at = str(path[0]), int(path[1])
    parts = [*getattr(schedule, name)]
    if isinstance(part, Layer):
        parts[at] = part
    else:
        events = [*parts[at].events]
        events[int(path[3])] = part
        parts[at] = parts[at].model_copy(update={"events": tuple(events)})
    return schedule.model_copy(update={name: tuple(parts)})


def phase_of(part: Layer | Event) -> str | None:
    """Return the field that says whose turn it is, if one is written."""
    return next((name for name in _PHASES if getattr(part, name, None) is not None), None)


def members_of(part: Layer | Event) -> tuple[Ref, ...]:
    """Return the people who are written as members; none where PagerDuty keeps them."""
    members = part.users if isinstance(part, Layer) else part.members
    return tuple(one for one in members if isinstance(one, Ref))


def everybody(schedule: Schedule) -> tuple[Ref, ...]:
    """Return all people of a schedule's parts."""
    of_layers = (user for layer in schedule.layers for user in layer.users)
    return (*of_layers, *(who for one in schedule.rotations for who in one.everybody))


def has_hand_off(part: Layer | Event) -> bool:
    """Return True if a part says at what time its turns begin."""
    if isinstance(part, Layer) or (isinstance(part, WrittenRotation) and part.rotate is not None):
        return part.handoff is not None
    return part.shifts is not None


def without_phase(part: Layer | Event) -> Layer | Event:
    """Return a part without what says whose turn it is, as if it were written so."""
    return _rewritten(part, {})


def anchored_at(part: Layer | Event, who: Ref, at: Any) -> Layer | Event:
    """Return a part with an anchor, as if it were written so."""
    return _rewritten(part, {ANCHOR: Anchor.model_construct({"who", "at"}, who=who, at=at)})


def begun_at(part: Layer | Event, start: datetime) -> Layer | Event:
    """Return an event whose first shift is written in PagerDuty's own way."""
    return _rewritten(part, {START: start})


def _rewritten(part: Layer | Event, phase: dict[str, Any]) -> Layer | Event:
    fields = {name: getattr(part, name) for name in part.model_fields_set - {*_PHASES}}
    # Where no hand-off is written, an anchor's time is one, and the shifts follow from it.
    follows = isinstance(part, WrittenRotation) and part.rotate is not None and not part.handoff
    if follows:
        fields = {name: value for name, value in fields.items() if name not in _OF_WORDS}
    fields |= phase
    made = type(part).model_construct({*fields}, **fields)
    if follows and isinstance(made, WrittenRotation) and made.turn_words:
        return made.model_copy(update=turns_as_shifts(made.turn_words))
    return made
