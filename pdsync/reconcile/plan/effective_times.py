"""Effective times of changes that wait for a running event to end. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from pdsync.kinds import AHEAD, SOON, put_off, soon_after
from pdsync.reconcile._model import Change, Outcome

_LATE = timedelta(minutes=5)
"""How much of the time may be spent between the plan and the first call."""


def takes_effect(changes: Iterable[Change], now: datetime) -> datetime | None:
    """Return when a running event gives way to its successor; None if no change does that."""
    waits = any(_waits(call.body) for one in changes if not one.blocked for call in one.calls)
    return soon_after(now) if waits else None


def in_time(planned: datetime | None, now: datetime) -> datetime:
    """The planned time as long as it is far enough ahead, else one that is."""
    late = planned is None or planned < now + AHEAD - _LATE
    return soon_after(now) if late or planned is None else planned


def ends_soon(body: Any) -> bool:
    """Return True if a call ends a running event: its successor takes over at that very time."""
    event = body.get("event") if isinstance(body, dict) else None
    return isinstance(event, dict) and [*event.values()] == [SOON]


def delayed(outcome: Outcome, planned: datetime | None, actual: datetime | None) -> Outcome:
    """The outcome of a change that takes effect later than planned, which says so."""
    wanted = outcome.change.wanted
    if planned is None or actual is None or actual == planned or wanted is None:
        return outcome
    at = f"{actual:%Y-%m-%dT%H:%MZ}"
    told = f"it takes effect at {at}, later than planned, since it was sent later"
    change = replace(outcome.change, wanted=put_off(wanted, planned, actual))
    return replace(outcome, change=change, notes=(*outcome.notes, told))


def _waits(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_waits, value.values()))
    return value is SOON
