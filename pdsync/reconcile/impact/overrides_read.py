"""Schedules that a plan is asked about, as a roster with their overrides. Only reads."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from pdsync.errors import ApiError, Forbidden, NotWhole
from pdsync.oncall import Override, Span
from pdsync.reconcile._remote import Remote, request
from pdsync.reconcile.read.answers import items_of
from pdsync.reconcile.read.own_zones import is_zone
from pdsync.reconcile.read.past import shifts
from pdsync.reconcile.read.rosters import read_schedule, roster_of_account, within_a_year
from pdsync.reconcile.read.side_by_side import at_once
from pdsync.reconcile.read.snapshot import Live, Snapshot
from pdsync.roster import Roster
from pdsync.stamps import utc_stamp


def roster_with_overrides(
    remote: Remote,
    snapshot: Snapshot,
    idents: Collection[str],
    span: tuple[datetime, datetime],
    now: datetime,
) -> Roster:
    """Return a roster of those schedules that exist, with their overrides of a range."""
    near = Span(*within_a_year(*span))
    known = snapshot.of("schedule")
    asked = [known[one] for one in sorted(known.keys() & set(idents))]
    read = at_once(lambda live: _read(remote, live, near), asked)
    roster = roster_of_account(Snapshot({"schedule": {live.id: live for live, _ in read}}), now)
    told = {live.id: overrides for live, overrides in read if overrides is not None}
    return replace(roster, overrides={**roster.overrides, **told})


def _read(remote: Remote, live: Live, span: Span) -> tuple[Live, Sequence[Override] | None]:
    """Return a schedule with its overrides; None for them where it holds them itself.

    A list gave the layers, so that overrides are all that is missing: an answer of a few bytes in
    place of every shift of the range. Of two that overlap the one that is on call is the newer one,
    which only the rendered schedule shows.
    """
    if live.rendered == (span.start, span.end):
        return live, None
    if not _is_listed_whole(live):
        return read_schedule(remote, live, span.start, span.end), None
    try:
        found = _overrides(remote, live, span)
    except (NotWhole, Forbidden) as problem:
        return live.losing(problem), None
    except ApiError as problem:
        if problem.is_gone:
            return live.losing(problem), None
        raise
    if any(one.end > other.start for one, other in pairwise(found)):
        return read_schedule(remote, live, span.start, span.end), None
    return live, found


def _is_listed_whole(live: Live) -> bool:
    """Return True for layers that were read in the time zone that they are in."""
    zone = live.json.get("time_zone")
    listed = live.zone is not None and live.zone == zone and is_zone(zone)
    return listed and not live.lost and not live.is_shift_based


def _overrides(remote: Remote, live: Live, span: Span) -> Sequence[Override]:
    """Read the overrides of a schedule, the first first."""
    path = f"{live.kind.endpoint.path}/{live.id}/overrides"
    window = ("since", utc_stamp(span.start)), ("until", utc_stamp(span.end))
    asked = request(path)
    found = items_of(remote.get(path, (*window, ("overflow", "true"))), "overrides", asked)
    try:
        read = sorted(shifts(found), key=lambda one: one.start)
    except (AttributeError, LookupError, TypeError, ValueError):
        raise NotWhole(f"{asked} gave an override that cannot be read") from None
    return [Override(one.start, one.end, one.user) for one in read]
