"""Layers and rotations without a written time zone: what any clocks tell of them.

Reads; which clocks they have, the account knows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from pdsync.kinds._model import Model
from pdsync.kinds._values.instants import at_wall
from pdsync.kinds.schedule.handoff import is_date
from pdsync.kinds.schedule.rotations.event import Event
from pdsync.kinds.schedule.rotations.rotation import Rotation, WrittenRotation

_AnyModel = TypeVar("_AnyModel", bound=Model)
_TIMES = ("start", "from", "end", "until", "rotation_virtual_start")
_ZONED = ("time_zone", "recurrence", "end_time")
"""Fields of an event that say on whose clocks it is; the last two are of PagerDuty's own form."""
_HOURS_APART = range(-14, 13)
_ANYWHERE = (
    "Etc/UTC",
    *(f"Etc/GMT{hours:+}" for hours in _HOURS_APART if hours),
    "Asia/Kolkata",
    "Asia/Kathmandu",
)
"""Zones on all clocks that there are, but for their changes."""
_NOT_KNOWN = dict.fromkeys(("time_zone", "shifts", "start_time", "since", "until"))


def layer_on(written: Any, zone: str) -> Any:
    """Return a layer as written, with its times on the clocks of a zone."""
    if not isinstance(written, Mapping):
        return written
    read = {name: at_wall(it, zone) if name in _TIMES else it for name, it in written.items()}
    anchor = read.get("anchor")
    if isinstance(anchor, Mapping) and "at" in anchor and not is_date(anchor["at"]):
        read["anchor"] = {**anchor, "at": at_wall(anchor["at"], zone)}
    return read


def rotation_on(written: Any, zone: str) -> Any:
    """Return a rotation as written, with a zone where it has none of its own."""
    if not isinstance(written, Mapping):
        return written
    own = {name: it for name, it in written.items() if name != "time_zone" or it is not None}
    return {"time_zone": zone, **own}


def somewhere(model: type[_AnyModel], on: Callable[[Any, str], Any], written: Any) -> Any:
    """Return an item on some clocks; if its times exist on none, the value says why when read."""
    for zone in _ANYWHERE:
        try:
            return model.model_validate(on(written, zone))
        except ValidationError:
            continue
    return on(written, _ANYWHERE[0])


def rotation_somewhere(written: Any) -> Any:
    """Return a rotation of which nothing is known that depends on its clocks."""
    read = somewhere(Rotation, rotation_on, written)
    if not isinstance(read, Rotation) or not lacks_zone(written):
        return read
    return read.model_copy(update={"events": tuple(map(_not_known, read.events))})


def _not_known(event: Event) -> Event:
    days: dict[str, Any] = {"left_out": ()} if isinstance(event, WrittenRotation) else {}
    return event.model_copy(update=_NOT_KNOWN | days)


def lacks_zone(written: Any) -> bool:
    """Return True if some times of a rotation have no written time zone."""
    if not isinstance(written, Mapping) or written.get("time_zone") is not None:
        return False
    events = written.get("events")
    parts = events if isinstance(events, list) else [written]
    return any(
        isinstance(one, Mapping) and all(one.get(name) is None for name in _ZONED) for one in parts
    )
