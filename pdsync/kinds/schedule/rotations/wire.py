"""Translation of rotations and events from and to live JSON.

Past events are left out; one that has begun has no start here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

from pydantic_core import PydanticCustomError

from pdsync import oncall
from pdsync.kinds._model import Raw
from pdsync.kinds._unread import Unreadable, sort_of
from pdsync.kinds._values.durations import Whole
from pdsync.kinds._values.instants import instant
from pdsync.kinds._values.names import LONGEST_NAME
from pdsync.kinds._values.zones import canonical
from pdsync.kinds._wire import (
    Reader,
    a_number,
    a_text,
    each,
    leniently,
    maybe,
    moment,
    part,
    parts,
    some,
)
from pdsync.kinds.schedule.beginnings import begun, is_waiting
from pdsync.kinds.schedule.rotations.event import Event
from pdsync.kinds.schedule.rotations.member import member_from_wire, member_to_wire
from pdsync.kinds.schedule.rotations.rotation import Rotation
from pdsync.kinds.schedule.rotations.shifts import Pattern, recurring
from pdsync.stamps import utc_stamp
from pdsync.units import WEEK

_time = moment
_ROTATING = "rotating_member_assignment_strategy"
_EVERYONE = "every_member_assignment_strategy"
_FIELDS = (
    "name", "time_zone", "shifts", "start_time", "members", "per_member", "everyone", "since",
    "until",
)  # fmt: skip


def read_rotations(value: Any, now: datetime) -> tuple[Rotation, ...]:
    """Read the rotations that are not over; raises Unreadable for an unexpected form."""
    each(lambda raw: parts(raw, _ROTATION))(value)
    found = (_rotation(raw, now) for raw in value)
    return tuple(one for one in found if one is not None)


def ended_rotations(value: Any, now: datetime) -> tuple[Rotation, ...]:
    """Read the rotations that are over, each as the event that was in force last."""
    found = (_ended(raw, now) for raw in value if raw)
    return tuple(one for one in found if one is not None)


def _ended(raw: Raw, now: datetime) -> Rotation | None:
    every = raw["events"]
    if not all(_is_over(one, now) for one in every):
        return None
    was_on = [one for one in every if _had_begun(one)]
    if not was_on:
        return None
    last = max(was_on, key=_beginning)
    return Rotation.of(_event(last, now)).from_live({**raw, "events": [last]})


def _had_begun(raw: Raw) -> bool:
    since, until = (_time(raw.get(f"effective_{name}")) for name in ("since", "until"))
    both = isinstance(since, datetime) and isinstance(until, datetime)
    return both and since < until


def _at(raw: Any) -> dict[str, Any]:
    return parts(raw, {"date_time": some(moment), "time_zone": some(a_text)})


def _member(raw: Any) -> Any:
    if isinstance(raw, Mapping):
        part(raw, "type", some(a_text))
    found = member_from_wire(raw)
    is_known = found is not None and raw.get("type") in {"user_member", "empty_member"}
    if not is_known:
        raise Unreadable(f"{sort_of(raw)} that is nobody")
    return found


def _way(raw: Any) -> Any:
    """Read how members take turns; an unknown strategy says nothing of whose turn it is."""
    if some(a_text)(raw) not in {_ROTATING, _EVERYONE}:
        raise Unreadable(f"{sort_of(raw)} that is no known way")
    return raw


# Whose turn it is takes all of an event: without a part of it, it is not known.
_STRATEGY: Mapping[str, Reader] = {
    "type": _way,
    "shifts_per_member": maybe(some(a_number)),
    "members": each(_member),
}
_EVENT: Mapping[str, Reader] = {
    "id": some(a_text),
    "name": maybe(a_text),
    "start_time": _at,
    "end_time": _at,
    "effective_since": some(moment),
    "effective_until": moment,
    "recurrence": each(some(a_text)),
    "assignment_strategy": lambda raw: parts(raw, _STRATEGY),
}
_ROTATION: Mapping[str, Reader] = {
    "id": some(a_text),
    "events": each(lambda raw: parts(raw, _EVENT)),
}


def _rotation(raw: Raw, now: datetime) -> Rotation | None:
    """Read a rotation; None if all of its events are past, empty if it never had any."""
    every = raw["events"]
    events = sorted((one for one in every if not _is_over(one, now)), key=_beginning)
    if every and not events:
        return None
    made = Rotation.of(*(_event(one, now) for one in events))
    return made.from_live({**raw, "events": events})


def _event(raw: Raw, now: datetime) -> Event:
    return Event.model_construct({*_FIELDS}, **_read(raw, now), _wire=raw)


def _read(raw: Raw, now: datetime) -> dict[str, Any]:
    strategy = raw.get("assignment_strategy") or {}
    since, until = _time(raw.get("effective_since")), _time(raw.get("effective_until"))
    start = raw.get("start_time") or {}
    since = None if isinstance(since, datetime) and since <= now else since
    name = raw.get("name") or ""
    return {
        "name": begun(name) if since is None and is_waiting(name) else name,
        "time_zone": canonical(start.get("time_zone")),
        "shifts": _pattern(raw),
        "start_time": _time(start.get("date_time")),
        "members": each(member_from_wire)(strategy.get("members")),
        "per_member": leniently(Whole(1).read)(strategy.get("shifts_per_member", 1)),
        "everyone": strategy.get("type") == _EVERYONE,
        "since": since,
        "until": until,
    }


def _pattern(raw: Raw) -> Pattern | None:
    """Read an event's shifts; None if they cannot be read."""
    try:
        zone = str(canonical(raw["start_time"]["time_zone"]))
        start, end = (instant(raw[name]["date_time"]) for name in ("start_time", "end_time"))
        seconds = oncall.wall_second(zone, end) - oncall.wall_second(zone, start)
        return recurring(
            start, seconds, tuple(map(oncall.in_its_spelling, raw["recurrence"])), zone
        )
    except (KeyError, TypeError, ValueError, PydanticCustomError, ZoneInfoNotFoundError):
        return None


