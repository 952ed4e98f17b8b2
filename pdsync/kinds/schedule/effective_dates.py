"""Effective dates more than 12 months ahead, which PagerDuty refuses with a 400. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pdsync import oncall
from pdsync.kinds.schedule.model import Schedule

TOO_FAR = (
    "this begins in more than 12 months, and PagerDuty takes no such rotation",
    "write an earlier `from`, or add it when its time comes",
)
"""What is wrong with such a beginning, and what to do."""


def too_far(schedule: Schedule, now: datetime) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of every start that is too far ahead."""
    for index, rotation in enumerate(schedule.rotations):
        for number, event in enumerate(rotation.events):
            if event.since is not None and event.since > now + oncall.MOST_AHEAD:
                yield ("rotations", index, "events", number, "since")
