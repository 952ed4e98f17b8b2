"""Rotations whose events are all over while the YAML goes on: turns are kept. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from pdsync.kinds._matching import align
from pdsync.kinds.schedule.rotations.event import Event
from pdsync.kinds.schedule.rotations.rotation import Rotation
from pdsync.kinds.schedule.rotations.turns import is_same, turned, with_turns
from pdsync.kinds.schedule.undecided import Undecided
from pdsync.units import A_DAY

_RECENT = timedelta(days=7)
"""What ended longer ago is no gap that somebody waits to see closed, but the past."""
_JUST_NOW = A_DAY
_ALIKE = 30
"""As much as two rotations with the same shifts, or half of their people, are alike.

What ended just now may be less alike: the run that broke off took it for the same, too.
"""


def broken_off(
    new: Sequence[Rotation], ended: Sequence[Rotation], now: datetime
) -> Mapping[int, Rotation]:
    """Return, by place, the ended rotation that each wanted one without a live one continues."""
    recent = [one for one in ended if one.last.until and one.last.until > now - _RECENT]
    present = {place: one for place, one in enumerate(new) if one.events[0].since is None}
    places = [*present]
    found = align([*present.values()], recent)
    return {
        places[row]: recent[column]
        for row, column in found
        if _is_it(present[places[row]], recent[column], now)
    }


def _is_it(rotation: Rotation, ended: Rotation, now: datetime) -> bool:
    just_now = ended.last.until is not None and ended.last.until > now - _JUST_NOW
    return just_now or rotation.likeness(ended) >= _ALIKE


def more_like_one_that_ended(
    rotation: Rotation, live: Rotation, ended: Sequence[Rotation], now: datetime
) -> bool:
    """Return True if a wanted rotation continues one just ended, not the live one."""
    likeness = rotation.likeness(live)
    return any(
        rotation.likeness(found) > likeness for found in broken_off([rotation], ended, now).values()
    )


def resumed(event: Event, ended: Event, now: datetime) -> Event | None:
    """Return a rotation that goes on where another ended; None if it has turns of its own."""
    if ended.shifts is None:
        return None
    before = ended.model_copy(update={"until": None})
    try:
        whole = event.over(before)
        made = turned(whole, before, now)
        return with_turns(event, before) if is_same(made, before, now) else made
    except Undecided:
        return None
