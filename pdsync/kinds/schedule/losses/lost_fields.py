"""Live fields that are lost because they are not written, with the line that keeps them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pdsync.frozen import frozen
from pdsync.kinds._model import Item
from pdsync.kinds._values.instants import at_wall
from pdsync.kinds.schedule.in_words.windows import windows_written
from pdsync.kinds.schedule.layers.restriction import Restriction
from pdsync.stamps import clock_stamp, utc_stamp

_Part = TypeVar("_Part", bound=Item)


@frozen
class Lost:
    """Field of a layer or rotation that decides who is on call and is not written.

    `path` leads to where it could be written, `title` names the layer or rotation. `field` and
    `value` are what is lost, in the YAML's form, and `kept` the layer or rotation with that.
    `instead`: where these cannot be written, a line that keeps them, in place of another.
    """

    path: tuple[str | int, ...]
    title: str
    field: str
    value: str
    kept: Item
    instead: tuple[str, str] | None = None


def lost_fields(
    wanted: _Part, live: Item, then: Item, zone: str
) -> Iterator[tuple[str, str, _Part]]:
    """Yield the live fields that are not written, and that the item to come does not have.

    For each its name, the value to write on the clocks of a zone, and the item with it written.
    """
    for name in unwritten_fields(wanted, live):
        had = getattr(live, name)
        if had != getattr(then, name):
            kept = wanted.model_copy(update={name: had})
            yield wanted.names_of(name)[0], value_written(had, zone), kept


def unwritten_fields(wanted: Item, live: Item) -> list[str]:
    """Return the fields that decide, that the live item has, and that are not written."""
    written = wanted.model_fields_set
    return [name for name in wanted.decides if name not in written and getattr(live, name)]


def value_written(value: Any, zone: str) -> str:
    """Write a value as the YAML has it."""
    if isinstance(value, datetime):
        return time_written(value, zone)
    if isinstance(value, tuple) and all(isinstance(one, Restriction) for one in value):
        return windows_written(value)
    if isinstance(value, tuple):
        return f"[{', '.join(value_written(one, zone) for one in value)}]"
    return str(value)


def time_written(when: datetime, zone: str) -> str:
    """Write an instant by the clocks of a zone; in UTC where they show it twice."""
    local = when.astimezone(ZoneInfo(zone))
    text = clock_stamp(when, zone) + (f":{local:%S}" if local.second else "")
    return text if at_wall(text, zone) == when else utc_stamp(when)
