"""Requests that hand hours over: one for each schedule, and one for each override that is changed.

In a layered schedule a newer override wins over an older one, and each is taken or refused for
itself. In a shift-based one overrides that stand are changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from pdsync.json_types import Json, JsonView
from pdsync.reconcile.overrides.request import OverrideRequest
from pdsync.reconcile.overrides.shift_requests import is_back, of_shifts, standing_of
from pdsync.reconcile.overrides.standing import read_override
from pdsync.reconcile.read.snapshot import Live, Snapshot
from pdsync.roster import OnCallHandover, Roster
from pdsync.stamps import utc_stamp


def override_requests(
    snapshot: Snapshot, roster: Roster, handovers: Iterable[OnCallHandover], now: datetime
) -> tuple[OverrideRequest, ...]:
    """Return the requests for some handovers, in the order of their schedules.

    The roster is that of the snapshot, which tells who has which hours until `reach`.
    """
    by_schedule: dict[str, list[OnCallHandover]] = {}
    for one in handovers:
        by_schedule.setdefault(one.schedule, []).append(one)
    found: list[OverrideRequest] = []
    for ident, items in by_schedule.items():
        live = snapshot.of("schedule")[ident]
        if live.is_shift_based:
            found += of_shifts(live, roster, items, now)
        else:
            found += _of_layers(live, items)
    return tuple(found)


def reach(snapshot: Snapshot, handovers: Iterable[OnCallHandover]) -> datetime | None:
    """Return when the last of the standing overrides ends that some handovers change."""
    lives = snapshot.of("schedule")
    shift_based = [one for one in handovers if lives[one.schedule].is_shift_based]
    ends = (
        override.end
        for one in shift_based
        for override in standing_of(lives[one.schedule].raw.get("overrides", ()), one)
        if override.cut([one])
    )
    return max(ends, default=None)


def _of_layers(live: Live, items: Sequence[OnCallHandover]) -> Iterator[OverrideRequest]:
    body = {"overrides": [_override(one) for one in items]}
    yield OverrideRequest(live.id, "POST", f"{live.path}/overrides", body, tuple(items))


def _override(one: OnCallHandover) -> Json:
    return {
        "start": utc_stamp(one.span.start),
        "end": utc_stamp(one.span.end),
        "user": {"id": one.new, "type": "user_reference"},
    }


def found_in(rows: Iterable[JsonView], one: OnCallHandover, now: datetime) -> JsonView | None:
    """Return the override of an account that says what a handover does, None if it is not there.

    Hours that are back with whose they are by the rotation need none: then it is empty.
    """
    there = [*rows]
    found = next((raw for raw in there if _is_it(raw, one, now)), None)
    if found is not None or not is_back(one):
        return found
    return None if any(it.cut([one]) for it in standing_of(there, one)) else {}


def _is_it(raw: JsonView, one: OnCallHandover, now: datetime) -> bool:
    """Return True for an override that says it; one that begins at once may have begun later."""
    it = read_override(one.schedule, raw)
    begins = it.span.start == one.span.start or one.span.start <= it.span.start <= now
    is_of = (it.part, it.instead_of) == (one.part, one.owner if one.part else None)
    return it.user == one.new and begins and it.span.end == one.span.end and is_of
