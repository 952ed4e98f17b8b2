"""Live service as a person would write it: urgency and hours in few words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pdsync.kinds._as_written import AsOf, AsWritten, as_written
from pdsync.kinds._model import Resource
from pdsync.kinds.service.urgency import BY_HOURS, CONSTANT

_IDLE = ("support_hours", "scheduled_actions")
_ONLY_SORTS = {
    ("type", BY_HOURS),
    ("type", "fixed_time_per_day"),
    ("type", "urgency_change"),
    ("to_urgency", "high"),
}
"""Fields that need not be written: nothing else can stand there."""


def service_in_words(service: Resource, as_of: AsOf) -> AsWritten:
    """Write a service: a constant urgency as one word, and hours only where they count."""
    written = as_written(service, as_of)
    found = {name: _without_only_sorts(value) for name, value in written.fields.items()}
    rule = written.fields.get("incident_urgency_rule", {})
    if rule.get("type") == CONSTANT:
        found["incident_urgency_rule"] = rule.get("urgency")
        found = {name: value for name, value in found.items() if value or name not in _IDLE}
    return replace(written, fields=found)


def _without_only_sorts(value: Any) -> Any:
    """Return a part without its type where there is no other, and an action as its time alone."""
    if isinstance(value, list | tuple):
        return type(value)(map(_without_only_sorts, value))
    if not isinstance(value, Mapping):
        return value
    if value.get("enabled") is False:
        return {"enabled": False}  # its length is forgotten then
    left = {name: one for name, one in value.items() if (name, one) not in _ONLY_SORTS}
    return left["at"] if [*left] == ["at"] else left
