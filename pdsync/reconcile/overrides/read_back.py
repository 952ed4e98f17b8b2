"""Comparison of who is on call by our rendering and by the account's own, where hours go over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pdsync.errors import PdsyncError
from pdsync.frozen import frozen
from pdsync.oncall import Span
from pdsync.reconcile._remote import Remote
from pdsync.reconcile.read.rosters import read_schedule
from pdsync.reconcile.read.snapshot import Live, Snapshot
from pdsync.reconcile.verify.rendering import rendered_by_account
from pdsync.roster import Difference, OnCallHandover, Roster, differences, shifts_of, timeline


@frozen
class Unlike:
    """First difference of a schedule: `old` is our rendering, `new` the account's."""

    schedule: str
    difference: Difference | None
    lost: str | None = None


def disagreements(
    snapshot: Snapshot, roster: Roster, schedules: Iterable[str], span: Span
) -> tuple[Unlike, ...]:
    """Return the schedules whose rendering, as read, differs from ours within a span."""
    lives = (snapshot.of("schedule")[one] for one in schedules)
    return tuple(one for live in lives for one in _unlike(live, roster, span))


def read_back(
    remote: Remote, snapshot: Snapshot, after: Roster, schedules: Iterable[str], span: Span
) -> tuple[Unlike, ...]:
    """Read schedules anew, and return those that do not put the same people on call as `after`."""
    anew = (_anew(remote, snapshot, one, span) for one in schedules)
    return tuple(one for live in anew for one in _unlike(live, after, span))


def held_now(
    remote: Remote, snapshot: Snapshot, handovers: Sequence[OnCallHandover]
) -> tuple[tuple[str, ...] | None, ...]:
    """Read schedules anew, and return who has each of some hours now, or of a part of them.

    None for hours of a schedule that could not be read.
    """
    read: dict[str, Live] = {}
    for ident in dict.fromkeys(one.schedule for one in handovers):
        spans = [one.span for one in handovers if one.schedule == ident]
        whole = Span(min(one.start for one in spans), max(one.end for one in spans))
        read[ident] = _anew(remote, snapshot, ident, whole)
    return tuple(_holders(read[one.schedule], one.span) for one in handovers)


def _holders(live: Live, span: Span) -> tuple[str, ...] | None:
    if live.lost:
        return None
    return tuple(sorted({one.user for one in rendered_by_account(live, span)}))


def _anew(remote: Remote, snapshot: Snapshot, schedule: str, span: Span) -> Live:
    """Read a schedule, or say why that is not possible: what was sent before must be told."""
    live = snapshot.of("schedule")[schedule]
    try:
        return read_schedule(remote, live, span.start, span.end)
    except PdsyncError as problem:
        return replace(live, lost=problem.message)


def _unlike(live: Live, roster: Roster, span: Span) -> Iterator[Unlike]:
    if live.lost:
        yield Unlike(live.id, None, live.lost)
        return
    start, end = span.start, span.end
    ours = shifts_of(roster, live.id, start, end)
    ways = [timeline(one, start, end) for one in (ours, rendered_by_account(live, span))]
    first = next(iter(differences(*ways)), None)
    if first:
        yield Unlike(live.id, first)
