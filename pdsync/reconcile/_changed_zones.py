"""Zones whose rules PagerDuty may not have yet. Compares the databases of this machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from pdsync.diagnostics import Diagnostic, Severity, Span
from pdsync.kinds import deciding_zones
from pdsync.reconcile._draft import Drafted
from pdsync.reconcile._model import Address
from pdsync.roster import changed_rules
from pdsync.source import Config, place_of
from pdsync.zones import databases


def changed_zones(
    config: Config, drafted: Mapping[Address, Drafted], now: datetime
) -> Iterator[Diagnostic]:
    """A warning for each that decides anything after the plan, under the name of lint's rule."""
    places: dict[str, Span] = {}
    for entry in config.entries:
        one = drafted.get((entry.kind, entry.key))
        for path, zone in deciding_zones(one.merged) if one else ():
            places.setdefault(zone, place_of(entry, path))
    for found in changed_rules(places, databases(), now):
        yield Diagnostic(
            "time-zone-rules", Severity.WARNING, found.message, found.help, places[found.zone]
        )
