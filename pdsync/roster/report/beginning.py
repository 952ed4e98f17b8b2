"""Beginning of a schedule: before it there was nobody to be on call, which is no gap. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pdsync import oncall
from pdsync.kinds import Undecided
from pdsync.oncall import AnySchedule
from pdsync.roster._roster import Roster
from pdsync.roster._timeline import Stretch


def beginning(roster: Roster, schedules: Sequence[str], now: datetime) -> datetime | None:
    """Return when the first of some schedules begins, at the latest now; None where none says so.

    PagerDuty moves the start of a layer to its last change, so turns before it count as well.
    """
    found = [_beginning(roster, one) for one in schedules]
    known = [one for one in found if one]
    return min(*known, now) if known and len(known) == len(found) else None


def _beginning(roster: Roster, schedule: str) -> datetime | None:
    try:
        made = roster.planned(schedule)
    except Undecided:
        return None
    past = roster.past.get(schedule)
    starts = [past.begins] if past and past.begins else _starts(made)
    turns = past.shifts if past else ()
    return min([*starts, *(one.start for one in turns)], default=None)


def _starts(made: AnySchedule) -> list[datetime]:
    if isinstance(made, oncall.Schedule):
        return [layer.start for layer in made.layers]
    events = (event for rotation in made.rotations for event in rotation.events)
    return [
        *(max(one.start, one.since or one.start) for one in events),
        *(one.start for one in made.custom_shifts),
    ]


def since(stretches: Sequence[Stretch], begins: datetime | None) -> tuple[Stretch, ...]:
    """The stretches, less those of nobody before it begins."""
    if begins is None:
        return tuple(stretches)
    return tuple(
        one if one.people else replace(one, start=max(one.start, begins))
        for one in stretches
        if one.people or one.end > begins
    )
