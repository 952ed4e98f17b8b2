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

Overrides = Mapping[str, Mapping[str, Any]]
"""Overrides by id, as PagerDuty returns them."""


def are_at_risk(change: Change) -> bool:
    """Whether a change writes a live resource that has overrides."""
    return change.overrides is not None


def future_overrides(remote: Remote, change: Change, now: datetime) -> Overrides:
    """The overrides of a live schedule that have not ended, for a year ahead."""
    return overrides_ahead(remote, str(change.overrides), now)


def overrides_ahead(remote: Remote, path: str, now: datetime) -> Overrides:
    """The same, by the path of their list."""
    window = (("since", stamp(now + _MARGIN)), ("until", stamp(now + _AHEAD)))
    body = remote.get(path, window)
    return {str(one["id"]): one for one in body[path.rpartition("/")[2]]}


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


def describe(overrides: Iterable[Mapping[str, Any]]) -> str:
    """Overrides as a person would enter them again."""
    return "; ".join(
        f"{one['user'].get('summary') or one['user']['id']} from {one['start']} to {one['end']}"
        for one in overrides
    )


def _again(override: Mapping[str, Any]) -> dict[str, Any]:
    user = {"id": override["user"]["id"], "type": "user_reference"}
    return {"start": override["start"], "end": override["end"], "user": user}


def _content(override: Mapping[str, Any]) -> tuple[datetime, datetime, str]:
    return instant(override["start"]), instant(override["end"]), override["user"]["id"]


def instant(text: str) -> datetime:
    """A time as PagerDuty tells it."""
    return datetime.fromisoformat(text)


def stamp(when: datetime) -> str:
    """A time as PagerDuty is asked about it."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
