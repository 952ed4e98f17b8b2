"""Translation of urgency rules, support hours and scheduled actions from and to live JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pdsync.kinds._values.durations import clock
from pdsync.kinds._values.zones import canonical
from pdsync.kinds._wire import (
    Reader,
    a_number,
    a_text,
    can_be_read,
    each,
    fields,
    leniently,
    live_item,
    maybe,
    otherwise,
    parts,
    some,
)
from pdsync.kinds.service.urgency import (
    BY_HOURS,
    CONSTANT,
    ScheduledAction,
    SupportHours,
    UrgencyRule,
    moment_of,
    urgency_of,
)

_URGENCY: Mapping[str, Reader] = {"type": some(a_text), "urgency": some(a_text)}


def _urgency(raw: Any) -> Any:
    """Return the word of a constant urgency; another type stays as it came, and differs."""
    parts(raw, {"type": some(a_text)})
    return urgency_of(raw) if raw["type"] != CONSTANT else parts(raw, _URGENCY)["urgency"]


_BY_HOURS: Mapping[str, Reader] = {
    "type": some(a_text),
    "urgency": maybe(a_text),
    "during_support_hours": _urgency,
    "outside_support_hours": _urgency,
}
_OTHERWISE: Mapping[str, Reader] = {"type": some(a_text), "urgency": maybe(a_text)}


def _days(value: Any) -> Any:
    return tuple(sorted(set(each(some(a_number))(value))))


_HOURS: Mapping[str, Reader] = {
    "type": otherwise("fixed_time_per_day"),
    "time_zone": lambda zone: canonical(some(a_text)(zone)),
    "start_time": lambda raw: leniently(clock)(some(a_text)(raw)),
    "end_time": lambda raw: leniently(clock)(some(a_text)(raw)),
    "days_of_week": _days,
}
_MOMENT: Mapping[str, Reader] = {"type": some(a_text), "name": some(a_text)}
_ACTION: Mapping[str, Reader] = {
    "type": some(a_text),
    "at": lambda raw: moment_of(parts(raw, _MOMENT)),
    "to_urgency": some(a_text),
}


def read_rule(raw: Any) -> UrgencyRule:
    """Read the rule of a live service; without one, incidents always have high urgency."""
    by_hours = isinstance(raw, Mapping) and raw.get("type") == BY_HOURS
    found = live_item(UrgencyRule, raw, _BY_HOURS if by_hours else _OTHERWISE)
    return found or UrgencyRule(type=CONSTANT, urgency="high")


def read_hours(raw: Any) -> SupportHours | None:
    """Read the support hours of a live service."""
    return live_item(SupportHours, raw, _HOURS)


def read_actions(raw: Any) -> tuple[ScheduledAction, ...]:
    """Read scheduled actions; PagerDuty may list null ones, which are left out."""
    there = [one for one in raw if one not in (None, {})] if isinstance(raw, list) else raw
    return each(lambda one: live_item(ScheduledAction, one, _ACTION))(there)


_ALL_READ = {
    "incident_urgency_rule": can_be_read(read_rule),
    "support_hours": can_be_read(read_hours),
    "scheduled_actions": can_be_read(read_actions),
}


def with_all_urgency(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return what JSON tells, with tests of what goes along with a rule but is not written."""
    return {**_ALL_READ, **body} if "incident_urgency_rule" in body else dict(body)


def write_rule(rule: UrgencyRule) -> dict[str, Any]:
    """Return a rule with the fields of its type; PagerDuty refuses others."""
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
    """Return support hours as the API takes them."""
    return {**hours.wire, "type": hours.type, **fields(hours, *_HOURS)}


def write_action(action: ScheduledAction) -> dict[str, Any]:
    """Return a scheduled action as the API takes it."""
    return {
        **action.wire,
        "type": action.type,
        "at": {"type": "named_time", "name": action.at},
        "to_urgency": action.to_urgency,
    }
