"""Time zones on whose clocks a resource decides anything. Reads models; knows no clocks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pdsync.json_types import FieldPath
from pdsync.kinds._model import Model
from pdsync.kinds.schedule.model import Schedule
from pdsync.kinds.schedule.rotations.event import Event


def deciding_zones(resource: Model) -> Iterator[tuple[FieldPath, str]]:
    """Yield each zone that decides who is on call, or how urgent it is, with the path to its name.

    Of a schedule with rotations these are their zones: its own only sets how times are shown.
    """
    if not isinstance(resource, Schedule):
        yield from _named(resource)
        return
    for path, event in _events(resource):
        zone = event.shifts.zone if event.shifts else event.time_zone
        if zone is not None:
            yield ("time_zone",) if zone == resource.time_zone else (*path, "time_zone"), zone
    if not resource.rotations and resource.time_zone is not None:
        yield ("time_zone",), resource.time_zone


def _events(schedule: Schedule) -> Iterator[tuple[FieldPath, Event]]:
    for index, rotation in enumerate(schedule.rotations):
        for number, event in enumerate(rotation.events):
            yield ("rotations", index, "events", number), event


_PARTS = (tuple, Model)


def _named(value: Any, path: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _named(item, (*path, index))
    elif isinstance(value, Model):
        for name in zoned_fields(type(value)):
            child = vars(value).get(name)
            if name == "time_zone" and isinstance(child, str):
                yield (*path, name), child
            elif isinstance(child, _PARTS):
                yield from _named(child, (*path, name))


@cache
def zoned_fields(model: type[Model]) -> tuple[str, ...]:
    """Return the names of a model's fields that are a zone, or may have one inside."""
    fields = model.model_fields.items()
    return tuple(one for one, info in fields if one == "time_zone" or _may_name(info.annotation))


def _may_name(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return bool(zoned_fields(annotation))
    return any(map(_may_name, get_args(annotation)))
