"""The structures inside a service: timeouts, urgency, support hours, actions, grouping, pause."""

from __future__ import annotations

import re
from typing import Any

from pdsync.sandbox._errors import Bad, invalid
from pdsync.sandbox._times import zone_name
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.check import whole_number

Fields = dict[str, Any]
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?")
URGENCIES = ("high", "low", "severity_based")
PAUSES = (0, 120, 180, 300, 600, 900)
WEEKDAYS = (1, 2, 3, 4, 5, 6, 7)
ONE_DAY = 86_400
ONE_HOUR = 3_600
CONFIGS = {
    "time": {"timeout"},
    "intelligent": {"time_window", "recommended_time_window", "iag_fields"},
    "content_based": {"aggregate", "fields", "time_window", "recommended_time_window"},
}


def timeout(call: Call, value: Any) -> int | None:
    """Seconds; 0 and null both turn the feature off and read back null."""
    return (value and whole_number(0)(call, value)) or None


def urgency_rule(_call: Call, value: Any) -> Fields:
    """Constant, or by support hours with one constant each for inside and outside."""
    kind = value.get("type") if isinstance(value, dict) else None
    if kind == "constant":
        return _constant(value)
    if kind != "use_support_hours":
        raise Bad("type is not included in the list")
    if value.get("urgency") is not None:
        raise Bad("urgency must not be set with use_support_hours")
    during, outside = value.get("during_support_hours"), value.get("outside_support_hours")
    return {
        "type": kind,
        "during_support_hours": _constant(during),
        "outside_support_hours": _constant(outside),
    }


def _constant(value: Any) -> Fields:
    urgency = value.get("urgency", "high") if isinstance(value, dict) else None
    if urgency not in URGENCIES:
        raise Bad("urgency is not included in the list")
    return {"type": "constant", "urgency": urgency}


def support_hours(_call: Call, value: Any) -> Fields | None:
    """One span of hours on some days of the week, in a zone; or null."""
    if value is None:
        return None
    if not isinstance(value, dict) or value.get("type") != "fixed_time_per_day":
        raise Bad("type is not included in the list")
    days = value.get("days_of_week")
    if not isinstance(days, list) or not days or any(day not in WEEKDAYS for day in days):
        raise Bad("days of week must be in 1, 2, 3, 4, 5, 6, 7")
    return {
        "type": "fixed_time_per_day",
        "time_zone": zone_name(value.get("time_zone")),
        "days_of_week": sorted(set(days)),
        "start_time": _clock(value.get("start_time")),
        "end_time": _clock(value.get("end_time")),
    }


def _clock(value: Any) -> str:
    if not isinstance(value, str) or not CLOCK.fullmatch(value):
        raise Bad("times must be HH:MM:SS")
    return value if value.count(":") > 1 else f"{value}:00"


def scheduled_actions(_call: Call, value: Any) -> list[Fields]:
    """Read the scheduled actions at the start and end of support hours; nulls are dropped."""
    if not isinstance(value, list):
        raise Bad("must be a list")
    return [_action(item) for item in value if item is not None]


def _action(item: Any) -> Fields:
    at = item.get("at") if isinstance(item, dict) else None
    name = at.get("name") if isinstance(at, dict) else None
    if name not in ("support_hours_start", "support_hours_end"):
        raise Bad("at is not included in the list")
    if item.get("type") != "urgency_change" or item.get("to_urgency") != "high":
        raise Bad("must change the urgency to high")
    named = {"type": "named_time", "name": name}
    return {"type": "urgency_change", "at": named, "to_urgency": "high"}


def check_urgency(fields: Fields) -> None:
    """Support hours and a rule that uses them come together or not at all."""
    by_hours = fields["incident_urgency_rule"]["type"] == "use_support_hours"
    if by_hours and fields["support_hours"] is None:
        raise invalid("Support hours can't be blank")
    if not by_hours and fields["support_hours"] is not None:
        raise invalid("Support hours must be blank unless urgency depends on them")
    if not by_hours and fields["scheduled_actions"]:
        raise invalid("Scheduled actions must be blank unless urgency depends on support hours")


def grouping(_call: Call, value: Any) -> Fields:
    """Alert grouping: the one structure in which unknown keys are refused."""
    if value is None:
        return {"type": None, "config": None}
    if not isinstance(value, dict) or not set(value) <= {"type", "config"}:
        raise Bad("has unknown keys")
    kind, config = value.get("type"), value.get("config") or {}
    if kind is None:
        return {"type": None, "config": None}
    if kind not in list(CONFIGS):
        raise Bad("type is not included in the list")
    if not isinstance(config, dict) or not set(config) <= CONFIGS[kind]:
        raise Bad("config has unknown keys")
    _check_config(kind, config)
    return {"type": kind, "config": config}


def _check_config(kind: str, config: Fields) -> None:
    if kind == "time":
        _check_minutes(config.get("timeout"))
    if kind == "content_based" and config.get("aggregate") not in ("all", "any"):
        raise Bad("aggregate is not included in the list")
    if kind == "content_based" and not config.get("fields"):
        raise Bad("fields can't be blank")
    _check_window(config.get("time_window"), longest=kind == "content_based")


def _check_minutes(timeout: Any) -> None:
    if timeout is None:
        raise invalid("timeout cannot be null")
    if not isinstance(timeout, int) or not 0 <= timeout <= ONE_DAY // 60:
        raise Bad("timeout must be 0 to 1440 minutes")


def _check_window(seconds: Any, *, longest: bool) -> None:
    if seconds in (None, 0) or (longest and seconds == ONE_DAY):
        return
    if not isinstance(seconds, int) or not 300 <= seconds <= ONE_HOUR:  # noqa: PLR2004 - five minutes
        raise Bad("time window must be 300 to 3600 seconds")


def legacy_grouping(parameters: Fields) -> str | None:
    """The old field's word for the grouping."""
    kind = parameters["type"]
    # `rules` is not in the description; clients meet it.
    return "rules" if kind == "content_based" else kind


def legacy_timeout(parameters: Fields) -> int | None:
    """The old field's minutes."""
    if parameters["type"] != "time":
        return None
    minutes: int = parameters["config"]["timeout"]
    return minutes


def auto_pause(_call: Call, value: Any) -> Fields:
    """Waiting for transient alerts to resolve by themselves."""
    if not isinstance(value, dict):
        raise Bad("must be an object")
    enabled, seconds = value.get("enabled", False), value.get("timeout")
    if not enabled:
        return {"enabled": False, "timeout": None}
    if seconds not in PAUSES:
        raise Bad(f"timeout must be one of {', '.join(map(str, PAUSES))}")
    return {"enabled": True, "timeout": seconds}
