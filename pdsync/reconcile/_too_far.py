"""Rotations that PagerDuty would refuse, since they begin too late. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pdsync.diagnostics import Diagnostic, error
from pdsync.kinds import TOO_FAR, Schedule, too_far
from pdsync.source import Config, place_of


def far_rotations(config: Config, now: datetime) -> Iterator[Diagnostic]:
    """An error for each, under the name of the rule of lint."""
    for entry in config.of("schedule"):
        if isinstance(entry.resource, Schedule):
            for path in too_far(entry.resource, now):
                place = place_of(entry, path)
                yield error("far-rotation", TOO_FAR[0], help=TOO_FAR[1], place=place)
