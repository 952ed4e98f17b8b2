"""Open gaps: events of a live rotation end, no event follows, and the YAML goes on. Pure.

An interrupted run leaves one between the end that it set and the successor that it did not make;
ending an event by hand does too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from pdsync.frozen import frozen
from pdsync.kinds._kind import When
from pdsync.kinds._model import Resource
from pdsync.kinds.schedule.model import Schedule
from pdsync.kinds.schedule.rotations.ended import broken_off
from pdsync.kinds.schedule.rotations.event import Event
from pdsync.kinds.schedule.rotations.resolve import present_rotations


@frozen
class OpenGap:
    """Start of an open gap, which may lie ahead, and the title of the rotation."""

    since: datetime
    title: str


def open_gaps(wanted: Resource, live: Resource, now: datetime) -> Iterator[OpenGap]:
    """Yield the gaps of a live schedule that are open, or will be."""
    if not (isinstance(wanted, Schedule) and isinstance(live, Schedule)):
        return
    if not {"rotations"} <= wanted.model_fields_set & live.model_fields_set:
        return
    rotations, partner = present_rotations(wanted.rotations, live.rotations, When(now), live.ended)
    for row, column in sorted(partner.items()):
        there = live.rotations[column]
        found = there.last.shifts and first_gap(rotations[row].events, there.events)
        if found:
            yield found
    new = [one for row, one in enumerate(rotations) if row not in partner]
    for ended in broken_off(new, live.ended, now).values():
        if ended.last.until:
            yield OpenGap(ended.last.until, ended.title)


def first_gap(wanted: Sequence[Event], live: Sequence[Event]) -> OpenGap | None:
    """Return the first end of a live event at which no live event goes on, but a wanted one."""
    for one in live:
        if one.until and not _go_on(live, one.until) and _go_on(wanted, one.until):
            return OpenGap(one.until, one.title)
    return None


def _go_on(events: Sequence[Event], at: datetime) -> bool:
    return any(
        (one.since is None or one.since <= at) and (one.until is None or one.until > at)
        for one in events
    )
