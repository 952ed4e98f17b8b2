"""Urgency of a service's incidents at an instant, and when it changes. Notifies nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.kinds import Service, SupportHours
from pdsync.units import DAY
from pdsync.wall_times import second_of_day

_LONG_ENOUGH = timedelta(weeks=2)
"""Any hours begin and end in it, wherever the clocks change."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_OPEN = "open"
HIGH, LOW = "high", "low"
_SEVERITIES = {"critical": HIGH, "error": HIGH, "warning": LOW, "info": LOW}
"""PagerDuty's meaning of an alert's severity where urgency follows it; without one it is high."""


@frozen
class Urgency:
    """Urgency of an incident, with the reason.

    `rule` is what the service says: high, low or severity_based; `hours` whether its support hours
    are on, None where it has none.
    """

    level: str
    rule: str
    hours: bool | None = None


class NoHours(ValueError):
    """The support hours are not known whole."""


def urgency_at(service: Service, at: datetime, severity: str | None) -> Urgency:
    """Return the urgency of an incident that begins now; raises NoHours without support hours."""
    rule = service.incident_urgency_rule
    if rule.type == "constant":
        return _urgency(rule.urgency, severity, None)
    inside = bool(oncall.people_at(in_hours(service.support_hours), at))
    written = rule.during_support_hours if inside else rule.outside_support_hours
    return _urgency(written, severity, inside)


def _urgency(rule: str | None, severity: str | None, hours: bool | None) -> Urgency:  # noqa: FBT001 - what it is about
    word = rule or HIGH
    level = _SEVERITIES[severity or "critical"] if word == "severity_based" else word
    return Urgency(level, word, hours)


def raised_at(service: Service, after: datetime) -> datetime | None:
    """Return when a scheduled action next makes open incidents urgent; raises NoHours likewise."""
    moments = [action.at for action in service.scheduled_actions]
    if not moments or service.incident_urgency_rule.type == "constant":
        return None
    found = (time for time in _edges(service, moments, after) if time > after)
    return min(found, default=None)


def _edges(service: Service, moments: list[str], after: datetime) -> Iterator[datetime]:
    until = after + _LONG_ENOUGH
    for shift in oncall.final_shifts(in_hours(service.support_hours), after, until):
        if "support_hours_start" in moments:
            yield shift.start
        if "support_hours_end" in moments and shift.end < until:
            yield shift.end


def in_hours(hours: SupportHours | None) -> oncall.Schedule:
    """Return support hours as the engine takes them, with somebody in them; raises NoHours."""
    if not (hours and hours.time_zone and hours.start_time and hours.end_time):
        raise NoHours
    if not hours.days_of_week:
        raise NoHours
    start, end = second_of_day(hours.start_time), second_of_day(hours.end_time)
    length = (end - start) % DAY or DAY
    windows = (oncall.Window((day - 1) * DAY + start, length) for day in hours.days_of_week)
    layer = oncall.Layer(_EPOCH, None, _EPOCH, DAY, (_OPEN,), tuple(windows))
    return oncall.Schedule(hours.time_zone, (layer,))
