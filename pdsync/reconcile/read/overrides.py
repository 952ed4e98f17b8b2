"""Overrides of a schedule: people's own arrangements, which a write must not lose. Never writes.

They are known by their content: PagerDuty promises their ids only to who asks for those that can
be edited, and nothing here needs one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pdsync.errors import NotWhole
from pdsync.kinds import KINDS, Call
from pdsync.reconcile._model import Action, Change
from pdsync.reconcile._remote import Query, Remote
from pdsync.stamps import clock_stamp, read_stamp, utc_stamp, zoned_stamp
from pdsync.units import A_MINUTE, A_YEAR

_AHEAD = A_YEAR
_MARGIN = A_MINUTE
_PAGED = "/v3/"
_MEMBERS = ("overriding_member", "overridden_member")
_DELETED = "somebody who was deleted"

Overrides = Mapping[str, Mapping[str, Any]]
"""Overrides by what they say, as PagerDuty returns them."""


def are_at_risk(change: Change) -> bool:
    """Return True if a change writes a live resource that has overrides."""
    return change.overrides is not None


def future_overrides(remote: Remote, change: Change, now: datetime) -> Overrides:
    """The overrides of a live schedule that have not ended, for a year ahead.

    Those of a rotation that the change deletes go with it, as its plan says.
    """
    going = _rotations_that_go(change)
    found = overrides_ahead(remote, str(change.overrides), now)
    return {name: one for name, one in found.items() if one.get("rotation_id") not in going}


def may_take_overrides(change: Change) -> bool:
    """Return True if a change deletes something that may have overrides."""
    return change.action is Action.DELETE or bool(_rotations_that_go(change))


def overrides_that_go(remote: Remote, change: Change, now: datetime) -> Overrides:
    """The overrides that have not ended and that a change takes with it, for a year ahead.

    Those of a schedule that is deleted, or of a rotation. Read for such a change alone.
    """
    going = _rotations_that_go(change)
    if change.action is not Action.DELETE and change.overrides is not None and going:
        found = overrides_ahead(remote, change.overrides, now)
        return {name: one for name, one in found.items() if one.get("rotation_id") in going}
    if change.action is Action.DELETE and KINDS[change.kind].endpoint.keeps and change.calls:
        return overrides_ahead(remote, f"{change.calls[-1].path}/overrides", now)
    return {}


def custom_shifts_that_go(
    remote: Remote, change: Change, now: datetime
) -> Sequence[Mapping[str, Any]]:
    """The custom shifts that have not ended of a schedule that a change deletes, for a year ahead.

    Read for such a change alone.
    """
    path = change.calls[-1].path if change.action is Action.DELETE and change.calls else ""
    if not path.startswith(_PAGED):
        return ()
    return remote.list(
        f"{path}/custom_shifts", "custom_shifts", params=(*_ahead(now), ("overflow", "true"))
    ).items


def describe_custom_shift(
    shift: Mapping[str, Any], people: Mapping[str, str], zone: str | None
) -> str:
    """Return whose a custom shift is, and when by the clocks of a zone."""
    try:
        (assignment,) = shift["assignments"]
        who = _member(assignment["member"], people)
        return f"{who} {_when((shift['start_time'], shift['end_time']), zone)}"
    except (AttributeError, LookupError, TypeError, ValueError):
        return "one that cannot be read"


def _rotations_that_go(change: Change) -> set[str]:
    return {call.path.rpartition("/rotations/")[2] for call in change.calls if _goes(call)}


def _goes(call: Call) -> bool:
    return call.method == "DELETE" and "/rotations/" in call.path and "/events/" not in call.path


def overrides_ahead(remote: Remote, path: str, now: datetime) -> Overrides:
    """The same, by the path of their list."""
    # Without `overflow` one that is running begins, by every answer, when it was asked for.
    window = (*_ahead(now), ("overflow", "true"))
    name = path.rpartition("/")[2]
    # PagerDuty pages the list of a shift-based schedule, and no other.
    paged = path.startswith(_PAGED)
    found: Any = remote.list(path, name, params=window).items if paged else remote.get(path, window)
    try:
        return {_content(one): one for one in (found if paged else found[name])}
    except (AttributeError, LookupError, TypeError, ValueError):
        message = f"GET {path}: the answer holds no list of overrides that can be read"
        raise NotWhole(message, hint="try again later") from None


def _ahead(now: datetime) -> Query:
    return (("since", utc_stamp(now + _MARGIN)), ("until", utc_stamp(now + _AHEAD)))


def lost(before: Overrides, after: Overrides, now: datetime) -> dict[str, Mapping[str, Any]]:
    """Return the overrides that are gone although they have not ended meanwhile."""
    over = now + _MARGIN
    gone = {name: one for name, one in before.items() if name not in after}
    return {name: one for name, one in gone.items() if _span(one)[1] > over}


def restoring(overrides: Overrides, path: str) -> tuple[Call, ...]:
    """A call for each override that puts it back, to be sent only if it is lost."""
    return tuple(
        Call("POST", path, {"overrides": [_again(one)]}, repeatable=False, if_lost=name)
        for name, one in overrides.items()
        if "user" not in one or _user(one)
    )


def describe(
    overrides: Iterable[Mapping[str, Any]], people: Mapping[str, str], zone: str | None
) -> str:
    """Overrides as a person would enter them again, by the clocks of a zone.

    `people` are e-mails by id, which a plan shows as names or initials where that is asked for.
    """
    return "; ".join(_described(one, people, zone) for one in overrides)


def _described(override: Mapping[str, Any], people: Mapping[str, str], zone: str | None) -> str:
    if "user" in override:
        user = _user(override)
        named = (override["user"] or {}).get("summary")
        who = people.get(user) or named or user or _DELETED
        return f"{who} {_when((override['start'], override['end']), zone)}"
    who, instead = (_member(override.get(name), people) for name in _MEMBERS)
    return f"{who} for {instead} {_when((override['start_time'], override['end_time']), zone)}"


def _when(span: tuple[str, str], zone: str | None) -> str:
    """Return from when to when, in UTC where the zone is not told or this machine has no such."""
    start, end = map(read_stamp, span)
    clocks = zone if zone and _is_zone(zone) else "UTC"
    return f"from {clock_stamp(start, clocks)} to {zoned_stamp(end, clocks)}"


def _is_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name).key)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def _member(member: Mapping[str, Any] | None, people: Mapping[str, str]) -> str:
    ident = (member or {}).get("user_id")
    return people.get(ident, ident) if ident else "nobody"


def _again(override: Mapping[str, Any]) -> dict[str, Any]:
    if "user" in override:
        user = {"id": _user(override), "type": "user_reference"}
        return {"start": override["start"], "end": override["end"], "user": user}
    names = ("rotation_id", "custom_shift_id", "start_time", "end_time", *_MEMBERS)
    return {"type": "override_shift"} | {
        name: override[name] for name in names if override.get(name)
    }


def _content(override: Mapping[str, Any]) -> str:
    """All that an override says: those that say the same are the same to everybody."""
    span = "/".join(map(utc_stamp, _span(override)))
    if "user" in override:
        return f"{_user(override) or '?'} {span}"
    who, instead = (_member(override.get(name), {}) for name in _MEMBERS)
    place = override.get("rotation_id") or override.get("custom_shift_id")
    return f"{who} {span} for {instead} in {place}"


def _span(override: Mapping[str, Any]) -> tuple[datetime, datetime]:
    start, end = ("start", "end") if "user" in override else ("start_time", "end_time")
    return read_stamp(override[start]), read_stamp(override[end])


def _user(override: Mapping[str, Any]) -> str:
    """The id of who stands in; empty for somebody who was deleted, and may be missing."""
    return str((override["user"] or {}).get("id") or "")
