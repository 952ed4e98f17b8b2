"""Promises that a plan would break: `expect:` on the schedules as they will be. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from pdsync.diagnostics import Diagnostic, error
from pdsync.kinds import Ref, Schedule
from pdsync.reconcile._directory import Directory
from pdsync.reconcile._draft import Drafted
from pdsync.reconcile._model import Address
from pdsync.roster import broken_promises
from pdsync.source import Config, place_of


def unkept_promises(
    config: Config, drafted: Mapping[Address, Drafted], directory: Directory, now: datetime
) -> Iterator[Diagnostic]:
    """An error for each promise that would not be kept, under the name of the rule of lint."""

    def people(ident: str) -> str:
        return directory.label(Ref("user", id=ident))

    for entry in config.of("schedule"):
        one = drafted.get((entry.kind, entry.key))
        promise = getattr(entry.resource, "expect", None)
        if one is None or promise is None or not isinstance(one.merged, Schedule):
            continue
        for broken in broken_promises(one.merged, promise, now, people):
            place = place_of(entry, ("expect", broken.field))
            yield error("broken-promise", broken.message, help=broken.help, place=place)
