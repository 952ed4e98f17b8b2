"""Times on the clocks of one zone instead of each schedule's. Pure: JSON in, JSON out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from pdsync.stamps import read_stamp

_TIMES = frozenset({"start", "end", "until", "since", "later", "ends", "was_until"})


def with_time_zone(row: dict[str, Any], zone: str) -> dict[str, Any]:
    """The plan with the times of shifts on the clocks of a zone."""
    return {**row, "oncall": _on_clocks(row["oncall"], ZoneInfo(zone))}


def _on_clocks(value: Any, zone: ZoneInfo) -> Any:
    if isinstance(value, Mapping):
        return {name: _clocked(name, child, zone) for name, child in value.items()}
    return [_on_clocks(child, zone) for child in value] if isinstance(value, list) else value


def _clocked(name: str, value: Any, zone: ZoneInfo) -> Any:
    if name == "time_zone":
        return zone.key
    if name in _TIMES and isinstance(value, str):
        return read_stamp(value).astimezone(zone).isoformat()
    return _on_clocks(value, zone)
