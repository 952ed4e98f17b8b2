"""Whose turn it was before, from the account's own past; and what cannot be told of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from pdsync.frozen import frozen
from pdsync.kinds import (
    Schedule,
    TurnsHad,
    TurnsPinned,
    Undecided,
    has_open_turns,
    map_refs,
    pinned_by_hand,
    turns_as_before,
    with_pins,
)
from pdsync.reconcile._account_zones import on_clocks
from pdsync.reconcile._known import Known
from pdsync.reconcile._remote import Remote
from pdsync.reconcile.drift.trail import Trail
from pdsync.reconcile.going_back.earlier import Earlier
from pdsync.reconcile.going_back.selected import selected
from pdsync.reconcile.match.references import Directory
from pdsync.reconcile.read.past import entries, is_rendered, rendered
from pdsync.reconcile.read.rosters import read_schedule
from pdsync.reconcile.read.snapshot import Live
from pdsync.source import Entry
from pdsync.stamps import read_stamp

_WEEKS = timedelta(weeks=8)
"""As much of the past is compared, if turns have been the same for so long."""
_CLOCKS = timedelta(minutes=2)
"""As far as the clocks of two machines may be apart."""


@frozen
class Pinned:
    """Schedule with the anchors by which its turns go on as they were."""

    entry: Entry
    schedule: Schedule
    pins: tuple[TurnsPinned, ...]


@frozen
class UntoldTurns:
    """Schedule of which it cannot be told whose turn it was, and why, in a sentence."""

    entry: Entry
    why: str


@frozen
class PastTurns:
    """The past of schedules of an account, before an earlier configuration was left."""

    earlier: Earlier
    known: Known
    remote: Remote
    trail: Trail

    def found(self) -> Iterator[Pinned | UntoldTurns]:
        """Yield each schedule whose turns may be others since, and nothing written says whose."""
        is_selected = selected(self.known)
        for entry in self.known.config.of("schedule"):
            written = entry.resource
            is_open = isinstance(written, Schedule) and has_open_turns(written)
            matched = (entry.kind, entry.key) in self.known.matching.pairs
            if is_open and matched and is_selected((entry.kind, entry.key)):
                yield from self._of(entry)

    def _of(self, entry: Entry) -> Iterator[Pinned | UntoldTurns]:
        written = entry.resource
        assert isinstance(written, Schedule)  # noqa: S101 - its caller has looked
        live = self.known.matching.pairs[entry.kind, entry.key]
        if live is not None and not self.earlier.has_other_turns_since(entry):
            return
        pins = self._by_hand(entry, written)
        try:
            pins = pins or self._as_before(entry, live)
        except Undecided as undecided:
            yield UntoldTurns(entry, undecided.reason)
            return
        yield Pinned(entry, with_pins(written, pins), pins)

    def _by_hand(self, entry: Entry, written: Schedule) -> tuple[TurnsPinned, ...] | None:
        today = self.earlier.today
        key = self.earlier.keys_of_today[entry.kind, entry.key]
        other = today and (today.find(entry.kind, key) or today.find(entry.kind, entry.key))
        if not other or not isinstance(other.resource, Schedule):
            return None
        return pinned_by_hand(written, other.resource)

    def _as_before(self, entry: Entry, live: Live | None) -> tuple[TurnsPinned, ...]:
        if live is None:
            raise Undecided("it is not in the account any more, and its past went with it")
        wanted = self._wanted(entry, live)
        had = self._had(entry, live)
        today = live.resource(self.known.now)
        assert isinstance(today, Schedule)  # noqa: S101 - it is the live one of a schedule
        return turns_as_before(wanted, had, [*_hand_offs(today)], _shares(today))

    def _wanted(self, entry: Entry, live: Live) -> Schedule:
        known = self.known
        directory = Directory(known.config, known.snapshot, known.matching)
        found = map_refs(entry.resource, directory.canonical_or_same)
        read = on_clocks(entry, found, live, known.now)
        if not isinstance(read, Schedule):
            raise Undecided("its times cannot be read on the clocks of the account")
        return read

    def _had(self, entry: Entry, live: Live) -> TurnsHad:
        since, until = self._range(entry, live)
        read = read_schedule(self.remote, live, since, until)
        if read.lost or not is_rendered(read):
            raise Undecided("the account does not tell its past")
        try:
            return TurnsHad(since, until, tuple(rendered(read)), tuple(_arranged(read)))
        except (AttributeError, LookupError, TypeError, ValueError):
            raise Undecided("the account does not tell its past") from None

    def _range(self, entry: Entry, live: Live) -> tuple[datetime, datetime]:
        """Return from when until when the schedule was as the earlier configuration says."""
        earlier = self.earlier
        until = min(earlier.left_at, self.known.now)
        acts = [one for one in self.trail.acts if one.root == live.id]
        if self.trail.since <= until:
            until = min((one.at for one in acts if one.at >= until - _CLOCKS), default=until)
        before = [one.at for one in acts if one.at < min(until, earlier.left_at - _CLOCKS)]
        written = earlier.written_at(entry.place.file)
        since = max([until - _WEEKS, *before, *([written] if written else [])])
        return min(since, until - timedelta(hours=1)), until


def _arranged(live: Live) -> Iterable[tuple[datetime, datetime]]:
    """Yield the times of overrides and custom shifts."""
    if not live.is_shift_based:
        return ((one.start, one.end) for one in entries(live, "overrides_subschedule"))
    arranged: Sequence[dict[str, str]] = [*live.raw["overrides"], *live.raw["custom_shifts"]]
    return ((read_stamp(one["start_time"]), read_stamp(one["end_time"])) for one in arranged)


def _hand_offs(today: Schedule) -> Iterator[datetime]:
    """Yield hand-offs that a schedule has today."""
    starts = [one.rotation_virtual_start for one in today.layers]
    starts += [event.start_time for one in today.rotations for event in one.events]
    yield from (one for one in starts if isinstance(one, datetime))


def _shares(today: Schedule) -> Iterator[int]:
    """Yield how many shifts in a row members have today."""
    yield from (event.per_member for one in today.rotations for event in one.events)
