"""Rotations that PagerDuty would refuse, since they begin too late. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from pdsync.diagnostics import Diagnostic, error
from pdsync.kinds import TOO_FAR, Resource, Schedule, too_far
from pdsync.reconcile._model import Address
from pdsync.source import Config, place_of


def far_rotations(
    config: Config, wanted: Mapping[Address, Resource], now: datetime
) -> Iterator[Diagnostic]:
    """An error for each, under the name of the rule of lint."""
    for entry in config.of("schedule"):
        schedule = wanted.get((entry.kind, entry.key), entry.resource)
        if isinstance(schedule, Schedule):
            for path in too_far(schedule, now):
                place = place_of(entry, path)
                yield error("far-rotation", TOO_FAR[0], help=TOO_FAR[1], place=place)
