"""Instants as texts: those of PagerDuty's API, of iCalendar, and of a clock with its date. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo


def utc_stamp(when: datetime) -> str:
    """Write `2026-11-28T09:00:00Z`: PagerDuty has shifted hours that had other offsets."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def zone_stamp(when: datetime, zone: tzinfo = UTC) -> str:
    """Write `2026-11-28T10:00:00+01:00`, on the clocks of a zone; `Z` for an offset of none."""
    return when.astimezone(zone).isoformat().replace("+00:00", "Z")


def read_stamp(text: str) -> datetime:
    """Read a time that a machine wrote, as JSON has it; raises ValueError for another text."""
    return datetime.fromisoformat(text)


def ical_stamp(when: datetime) -> str:
    """Write `20261128T090000Z`, as EXDATE, UNTIL and DTSTART have it."""
    return when.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def clock_stamp(when: datetime, zone: str) -> str:
    """Write `2026-11-28 10:00`, on the clocks of a zone, as the YAML has it."""
    return f"{when.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def zoned_stamp(when: datetime, zone: str) -> str:
    """Write `2026-11-28 10:00 (Europe/Paris)`, for people."""
    return f"{clock_stamp(when, zone)} ({zone})"
