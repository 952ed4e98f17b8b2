"""Urgency and support hours of services in words: on one line, wherever they are shown."""

from __future__ import annotations

from typing import Any

from pdsync.json_types import JsonView
from pdsync.render._escape import visible
from pdsync.wall_times import days_written

_CONSTANT = {"type", "urgency"}
_BY_HOURS = {"type", "during_support_hours", "outside_support_hours"}
_SUPPORT = {"days_of_week", "start_time", "end_time", "time_zone"}
_ACTION = {"type": "urgency_change", "to_urgency": "high"}
"""Fields of a scheduled action that can be nothing else, and need not be written."""


def service_part(part: JsonView) -> str | None:
    """Return the words of a part of a service; None for any other part."""
    if set(part) == _CONSTANT and part["type"] == "constant":
        return _urgency(part["urgency"])
    if set(part) == _BY_HOURS and part["type"] == "use_support_hours":
        during, outside = (_either(part[f"{one}_support_hours"]) for one in ("during", "outside"))
        return f"{during} in support hours and {outside} outside"
    if _is_support(part):
        return _support_hours(part)
    if {*_ACTION, "at"} >= set(part) >= {"at"} and _ACTION.items() >= _besides(part, "at"):
        return visible(str(part["at"]))
    return None


def _is_support(part: JsonView) -> bool:
    rest = dict(_besides(part, *_SUPPORT))
    return set(part) >= _SUPPORT and rest in ({}, {"type": "fixed_time_per_day"})


def _besides(part: JsonView, *names: str) -> set[tuple[str, Any]]:
    return {(name, str(value)) for name, value in part.items() if name not in names}


def _either(value: Any) -> str:
    return (service_part(value) or "by hours") if isinstance(value, dict) else _urgency(value)


def _urgency(word: Any) -> str:
    return "by severity" if word == "severity_based" else visible(str(word))


def _support_hours(hours: JsonView) -> str:
    """Support hours as people write them: `Mon-Fri 09:00-17:00 Europe/London`."""
    start, end = (short_time(str(hours[name])) for name in ("start_time", "end_time"))
    days = days_written(hours["days_of_week"])
    return visible(f"{days} {start}-{end} {hours['time_zone']}")


def short_time(text: str) -> str:
    """Return a time of day without its seconds, where those are none."""
    return text.removesuffix(":00") if len(text) == len("09:00:00") else text