def _is_over(raw: Raw, now: datetime) -> bool:
    since, until = _time(raw.get("effective_since")), _time(raw.get("effective_until"))
    if not isinstance(until, datetime):
        return False
    return until <= now or (isinstance(since, datetime) and until <= since)


def _beginning(raw: Raw) -> str:
    return str(raw.get("effective_since") or "")


def write_event(event: Event, since: Any) -> dict[str, Any]:
    """Return the body of a POST; raises ValueError for an event without shifts or first shift."""
    pattern, start = event.shifts, event.start_time
    if pattern is None or start is None:
        raise ValueError("an event that is sent has shifts, and a first one")
    zone = pattern.zone
    strategy: dict[str, Any] = {"type": _EVERYONE}
    if not event.everyone:
        strategy = {
            "type": _ROTATING,
            "shifts_per_member": event.per_member,
        }
    return {
        "name": event.title[:LONGEST_NAME],
        "start_time": {"date_time": utc_stamp(start), "time_zone": zone},
        "end_time": {"date_time": utc_stamp(_end(start, pattern)), "time_zone": zone},
        "effective_since": since,
        "effective_until": utc_stamp(event.until) if event.until else None,
        "recurrence": list(pattern.recurrence),
        "assignment_strategy": strategy
        | {"members": [member_to_wire(one) for one in event.members]},
    }


def _end(start: datetime, pattern: Pattern) -> datetime:
    """Return what the clocks show at the end of the first shift."""
    second = oncall.wall_second(pattern.zone, start) + pattern.seconds
    ahead = start + timedelta(seconds=pattern.seconds, days=1)
    return oncall.latest_on_the_wall(pattern.zone, second % WEEK, WEEK, ahead)
