"""Schedules of the v3 API, made of rotations. Share model and section with layered ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pdsync import oncall
from pdsync.kinds._as_written import AsOf, AsWritten
from pdsync.kinds._call import Call
from pdsync.kinds._endpoint import Collection
from pdsync.kinds._kind import Draft, Kind, When
from pdsync.kinds._model import Raw, Resource
from pdsync.kinds._values.names import LONGEST_DESCRIPTION
from pdsync.kinds._wire import fields, live
from pdsync.kinds.schedule.engine import on_call
from pdsync.kinds.schedule.in_words.rotations import rotations_written, why_not
from pdsync.kinds.schedule.model import (
    MADE,
    READERS,
    Schedule,
    members,
    notes_of_new,
    with_parts,
)
from pdsync.kinds.schedule.rotations.engine import continued, takes_turns
from pdsync.kinds.schedule.rotations.event import Event
from pdsync.kinds.schedule.rotations.moved_turns import moved_turns
from pdsync.kinds.schedule.rotations.requests.rotation_requests import as_sent as rotations_as_sent
from pdsync.kinds.schedule.rotations.requests.rotation_requests import replacements, rotation_calls
from pdsync.kinds.schedule.rotations.resolve import resolved_rotations
from pdsync.kinds.schedule.rotations.rotation import Rotation
from pdsync.kinds.schedule.rotations.wire import ended_rotations, read_rotations
from pdsync.kinds.schedule.undecided import Undecided


def _from_wire(raw: Raw, now: datetime) -> Schedule:
    """Read a live schedule; one read as a reference has no `rotations` set."""

    def rotations(value: Any) -> tuple[Rotation, ...]:
        return read_rotations(value, now)

    found = live(Schedule, raw, {**READERS, "rotations": rotations})
    is_read = "rotations" in found.model_fields_set
    return found.having_had(ended_rotations(raw["rotations"], now)) if is_read else found


def _resolve(wanted: Resource, live: Resource | None, when: When) -> Resource:
    if not isinstance(wanted, Schedule) or "rotations" not in wanted.model_fields_set:
        return wanted
    old = _made_way(when.replaces)
    rotations = resolved_rotations(wanted.rotations, _rotations(live), when, old, _ended(live))
    return wanted.model_copy(update={"rotations": rotations})


def needs_anchor(wanted: Resource, old: Resource, now: datetime) -> bool:
    """Return True if a new rotation has no anchor and nobody of it is on call in the layers.

    Then neither the YAML nor the replaced layers tell whose turn it is when its shifts begin.
    """
    rotations = wanted.rotations if isinstance(wanted, Schedule) else ()
    layers = _made_way(old)
    turns = [one.last for one in rotations if takes_turns(one.last)]
    return any(continued(one, layers, one.since or now) is None for one in turns)


def _made_way(old: Resource | None) -> oncall.AnySchedule | None:
    if not isinstance(old, Schedule):
        return None
    try:
        return on_call(old)
    except Undecided:
        return None


def _to_wire(schedule: Resource, _: Resource | None) -> dict[str, Any]:
    return fields(schedule, "name", "description", "time_zone", "teams", "rotations")


def _ended(schedule: Resource | None) -> tuple[Rotation, ...]:
    return schedule.ended if isinstance(schedule, Schedule) else ()


def as_sent(merged: Resource, live: Resource | None, now: datetime) -> Resource:
    """Return a schedule as it is after the calls of its change: running events until successors."""
    if not (isinstance(merged, Schedule) and isinstance(live, Schedule)):
        return merged
    if not {"rotations"} <= merged.model_fields_set & live.model_fields_set:
        return merged
    rotations = rotations_as_sent(merged.rotations, live.rotations, now)
    return merged.model_copy(update={"rotations": rotations})


def put_off(schedule: Resource, planned: datetime, actual: datetime) -> Resource:
    """Return a schedule with ends and starts at one time moved to another."""
    if not isinstance(schedule, Schedule):
        return schedule
    rotations = tuple(_put_off(one, planned, actual) for one in schedule.rotations)
    return schedule.model_copy(update={"rotations": rotations})


def _put_off(rotation: Rotation, planned: datetime, actual: datetime) -> Rotation:
    def moved(event: Event) -> Event:
        times = {name: getattr(event, name) for name in ("since", "until")}
        return event.model_copy(
            update={name: actual if at == planned else at for name, at in times.items()}
        )

    return rotation.model_copy(update={"events": tuple(map(moved, rotation.events))})


def _calls(draft: Draft) -> tuple[Call, ...]:
    if "rotations" not in draft.changed:
        return ()
    # Nothing is sent of turns that are no shifts yet: the plan asks for what they lack.
    merged = tuple(one for one in _rotations(draft.merged) if not one.last.is_adrift)
    return tuple(rotation_calls(draft, merged, _rotations(draft.live)))


def _notes(draft: Draft) -> Iterator[str]:
    yield from notes_of_new(draft)
    if "rotations" in draft.changed:
        yield from replacements(_rotations(draft.merged), _rotations(draft.live))
        yield from moved_turns(_rotations(draft.merged), _rotations(draft.live), draft.email)


def _rotations(schedule: Resource | None) -> tuple[Rotation, ...]:
    return schedule.rotations if isinstance(schedule, Schedule) else ()


def _as_written(resource: Resource, as_of: AsOf) -> AsWritten:
    assert isinstance(resource, Schedule)  # noqa: S101 - its own kind
    found = rotations_written(resource.rotations, resource.time_zone, as_of)
    why = None if found else why_not(resource.rotations, resource.time_zone, as_of)
    return with_parts(resource, "rotations", found, f": {why}" if why else "")


SHIFT_BASED = Kind(
    name="schedule",
    section="schedules",
    model=Schedule,
    endpoint=Collection("/v3/schedules", "schedule", "schedules", keeps="overrides", typed=False),
    from_wire=_from_wire,
    to_wire=_to_wire,
    resolve=_resolve,
    required=("name", "time_zone", "rotations"),
    calls=_calls,
    notes=_notes,
    beside_the_body=frozenset({"rotations"}),
    members=members,
    names_repeat=True,
    description_limit=LONGEST_DESCRIPTION,
    as_written=_as_written,
    made=MADE,
)


def kind_of(kind: Kind, resource: Resource) -> Kind:
    """Return the kind as which a new resource is made: with rotations, shift-based."""
    if isinstance(resource, Schedule) and "rotations" in resource.model_fields_set:
        return SHIFT_BASED
    return kind
