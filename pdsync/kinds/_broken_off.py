"""Rotations whose events are all over, and which the YAML has go on: turns are kept. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from pdsync.kinds._align import align
from pdsync.kinds._left_open import Undecided
from pdsync.kinds._rotation import Rotation
from pdsync.kinds._rotation_turns import is_same, turned, with_turns

_RECENT = timedelta(days=7)
"""What ended longer ago is no gap that somebody waits to see closed, but the past."""
_ALIKE = 30
"""As much as two rotations with the same shifts, or half of their people, are alike."""


def broken_off(
    new: Sequence[Rotation], ended: Sequence[Rotation], now: datetime
) -> Mapping[int, Rotation]:
    """For wanted rotations that no live one is, by place, the one that ended and is not to end."""
    recent = [one for one in ended if one.until is not None and one.until > now - _RECENT]
    present = {place: one for place, one in enumerate(new) if one.since is None}
    places = [*present]
    found = align([*present.values()], recent)
    return {
        places[row]: recent[column]
        for row, column in found
        if present[places[row]].likeness(recent[column]) >= _ALIKE
    }


def resumed(rotation: Rotation, ended: Rotation, now: datetime) -> Rotation | None:
    """A rotation that goes on where another ended; None where its turns say for themselves."""
    if rotation.events or ended.shifts is None:
        return None
    before = ended.model_copy(update={"until": None})
    try:
        whole = rotation.over(before)
        made = turned(whole, before, now)
        return with_turns(rotation, before) if is_same(made, before, now) else made
    except Undecided:
        return None
