"""Gaps that are open in live schedules, as findings: a run broke off, or somebody ended a rotation.

Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfoNotFoundError

from pdsync.diagnostics import Diagnostic, Severity
from pdsync.kinds import OpenGap, Ref, Resource, Undecided, map_refs, open_gaps
from pdsync.reconcile._account_zones import on_clocks
from pdsync.reconcile._known import Known
from pdsync.reconcile._model import Address
from pdsync.reconcile.read.snapshot import Live
from pdsync.source import Entry
from pdsync.stamps import zoned_stamp

if TYPE_CHECKING:
    from pdsync.reconcile.read.rosters import Account

GAP = "open-gap"


def gaps_in_the_way(known: Known, wanted: Mapping[Address, Resource]) -> Iterator[Diagnostic]:
    """A warning for each gap of a schedule that the configuration has."""
    for entry in known.config.of("schedule"):
        live = known.matching.pairs.get((entry.kind, entry.key))
        resource = wanted.get((entry.kind, entry.key))
        if live is not None and resource is not None:
            yield from _said(entry, resource, live, known.now)


def gaps_of_account(account: Account, idents: Iterable[str]) -> Iterator[Diagnostic]:
    """The same for some schedules of an account, by id."""
    ids = {email: ident for ident, email in account.people.items()}

    def by_id(ref: Ref) -> Ref:
        ident = ids.get(str(ref.key or ref.name)) if ref.kind == "user" else None
        return Ref("user", id=ident) if ident else ref

    schedules, asked = account.snapshot.of("schedule"), {*idents}
    for entry in account.config.of("schedule"):
        found = account.matching.pairs.get((entry.kind, entry.key))
        if found is not None and found.id in asked:
            live, wanted = schedules[found.id], map_refs(entry.resource, by_id)
            resource = on_clocks(entry, wanted, live, account.now)
            if not isinstance(resource, list):  # a plan says what is wrong
                yield from _said(entry, resource, live, account.now)


def _said(entry: Entry, wanted: Resource, live: Live, now: datetime) -> Iterator[Diagnostic]:
    try:
        is_read = live.is_shift_based and not live.lost  # layers have no such gaps
        found = [*open_gaps(wanted, live.resource(now), now)] if is_read else []
    except Undecided:
        return  # what cannot be told is said elsewhere
    for gap in found:
        message = (
            f"a gap is open from {_at(gap, live)} in schedule `{entry.key}`: rotation "
            f"'{gap.title}' ends then in the account, and nothing follows it"
        )
        help_ = "run `pdsync apply`: what closes it is sent first"
        yield Diagnostic(GAP, Severity.WARNING, message, help_, entry.place)


def _at(gap: OpenGap, live: Live) -> str:
    zone = str(live.raw.get("time_zone") or "Etc/UTC")
    try:
        return zoned_stamp(gap.since, zone)
    except (ZoneInfoNotFoundError, ValueError):
        return f"{gap.since:%Y-%m-%dT%H:%MZ}"
