"""Zones whose rules PagerDuty may not have yet. Compares the databases of this machine."""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Diagnostic, Place, Severity
from pdsync.kinds import deciding_zones
from pdsync.reconcile.plan.judging import Judging
from pdsync.source import place_of
from pdsync.zone_rules import changed_rules
from pdsync.zones import databases


def changed_zones(judging: Judging) -> Iterator[Diagnostic]:
    """A warning for each that decides anything after the plan, under the name of lint's rule."""
    places: dict[str, Place] = {}
    for entry in judging.config.entries:
        after = judging.after(entry)
        for path, zone in deciding_zones(after) if after else ():
            places.setdefault(zone, place_of(entry, path))
    for found in changed_rules(places, databases(), judging.now):
        yield Diagnostic(
            "time-zone-rules", Severity.WARNING, found.message, found.help, places[found.zone]
        )
