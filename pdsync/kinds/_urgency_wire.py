"""Urgency rules, support hours and scheduled actions between live JSON and models."""

from __future__ import annotations

from typing import Any

from pdsync.kinds._measures import clock
from pdsync.kinds._urgency import (
    BY_HOURS,
    CONSTANT,
    ScheduledAction,
    SupportHours,
    UrgencyRule,
    moment_of,
    urgency_of,
)
from pdsync.kinds._wire import as_it_is, fields, leniently, live_item, otherwise
from pdsync.kinds._zones import canonical

_RULE = {
    "type": otherwise(CONSTANT),
    "urgency": as_it_is,
    "during_support_hours": urgency_of,
    "outside_support_hours": urgency_of,
}


def _days(value: Any) -> Any:
    numbers = isinstance(value, list) and all(isinstance(one, int) for one in value)
    return tuple(sorted(set(value))) if numbers else value


_HOURS = {
    "type": otherwise("fixed_time_per_day"),
    "time_zone": canonical,
    "start_time": leniently(clock),
    "end_time": leniently(clock),
    "days_of_week": _days,
}
_ACTION = {"type": as_it_is, "at": moment_of, "to_urgency": as_it_is}


def read_rule(raw: Any) -> UrgencyRule:
    """The rule of a live service; without one, incidents are always of high urgency."""
    return live_item(UrgencyRule, raw, _RULE) or UrgencyRule(type=CONSTANT, urgency="high")


def read_hours(raw: Any) -> SupportHours | None:
    """The support hours of a live service."""
    return live_item(SupportHours, raw, _HOURS)


def read_action(raw: Any) -> ScheduledAction | None:
    """A scheduled action of a live service; PagerDuty knows of empty ones."""
    return live_item(ScheduledAction, raw, _ACTION)


def write_rule(rule: UrgencyRule) -> dict[str, Any]:
    """A rule with what its type has; PagerDuty refuses the rest."""
    modelled = set(UrgencyRule.model_fields)
    body = {name: value for name, value in rule.wire.items() if name not in modelled}
    if rule.type != BY_HOURS:
        return body | {"type": rule.type, "urgency": rule.urgency}
    return body | {
        "type": rule.type,
        "during_support_hours": {"type": CONSTANT, "urgency": rule.during_support_hours},
        "outside_support_hours": {"type": CONSTANT, "urgency": rule.outside_support_hours},
    }


def write_hours(hours: SupportHours) -> dict[str, Any]:
    """Support hours as they are sent."""
    return {**hours.wire, "type": hours.type, **fields(hours, *_HOURS)}


def write_action(action: ScheduledAction) -> dict[str, Any]:
    """A scheduled action as it is sent."""
    return {
        **action.wire,
        "type": action.type,
        "at": {"type": "named_time", "name": action.at},
        "to_urgency": action.to_urgency,
    }
