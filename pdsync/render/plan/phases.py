"""Phases of turns as people write them: hand-offs. Knows no schedule."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from pdsync.json_types import JsonView
from pdsync.kinds import duration_words
from pdsync.render._layout import Row
from pdsync.stamps import read_stamp
from pdsync.units import DAY, WEEK
from pdsync.wall_times import DAY_NAMES

PHASES = {"rotation_virtual_start": "handoff", "start_time": "turns"}
"""Fields in which PagerDuty keeps whose turn it is: nobody has to write them."""

_DECIDES = {"members", "rotate", "shifts", "everyone", "per_member"}
"""Fields after which the phase is another by itself, so that whoever is on call stays."""


def is_implied(field: JsonView, beside: AbstractSet[str]) -> bool:
    """Return True for a phase that follows from the fields beside it and moves no hand-off."""
    return bool(_DECIDES & beside) and not _moved_handoff(field)


def phase_row(field: JsonView) -> Row:
    """Return the old and new hand-off; where that stays, how far turns move."""
    if told := _moved_handoff(field):
        return Row("handoff", f"{told['old']} → {told['new']}")
    old, new = read_stamp(field["old"]), read_stamp(field["new"])
    way = "later" if new > old else "earlier"
    return Row("turns", f"{duration_words(int(abs(new - old).total_seconds()))} {way}")


def as_written(part: JsonView) -> JsonView:
    """Return a layer or rotation without what nobody writes: its phase, and that it has no windows.

    A layer has its hand-off instead; those of a rotation are in its shifts.
    """
    left_out = {"only"} if part.get("only") == [] else set()
    left_out |= {"start_time"} if "shifts" in part else set()
    handoff = _handoff(part.get("rotation_virtual_start"), part.get("rotate"))
    told = {"rotation_virtual_start": ("handoff", handoff)} if handoff else {}
    rest = (item for item in part.items() if item[0] not in left_out)
    return dict(told.get(name, (name, value)) for name, value in rest)


def _handoff(start: Any, length: Any) -> str | None:
    if not isinstance(start, str) or not isinstance(length, int) or length % DAY:
        return None
    at = read_stamp(start)
    day = "" if length % WEEK else f"{DAY_NAMES[at.weekday()]} "
    return f"{day}{at:%H:%M}"


def _moved_handoff(field: JsonView) -> Mapping[str, Any] | None:
    told = field.get("handoff")
    return told if told and told["old"] != told["new"] else None
