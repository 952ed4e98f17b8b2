"""The local rendering of live schedules, compared with the account's own. Reads only.

PagerDuty's rules are known from evidence, not from a specification: this is how a user sees that
they hold for the schedules of an account.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfoNotFoundError

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.kinds import Undecided
from pdsync.reconcile._remote import Remote
from pdsync.reconcile.read.past import rendered
from pdsync.reconcile.read.rosters import Account, read_schedule, roster_of_account
from pdsync.reconcile.read.side_by_side import at_once
from pdsync.reconcile.read.snapshot import Live, Snapshot
from pdsync.reconcile.verify.zone_databases import by_other_rules
from pdsync.roster import Difference, differences, timeline
from pdsync.units import A_DAY
from pdsync.zones import by_other_databases, zone

_NOWHERE = "Etc/UTC"
_AHEAD = 13 * 31
"""Days in which every zone that changes its clocks at all does so."""
_AROUND = 3 * A_DAY


@frozen
class Verified:
    """One schedule: the ranges that were compared, and the first difference if there is one.

    `old` of a difference is the local rendering, `new` the account's. `other_rules` says by which
    rules of time zones the two are the same. `undecided` says why nothing could be compared.
    """

    schedule: str
    time_zone: str
    spans: tuple[oncall.Span, ...] = ()
    difference: Difference | None = None
    other_rules: str | None = None
    undecided: str | None = None

    @property
    def is_wrong(self) -> bool:
        """True if it differs by more than the time zone rules that PagerDuty goes by."""
        return self.difference is not None and self.other_rules is None


def verify(
    remote: Remote, account: Account, schedules: Iterable[str], weeks: int
) -> tuple[Verified, ...]:
    """Compare some schedules, each for some weeks and around the next changes of its clocks."""
    lives = [account.snapshot.of("schedule")[one] for one in schedules]
    return tuple(at_once(lambda live: _verified(remote, live, account.now, weeks), lives))


def _verified(remote: Remote, live: Live, now: datetime, weeks: int) -> Verified:
    start = now.replace(microsecond=0)
    near = oncall.Span(start, start + timedelta(weeks=weeks))
    if not isinstance(live.raw.get("time_zone"), str):
        live = read_schedule(remote, live, now, now + A_DAY)
    if unread := live.unread({"time_zone"}, now):
        return Verified(live.id, _NOWHERE, undecided=unread)
    shown = str(getattr(live.resource(now), "time_zone", None))
    try:
        whole = _ReadSchedule.of(remote, live, near, now)
        spans = _spans(oncall.time_zones(whole.schedule, now), near)
        rest = (_ReadSchedule.of(remote, live, span, now) for span in spans[1:])
        found = [(one, one.other_rules) for one in (whole, *rest) if one.difference]
    except Undecided as reason:
        return Verified(live.id, shown, undecided=str(reason))
    except ZoneInfoNotFoundError as reason:
        missing = str(reason).rpartition(" ")[2]
        return Verified(
            live.id, shown, undecided=f"there is no time zone {missing} on this machine"
        )
    found.sort(key=lambda one: one[1] is not None)  # what no database explains first
    first, why = found[0] if found else (whole, None)
    return Verified(live.id, shown, spans, first.difference, why)


@frozen
class _ReadSchedule:
    """A live schedule that was read whole for a range."""

    live: Live
    schedule: oncall.AnySchedule
    span: oncall.Span

    @classmethod
    def of(cls, remote: Remote, live: Live, span: oncall.Span, now: datetime) -> _ReadSchedule:
        whole = read_schedule(remote, live, span.start, span.end)
        roster = roster_of_account(Snapshot({"schedule": {whole.id: whole}}), now)
        return cls(whole, roster.schedule(whole.id), span)

    @property
    def difference(self) -> Difference | None:
        """The first interval in which the local rendering is not the account's."""
        return self._difference(self.schedule)

    @property
    def other_rules(self) -> str | None:
        """The rules of time zones by which there is no difference."""
        return by_other_rules(
            self.schedule, self.span.start, lambda one: self._difference(one) is None
        )

    def _difference(self, schedule: oncall.AnySchedule) -> Difference | None:
        start, end = self.span.start, self.span.end
        ours = oncall.final_shifts(schedule, start, end)
        theirs = rendered_by_account(self.live, self.span)
        ways = [timeline(shifts, start, end) for shifts in (ours, theirs)]
        return next(iter(differences(*ways)), None)


def rendered_by_account(live: Live, span: oncall.Span) -> list[oncall.Shift]:
    """Return PagerDuty's own rendering, cut at the ends of the range."""
    cut = (
        oncall.Shift(max(one.start, span.start), min(one.end, span.end), one.user)
        for one in rendered(live)
    )
    return [shift for shift in cut if shift.start < shift.end]


def _spans(zones: Iterable[str], near: oncall.Span) -> tuple[oncall.Span, ...]:
    """The near range, then those around the next change of each zone's clocks, in order."""
    found = [near]
    for change in sorted({one for name in zones for one in _changes(name, near.start)}):
        span = oncall.Span(max(change - _AROUND, near.start), change + _AROUND)
        last = found[-1]
        if span.end <= near.end:
            continue
        if len(found) > 1 and span.start <= last.end:
            found[-1] = oncall.Span(last.start, max(span.end, last.end))
        else:
            found.append(span)
    return tuple(found)


def _changes(name: str, after: datetime) -> Iterator[datetime]:
    """Return the next changes of a zone's clocks, by each database."""
    for one in (name, *(other for other, _ in by_other_databases(name))):
        change = clock_change(one, after)
        if change is not None:
            yield change


def clock_change(name: str, after: datetime) -> datetime | None:
    """A time less than a day before the clocks of a zone change next; None if they never do."""
    clocks = zone(name)
    days = [after + number * A_DAY for number in range(_AHEAD)]
    offsets = [day.astimezone(clocks).utcoffset() for day in days]
    pairs = zip(days, offsets, offsets[1:], strict=False)
    return next((day for day, offset, later in pairs if offset != later), None)
