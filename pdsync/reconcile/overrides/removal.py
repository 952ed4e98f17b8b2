"""The request that takes an override away, or ends it while it runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pdsync.json_types import Json
from pdsync.reconcile.overrides.standing import StandingOverride
from pdsync.reconcile.read.snapshot import Live
from pdsync.stamps import utc_stamp

_MARGIN = timedelta(minutes=1)
"""How long one of a shift-based schedule still runs: an end has to be ahead when it arrives."""


@dataclass(frozen=True)
class RemovalRequest:
    """Request by which an override is gone, or over at `ends`."""

    method: str
    path: str
    ends: datetime
    body: Json | None = field(default=None, hash=False)


def removal_request(live: Live, gone: StandingOverride, now: datetime) -> RemovalRequest:
    """Return the request that removes an override of a schedule, or ends one that runs.

    What is past of it stays. In a schedule of layers PagerDuty sees to that: "If the override
    start time is before the current time, but the end time is after the current time, the override
    will be truncated to the current time." Of shift-based ones it says no more than "Delete an
    override by ID", so there the end is changed, to a minute from now.
    """
    path = f"{live.path}/overrides/{gone.id}"
    if not (live.is_shift_based and gone.span.start < now):
        return RemovalRequest("DELETE", path, now)
    ends = min(now + _MARGIN, gone.span.end)
    member = (
        {"type": "user_member", "user_id": gone.user} if gone.user else {"type": "empty_member"}
    )
    fields = {
        "start_time": utc_stamp(gone.span.start),
        "end_time": utc_stamp(ends),
        "overriding_member": member,
    }
    return RemovalRequest("PUT", path, ends, {"override": fields})
