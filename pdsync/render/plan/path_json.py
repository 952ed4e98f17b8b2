"""Escalation paths before and after a plan, in machine form: only what differs. Plain dicts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pdsync.json_types import Json

if TYPE_CHECKING:
    from pdsync.reconcile import PathChange
    from pdsync.roster import TargetToken, TimedLevel, UrgencyByHours


def path_json(path: PathChange) -> Json:
    """One path; levels and `given_up` in minutes, timeouts and the pause in seconds."""
    differs = path.difference
    return {
        "services": list(path.services),
        "critical": list(path.critical),
        "levels": [_sides(*(_level(one, path.names) for one in pair)) for pair in differs.levels],
        **{name: _sides(_value(old), _value(new)) for name, old, new in differs.fields},
    }


def _sides(old: Any, new: Any) -> Json:
    return {"old": old, "new": new}


def _level(level: TimedLevel | None, names: Mapping[TargetToken, str]) -> Json | None:
    if level is None:
        return None
    targets = sorted(names[one] for one in level.targets)
    return {"level": level.number, "after": level.after, "targets": targets}


def _value(value: Any) -> Any:
    from pdsync.roster import UrgencyByHours

    return _urgency(value) if isinstance(value, UrgencyByHours) else value


def _urgency(urgency: UrgencyByHours) -> Json:
    """Return the urgency in and outside of support hours; null for hours where there are none."""
    hours = urgency.hours
    return {
        "during": urgency.during,
        "outside": urgency.outside,
        "hours": hours.model_dump(mode="json", exclude_none=True) if hours else None,
        "raised": list(urgency.raised),
    }
