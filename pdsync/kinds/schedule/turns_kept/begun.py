"""Lines by which a new schedule begins as it does without them: with the first of its members."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from pdsync.json_types import FieldPath
from pdsync.kinds._kind import When
from pdsync.kinds.schedule.model import KIND, Schedule
from pdsync.kinds.schedule.shift_based import kind_of
from pdsync.kinds.schedule.turns_kept.parts import PartPath, part_at
from pdsync.kinds.schedule.turns_kept.trial import TurnsKept, anchor_of_new
from pdsync.kinds.schedule.undecided import OPEN_TURNS, PEOPLE, PHASE, SHARE, TOGETHER, Undecided

_ONE_EACH = {SHARE, TOGETHER}
"""Open in a rotation that as a new one gives each member one shift in a row."""


def lines_of_new(schedule: Schedule, path: FieldPath, now: datetime) -> tuple[str, ...] | None:
    """Return what to write in a layer or a rotation so that it begins as a new one does, quoted.

    Whole lines, or only the fields where no line can be worked out. None where it is not whose turn
    it is that is open, or who takes turns is open too.
    """
    name, at = str(path[0]), int(path[1])
    alone = schedule.model_copy(update={name: (getattr(schedule, name)[at],)})
    place: PartPath = ("layers", 0)
    if name == "rotations":
        events = alone.rotations[0].events
        place = ("rotations", 0, "events", next(n for n, it in enumerate(events) if it.left_open))
    found = part_at(alone, place).left_open
    if PEOPLE in found or OPEN_TURNS.isdisjoint(found):
        return None
    first = None
    if PHASE in found and {PHASE, *_ONE_EACH}.issuperset(found):
        first = _anchor(alone, place, now)
    if first is None or first.who is None or first.who.key is None:
        return tuple(one.write for one in found)
    share = [] if _ONE_EACH.isdisjoint(found) else ["`per_member: 1`"]
    return (*share, f"`anchor: {{who: {first.who.key}, at: {first.at}}}`")


def _anchor(alone: Schedule, place: PartPath, now: datetime) -> TurnsKept | None:
    """Return the anchor of the one part of a schedule by which it is as it is made without."""

    def made(one: Schedule) -> Schedule:
        found = kind_of(KIND, one).resolve(one, None, When(now))
        assert isinstance(found, Schedule)  # noqa: S101 - made of one
        return found

    with suppress(Undecided, ValidationError, PydanticCustomError):
        return anchor_of_new(alone, place, made, now)
    return None
