"""Advice for plans that put others on call at once: what to write so that nobody changes. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.kinds import (
    KINDS,
    Ref,
    Schedule,
    TurnsKept,
    Undecided,
    When,
    as_sent,
    kind_of,
    map_refs,
    on_call,
    soon_after,
    turns_kept,
)
from pdsync.reconcile._account_zones import on_clocks
from pdsync.reconcile._known import Known
from pdsync.reconcile._model import Touched
from pdsync.reconcile._states import Present, Wanted, merge, present, resolve
from pdsync.reconcile.impact.turns_lost import members_at, why_no_line
from pdsync.reconcile.match.references import Directory
from pdsync.reconcile.read.snapshot import Live
from pdsync.series import all_of
from pdsync.source import Entry, is_written, place_of


def ways_to_keep(
    touched: Iterable[Touched], known: Known, directory: Directory, soon: datetime | None
) -> Mapping[str, str]:
    """Return, for each schedule by which others go on call at once, how to keep who is; by token.

    Where no line of the configuration does, why; nothing for one of which none says whose turn it
    is. `soon` is when successors take over.
    """
    entries = {entry.key: entry for entry in known.config.of("schedule")}
    found = {}
    for one in touched:
        entry = entries.get(str(one.key))
        if one.affected.kind == "schedule" and entry and not one.affected.undecided:
            # Nobody can stay where nobody is on call until the next shift: who has that is kept.
            waits, hands = one.affected.changes_at_once(soon), one.affected.changes_hands
            later = hands.start if hands and not waits else None
            if way := _ToKeep(entry, known, directory, later).way(waits=waits):
                found[one.affected.token] = way
    return found


@frozen
class _ToKeep:
    """How to keep whoever is on call now, and `later` if that is when others would have a shift."""

    entry: Entry
    known: Known
    directory: Directory
    later: datetime | None = None

    def way(self, *, waits: bool) -> str | None:
        """Return what to write so that nobody changes before their hand-off; else why nothing is.

        None where nothing written says whose turn it is.
        """
        try:
            return self._lines() or ((self._waiting() or self._why_none()) if waits else None)
        except Undecided:
            return None

    @cached_property
    def _kept(self) -> tuple[oncall.AnySchedule, tuple[TurnsKept, ...]] | None:
        wanted = self._wanted
        return turns_kept(wanted, self._made(self._when), self.known.now) if wanted else None

    def _lines(self) -> str | None:
        found, before = self._kept, self._before
        if found is None or before is None or not found[1] or not self._agree(before, found[0]):
            return None
        if any(is_written(self.entry, (*kept.path, "date_time")) for kept in found[1]):
            return _OWN_FORM
        told = all_of(map(self._line, found[1]))
        return f"{told}: then nobody changes before their hand-off"

    def _why_none(self) -> str | None:
        """Say whose turn runs and cannot go on; None where nothing says whose turn it is."""
        wanted, live = self._wanted, self._live or self._old
        before = live.resource(self.known.now) if live else None
        if wanted is None or not isinstance(before, Schedule) or self._kept is None:
            return None
        at = soon_after(self.known.now)
        gone = {*oncall.people_at(on_call(before), at)} - members_at(wanted, at)
        names = sorted(self.directory.email(Ref("user", id=one)) or one for one in gone)
        return why_no_line(before, wanted, names)

    def _line(self, kept: TurnsKept) -> str:
        place = place_of(self.entry, kept.path)
        at = f"at {place.file}:{place.line}"
        if kept.at is None:
            return f"delete `{kept.path[-1]}` {at}"
        if kept.who is None:
            return f"write `{kept.path[-1]}: {kept.at}` {at}"
        email = self.directory.email(kept.who) or kept.who.key
        return f"write `anchor: {{who: {email}, at: {kept.at}}}` {at}"

    def _waiting(self) -> str | None:
        """Return the option by which the plan waits, where that keeps whoever is on call."""
        wanted, before = self._wanted, self._before
        if wanted is None or before is None or self._when.at_handoff:
            return None
        after = on_call(self._made(replace(self._when, at_handoff=True))(wanted))
        return _WAITS if self._agree(before, after) else None

    def _agree(self, one: oncall.AnySchedule, other: oncall.AnySchedule) -> bool:
        """Return True if the same people are on call at the times that matter."""
        now, has_layers = self.known.now, isinstance(other, oncall.Schedule)
        times = [now, *([] if has_layers else [soon_after(now)])]
        times += [self.later] if self.later else []
        return all(oncall.people_at(one, at) == oncall.people_at(other, at) for at in times)

    def _made(self, when: When) -> Callable[[Schedule], Schedule]:
        live, now = self._present, self.known.now
        kind = self._live.kind if self._live else None

        def made(schedule: Schedule) -> Schedule:
            of = kind or kind_of(KINDS["schedule"], schedule)
            merged = merge(resolve(of, Wanted(schedule), live, when), live)
            found = as_sent(merged, live, now)
            assert isinstance(found, Schedule)  # noqa: S101 - made of one
            return found

        return made

    @cached_property
    def _live(self) -> Live | None:
        return self.known.matching.pairs.get((self.entry.kind, self.entry.key))

    @cached_property
    def _old(self) -> Live | None:
        return self.known.matching.replaces(self.entry)

    @cached_property
    def _present(self) -> Present | None:
        return present(self._live, self.known.now) if self._live else None

    @cached_property
    def _when(self) -> When:
        old, options = self._old, self.known.options
        replaces = old.resource(self.known.now) if old else None
        return When(self.known.now, at_handoff=options.effective == "handoff", replaces=replaces)

    @cached_property
    def _before(self) -> oncall.AnySchedule | None:
        live = self._live or self._old
        found = live.resource(self.known.now) if live else None
        return on_call(found) if isinstance(found, Schedule) else None

    @cached_property
    def _wanted(self) -> Schedule | None:
        found = map_refs(self.entry.resource, self.directory.canonical_or_same)
        read = on_clocks(self.entry, found, self._live or self._old, self.known.now)
        return read if isinstance(read, Schedule) else None


_WAITS = "with `--effective handoff` whoever is on call stays until their hand-off"
_OWN_FORM = "write `shifts:` and an `anchor:` in place of `start_time`, `end_time` and `recurrence`"
"""What to write where the first shift is said in a form of PagerDuty's that takes three fields."""
