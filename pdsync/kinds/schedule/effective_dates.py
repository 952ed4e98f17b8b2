"""Rotations that PagerDuty does not take yet, since they begin too late. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from pdsync.kinds.schedule.model import Schedule

_AHEAD = timedelta(days=365)
TOO_FAR = (
    "this begins in more than 12 months, and PagerDuty takes no such rotation",
    "write an earlier `from`, or add it when its time comes",
)
"""What is wrong with such a beginning, and what to do."""


def too_far(schedule: Schedule, now: datetime) -> Iterator[tuple[str | int, ...]]:
    """The path of every beginning that is too late."""
    for index, rotation in enumerate(schedule.rotations):
        for number, event in enumerate(rotation.events):
            if event.since is not None and event.since > now + _AHEAD:
                yield ("rotations", index, "events", number, "since")
