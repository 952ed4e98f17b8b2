"""Zones whose rules PagerDuty may not have yet. Compares the databases of this machine."""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Diagnostic, Severity
from pdsync.json_types import FieldPath
from pdsync.kinds import deciding_zones
from pdsync.reconcile.plan.judging import Judging
from pdsync.source import Entry, place_of
from pdsync.zones import changed_rules, databases


def changed_zones(judging: Judging) -> Iterator[Diagnostic]:
    """A warning for each that decides anything after the plan, under the name of lint's rule."""
    first: dict[str, tuple[Entry, FieldPath]] = {}
    for entry in judging.config.entries:
        after = judging.after(entry)
        for path, zone in deciding_zones(after) if after else ():
            first.setdefault(zone, (entry, path))
    for found in changed_rules(first, databases(), judging.now):
        place = place_of(*first[found.zone])
        yield Diagnostic("time-zone-rules", Severity.WARNING, found.message, found.help, place)
