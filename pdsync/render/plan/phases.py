"""Phases of turns as people write them: hand-offs. Knows no schedule."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from pdsync.json_types import JsonView
from pdsync.kinds import duration_words
from pdsync.on_demand import regex
from pdsync.render._layout import Row
from pdsync.stamps import read_stamp
from pdsync.units import DAY, WEEK
from pdsync.wall_times import DAY_NAMES

_PHASES = {"rotation_virtual_start", "start_time"}
"""Fields in which PagerDuty keeps whose turn it is: nobody has to write them."""

_DECIDES = {"members", "rotate", "shifts", "everyone", "per_member"}
"""Fields after which the phase is another by itself, so that whoever is on call stays."""


_STAMP = regex(r"\d{4}-\d\d-\d\dT.*")


def is_phase(name: str, field: JsonView) -> bool:
    """Return True for a phase that moved; `start_time` is a time of day elsewhere."""
    values = (field["old"], field["new"])
    return name in _PHASES and all(isinstance(one, str) and _STAMP.fullmatch(one) for one in values)


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


_NOT_WRITTEN = {"only": [], "events": [], "per_member": 1, "everyone": False}
"""Fields as they are where nobody writes them."""


def as_written(part: JsonView) -> JsonView:
    """Return a part of a resource without what nobody writes.

    That is the phase of a layer, which has its hand-off instead, or of a rotation, whose hand-off
    is in its shifts; and what is as it is where nothing is written.
    """
    rest = {name: one for name, one in part.items() if not _is_usual(name, one)}
    if "shifts" in part:
        rest.pop("start_time", None)
    handoff = _handoff(part.get("rotation_virtual_start"), part.get("rotate"))
    told = {"rotation_virtual_start": ("handoff", handoff)} if handoff else {}
    return dict(told.get(name, (name, value)) for name, value in rest.items())


def _is_usual(name: str, value: Any) -> bool:
    if name in _NOT_WRITTEN:
        return bool(value == _NOT_WRITTEN[name])
    return name.endswith("_mode") and bool(value == "always")


def _handoff(start: Any, length: Any) -> str | None:
    """Return the hand-off of turns of days or weeks, or of several in a day."""
    if not isinstance(start, str) or not isinstance(length, int):
        return None
    if length % DAY and DAY % length:
        return None
    at = read_stamp(start)
    day = "" if length % WEEK else f"{DAY_NAMES[at.weekday()]} "
    return f"{day}{at:%H:%M}"


def _moved_handoff(field: JsonView) -> Mapping[str, Any] | None:
    told = field.get("handoff")
    return told if told and told["old"] != told["new"] else None
