"""Comparison of who is on call by our rendering and by the account's own, where hours go over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pdsync.frozen import frozen
from pdsync.oncall import Span
from pdsync.reconcile._remote import Remote
from pdsync.reconcile.read.rosters import read_schedule
from pdsync.reconcile.read.snapshot import Live, Snapshot
from pdsync.reconcile.verify.rendering import rendered_by_account
from pdsync.roster import Difference, Roster, differences, shifts_of, timeline


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
    lives = (snapshot.of("schedule")[one] for one in schedules)
    anew = (read_schedule(remote, live, span.start, span.end) for live in lives)
    return tuple(one for live in anew for one in _unlike(live, after, span))


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
