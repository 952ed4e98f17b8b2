"""The request that takes an override away, or ends it while it runs, and what became of it."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime, timedelta

from pdsync.errors import ApiError, PdsyncError
from pdsync.frozen import frozen
from pdsync.json_types import Json
from pdsync.reconcile._remote import Remote
from pdsync.reconcile.overrides.request import override_member, why_unsent
from pdsync.reconcile.overrides.standing import (
    StandingOverride,
    listed_overrides,
    read_override,
)
from pdsync.reconcile.read.snapshot import Live
from pdsync.stamps import utc_stamp

_MARGIN = timedelta(minutes=1)
"""How long one of a shift-based schedule still runs: an end has to be ahead when it arrives."""


@frozen
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
    fields = {
        "start_time": utc_stamp(gone.span.start),
        "end_time": utc_stamp(ends),
        "overriding_member": override_member(gone.user),
    }
    return RemovalRequest("PUT", path, ends, {"override": fields})


@frozen
class SentRemoval:
    """Outcome of a removal: `removed`, `ended`, `gone`, `not removed` or `unknown`.

    `gone` is one that was not there any more; `reason` says why not, or why it is not known.
    """

    outcome: str
    reason: str | None = None


def send_removal(remote: Remote, live: Live, gone: StandingOverride, now: datetime) -> SentRemoval:
    """Send the request that removes an override; where that fails, look whether it is there.

    An answer that says no may be of a repetition, after one was carried out whose answer was lost.
    Raises nothing: what could not be sent says why.
    """
    one = removal_request(live, gone, now)
    done = "ended" if gone.is_on(now) else "removed"
    try:
        remote.send(one.method, one.path, one.body, repeatable=True)
    except PdsyncError as problem:
        if isinstance(problem, ApiError) and problem.is_gone:
            return SentRemoval("gone")
        try:
            stands = _stands(remote, live, gone)
        except PdsyncError as other:
            return SentRemoval("unknown", f"{problem.message}; then {other.message}")
        return SentRemoval("not removed", why_unsent(problem)) if stands else SentRemoval(done)
    return SentRemoval(done)


def _stands(remote: Remote, live: Live, gone: StandingOverride) -> bool:
    """Return True if an override is there as it was; an id is not promised of one that runs."""
    path = f"{live.path}/overrides"
    there = listed_overrides(remote, path, gone.span, pages=live.is_shift_based)
    found = (read_override(live.id, raw) for raw in there)
    return any(
        (one.user, one.span) == (gone.user, gone.span) and one.id in {None, gone.id}
        for one in found
    )
