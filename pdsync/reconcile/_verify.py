"""The local rendering of live schedules, compared with the account's own. Reads only.

PagerDuty's rules are known from evidence, not from a specification: this is how a user sees that
they hold for the schedules of an account.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pdsync import oncall
from pdsync.kinds import Undecided
from pdsync.reconcile._past import rendered
from pdsync.reconcile._remote import Remote
from pdsync.reconcile._rosters import Account, read_schedule, roster_of_account
from pdsync.reconcile._snapshot import Live, Snapshot
from pdsync.roster import Difference, differences, timeline

_DAY = timedelta(days=1)
_AHEAD = 13 * 31
"""Days in which every zone that changes its clocks at all does so."""
_AROUND = 3 * _DAY


@dataclass(frozen=True)
class Verified:
    """One schedule: the ranges that were compared, and the first difference if there is one.

    `old` of a difference is the local rendering, `new` the account's. `undecided` says why nothing
    could be compared.
    """

    schedule: str
    time_zone: str
    spans: tuple[oncall.Span, ...] = ()
    difference: Difference | None = None
    undecided: str | None = None


def verify(
    remote: Remote, account: Account, schedules: Iterable[str], weeks: int
) -> tuple[Verified, ...]:
    """Compare some schedules, each for some weeks and around the next change of its clocks."""
    lives = [account.snapshot.of("schedule")[one] for one in schedules]
    with ThreadPoolExecutor(max_workers=8) as pool:
        return tuple(pool.map(lambda live: _verified(remote, live, account.now, weeks), lives))


def _verified(remote: Remote, live: Live, now: datetime, weeks: int) -> Verified:
    if "time_zone" not in live.raw:
        live = read_schedule(remote, live, now, now + _DAY)
    zone = str(getattr(live.resource(now), "time_zone", None))
    try:
        spans = _spans(zone, now.replace(microsecond=0), weeks)
        found = (first_difference(remote, live, span, now) for span in spans)
        return Verified(live.id, zone, spans, next((one for one in found if one), None))
    except Undecided as reason:
        return Verified(live.id, zone, undecided=str(reason))
    except ZoneInfoNotFoundError:
        return Verified(live.id, zone, undecided=f"there is no time zone {zone} on this machine")


def first_difference(
    remote: Remote, live: Live, span: oncall.Span, now: datetime
) -> Difference | None:
    """The first interval in which the local rendering of a live schedule is not the account's."""
    whole = read_schedule(remote, live, span.start, span.end)
    roster = roster_of_account(Snapshot({"schedule": {whole.id: whole}}), now)
    ours = roster.shifts(whole.id, span.start, span.end)
    ways = [
        timeline(shifts, span.start, span.end)
        for shifts in (ours, rendered_by_account(whole, span))
    ]
    return next(iter(differences(*ways)), None)


def rendered_by_account(live: Live, span: oncall.Span) -> list[oncall.Shift]:
    """Who is on call by PagerDuty's own rendering, cut at the ends of the range."""
    cut = (
        oncall.Shift(max(one.start, span.start), min(one.end, span.end), one.user)
        for one in rendered(live)
    )
    return [shift for shift in cut if shift.start < shift.end]


def _spans(zone: str, now: datetime, weeks: int) -> tuple[oncall.Span, ...]:
    near = oncall.Span(now, now + timedelta(weeks=weeks))
    change = clock_change(zone, now)
    if change is None or change + _AROUND <= near.end:
        return (near,)
    return near, oncall.Span(max(change - _AROUND, now), change + _AROUND)


def clock_change(zone: str, after: datetime) -> datetime | None:
    """A time less than a day before the clocks of a zone change next; None if they never do."""
    clocks = ZoneInfo(zone)
    days = [after + number * _DAY for number in range(_AHEAD)]
    offsets = [day.astimezone(clocks).utcoffset() for day in days]
    pairs = zip(days, offsets, offsets[1:], strict=False)
    return next((day for day, offset, later in pairs if offset != later), None)
