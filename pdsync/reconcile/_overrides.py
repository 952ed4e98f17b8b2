"""Overrides of a schedule: people's own arrangements, which a write must not lose. Never writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from pdsync.kinds import Call
from pdsync.reconcile._model import Change
from pdsync.reconcile._remote import Remote

_AHEAD = timedelta(days=365)
_MARGIN = timedelta(minutes=1)
_PAGED = "/v3/"
_MEMBERS = ("overriding_member", "overridden_member")

Overrides = Mapping[str, Mapping[str, Any]]
"""Overrides by id, as PagerDuty returns them."""


def are_at_risk(change: Change) -> bool:
    """Whether a change writes a live resource that has overrides."""
    return change.overrides is not None


def future_overrides(remote: Remote, change: Change, now: datetime) -> Overrides:
    """The overrides of a live schedule that have not ended, for a year ahead.

    Those of a rotation that the change deletes go with it, as its plan says.
    """
    going = {call.path.rpartition("/rotations/")[2] for call in change.calls if _goes(call)}
    found = overrides_ahead(remote, str(change.overrides), now)
    return {ident: one for ident, one in found.items() if one.get("rotation_id") not in going}


def _goes(call: Call) -> bool:
    return call.method == "DELETE" and "/rotations/" in call.path and "/events/" not in call.path


def overrides_ahead(remote: Remote, path: str, now: datetime) -> Overrides:
    """The same, by the path of their list."""
    window = (("since", stamp(now + _MARGIN)), ("until", stamp(now + _AHEAD)))
    name = path.rpartition("/")[2]
    # PagerDuty pages the list of a shift-based schedule, and no other.
    paged = path.startswith(_PAGED)
    found = (
        remote.list(path, name, params=window).items if paged else remote.get(path, window)[name]
    )
    return {str(one["id"]): one for one in found}


def lost(before: Overrides, after: Overrides) -> dict[str, Mapping[str, Any]]:
    """What was there and is not there any more, under whatever id."""
    there = {_content(one) for one in after.values()}
    return {ident: one for ident, one in before.items() if _content(one) not in there}


def restoring(overrides: Overrides, path: str) -> tuple[Call, ...]:
    """A call for each override that puts it back, to be sent only if it is lost."""
    return tuple(
        Call("POST", path, {"overrides": [_again(one)]}, repeatable=False, if_lost=ident)
        for ident, one in overrides.items()
    )


def describe(overrides: Iterable[Mapping[str, Any]], people: Mapping[str, str]) -> str:
    """Overrides as a person would enter them again; `people` are names by id."""
    return "; ".join(_described(one, people) for one in overrides)


def _described(override: Mapping[str, Any], people: Mapping[str, str]) -> str:
    if "user" in override:
        user = override["user"]
        who = user.get("summary") or people.get(user["id"], user["id"])
        return f"{who} from {override['start']} to {override['end']}"
    who, instead = (_member(override[name], people) for name in _MEMBERS)
    return f"{who} for {instead} from {override['start_time']} to {override['end_time']}"


def _member(member: Mapping[str, Any], people: Mapping[str, str]) -> str:
    ident = member.get("user_id")
    return people.get(ident, ident) if ident else "nobody"


def _again(override: Mapping[str, Any]) -> dict[str, Any]:
    if "user" in override:
        user = {"id": override["user"]["id"], "type": "user_reference"}
        return {"start": override["start"], "end": override["end"], "user": user}
    names = ("rotation_id", "custom_shift_id", "start_time", "end_time", *_MEMBERS)
    return {"type": "override_shift"} | {
        name: override[name] for name in names if override.get(name)
    }


def _content(override: Mapping[str, Any]) -> tuple[Any, ...]:
    if "user" in override:
        return instant(override["start"]), instant(override["end"]), override["user"]["id"]
    place = override.get("rotation_id"), override.get("custom_shift_id")
    members = (override[name].get("user_id") for name in _MEMBERS)
    return instant(override["start_time"]), instant(override["end_time"]), *place, *members


def instant(text: str) -> datetime:
    """A time as PagerDuty tells it."""
    return datetime.fromisoformat(text)


def stamp(when: datetime) -> str:
    """A time as PagerDuty is asked about it."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
