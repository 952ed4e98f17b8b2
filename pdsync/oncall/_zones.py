"""Time zones whose clocks decide who is on call by a schedule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from pdsync.oncall._schedule import Schedule
from pdsync.oncall.final.schedule import AnySchedule


def time_zones(schedule: AnySchedule, at: datetime) -> tuple[str, ...]:
    """Return the zones that decide who is on call from an instant on; of events, their own."""
    if isinstance(schedule, Schedule):
        return (schedule.time_zone,)
    events = (event for rotation in schedule.rotations for event in rotation.events)
    going = (one.time_zone for one in events if one.until is None or one.until > at)
    return tuple(dict.fromkeys(going))


def on_other_clocks(schedule: AnySchedule, names: Mapping[str, str]) -> AnySchedule:
    """Return the schedule with some of its zones renamed; instants stay the same."""

    def named(zone: str) -> str:
        return names.get(zone, zone)

    if isinstance(schedule, Schedule):
        return replace(schedule, time_zone=named(schedule.time_zone))
    rotations = (
        replace(
            rotation,
            events=tuple(replace(one, time_zone=named(one.time_zone)) for one in rotation.events),
        )
        for rotation in schedule.rotations
    )
    return replace(schedule, rotations=tuple(rotations))
