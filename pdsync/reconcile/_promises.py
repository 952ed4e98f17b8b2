"""Promises that a plan would break: `expect:` on the schedules as they will be. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from pdsync.diagnostics import Diagnostic, Severity, error
from pdsync.kinds import Promise, Ref, Schedule, Undecided
from pdsync.reconcile._directory import Directory
from pdsync.reconcile._draft import Drafted
from pdsync.reconcile._model import Address
from pdsync.roster import broken_promises
from pdsync.source import Config, Entry, place_of


def unkept_promises(
    config: Config, drafted: Mapping[Address, Drafted], directory: Directory, now: datetime
) -> Iterator[Diagnostic]:
    """An error for each promise that would not be kept, under the name of the rule of lint.

    A note where that cannot be told.
    """
    for entry in config.of("schedule"):
        one = drafted.get((entry.kind, entry.key))
        promise = getattr(entry.resource, "expect", None)
        if one and promise and isinstance(one.merged, Schedule):
            try:
                yield from _broken(entry, promise, one.merged, directory, now)
            except Undecided as why:
                yield _unproved(entry, str(why))


def _broken(
    entry: Entry, promise: Promise, schedule: Schedule, directory: Directory, now: datetime
) -> Iterator[Diagnostic]:
    def people(ident: str) -> str:
        return directory.label(Ref("user", id=ident))

    for broken in broken_promises(schedule, promise, now, people):
        place = place_of(entry, ("expect", broken.field))
        yield error("broken-promise", broken.message, help=broken.help, place=place)


def _unproved(entry: Entry, why: str) -> Diagnostic:
    return Diagnostic(
        "unproved-promise",
        Severity.NOTE,
        f"whether schedule `{entry.key}` keeps what it promises cannot be told: {why}",
        help="use a token that may read the schedule, or write all that it is made of",
        place=place_of(entry, ("expect",)),
    )
