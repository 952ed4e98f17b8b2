"""Zones whose rules PagerDuty may not have yet. Compares the databases of this machine."""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Diagnostic, Severity
from pdsync.json_types import FieldPath
from pdsync.kinds import deciding_zones, zoned_fields
from pdsync.reconcile._states import AsItIs
from pdsync.reconcile.plan.judging import Judging
from pdsync.source import Entry, place_of
from pdsync.zones import changed_rules, databases

_DECIDED_BY = ("time_zone", "layers")
"""The fields of a schedule of which nothing else decides the zone."""


def changed_zones(judging: Judging) -> Iterator[Diagnostic]:
    """A warning for each that decides anything after the plan, under the name of lint's rule."""
    first: dict[str, tuple[Entry, FieldPath]] = {}
    for entry in judging.config.entries:
        for path, zone in _zones(entry, judging):
            first.setdefault(zone, (entry, path))
    for found in changed_rules(first, databases(), judging.now):
        place = place_of(*first[found.zone])
        yield Diagnostic("time-zone-rules", Severity.WARNING, found.message, found.help, place)


def _zones(entry: Entry, judging: Judging) -> Iterator[tuple[FieldPath, str]]:
    """Yield the zones that decide anything for an entry after the plan, with the ways to them.

    What stays as it is is read only if its JSON has something where a zone can be.
    """
    drafted = judging.drafted.get((entry.kind, entry.key))
    untouched = drafted.result if drafted else None
    if isinstance(untouched, AsItIs) and untouched.lacks(zoned_fields(type(entry.resource))):
        return
    told = judging.told(entry, *_DECIDED_BY)
    if told:
        yield from deciding_zones(told)
