"""Steady state: the open-ended part of schedules, and the period after which it repeats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import gcd, lcm
from typing import TypeVar

from pdsync.oncall._clock import Clock, instant_of, seconds_of
from pdsync.oncall._schedule import Layer, Override, Schedule
from pdsync.oncall._shift_based import CustomShift, Rotation, ShiftOverride, ShiftSchedule
from pdsync.oncall.final.events import Course, course
from pdsync.oncall.final.layers import FOREVER, life, turns_of
from pdsync.oncall.final.schedule import AnySchedule
from pdsync.oncall.recurrence.lines import Periodic
from pdsync.units import DAY, WEEK

AnyUser = TypeVar("AnyUser", str, str | None)
UNENDING = 1 << 50
"""A period nobody would render."""

LONGEST = 60 * 365 * DAY
"""The longest period by which anything is said to be for ever."""


def edges(schedule: AnySchedule) -> list[int]:
    """Yield when parts of a schedule begin, end or make an exception, in epoch seconds."""
    once: list[CustomShift | Override | ShiftOverride] = [*schedule.overrides]
    if isinstance(schedule, ShiftSchedule):
        once += schedule.custom_shifts
        found = [edge for one in courses(schedule) for edge in _edges_of(one)]
    else:
        found = [edge for layer in schedule.layers for edge in life(layer) if edge < FOREVER]
    return found + [seconds_of(time) for one in once for time in (one.start, one.end)]


def lasting(schedule: AnySchedule) -> AnySchedule:
    """Return the schedule without the parts that end, as if the rest had always been in force."""
    if isinstance(schedule, ShiftSchedule):
        kept = (replace(one.event, since=None) for one in courses(schedule) if _lasts(one))
        return ShiftSchedule(schedule.time_zone, tuple(Rotation((event,)) for event in kept))
    layers = (layer for layer in schedule.layers if layer.end is None and layer.users)
    cut = (replace(layer, users=shortest(layer.users)) for layer in layers)
    return Schedule(schedule.time_zone, tuple(cut))


def zones(schedule: AnySchedule) -> set[str]:
    """Return the time zones of a schedule's parts."""
    if isinstance(schedule, ShiftSchedule):
        return {one.event.time_zone for one in courses(schedule)}
    return {schedule.time_zone} if schedule.layers else set()


def period(schedule: AnySchedule) -> int:
    """Return after how many wall seconds a lasting schedule repeats; UNENDING or more: not soon."""
    if isinstance(schedule, ShiftSchedule):
        return lcm(WEEK, *map(period_of, courses(schedule)))
    clock = Clock(schedule.time_zone)
    return lcm(WEEK, *(period_of_layer(layer, clock) for layer in schedule.layers))


def amount(schedule: AnySchedule, seconds: int) -> int:
    """Estimate how many pieces there are to render in some seconds."""
    if isinstance(schedule, ShiftSchedule):
        return sum(map(len, (one.event.members for one in courses(schedule)))) + sum(
            (seconds // rule.period + 1) * len(rule.offsets)
            for one in courses(schedule)
            if isinstance(rule := one.occurrences.rule, Periodic)
        )
    return sum(
        seconds // layer.turn_seconds + seconds // WEEK * len(layer.windows)
        for layer in schedule.layers
    )


def on_the_wall(schedule: AnySchedule, start: int) -> AnySchedule:
    """Return a lasting schedule for a clock that never changes, from a wall time on."""
    if isinstance(schedule, ShiftSchedule):
        return schedule
    clock = Clock(schedule.time_zone)
    layers = (
        replace(
            layer,
            start=instant_of(start),
            virtual_start=instant_of(clock.wall(seconds_of(layer.virtual_start))),
        )
        for layer in schedule.layers
    )
    return Schedule(schedule.time_zone, tuple(layers))


def moved_by_changes(schedule: AnySchedule, start: int, end: int) -> bool:
    """Return True if a change of the clocks in a range can do more than the wall shows.

    Shifts of events may overlap where an hour is skipped. Turns and windows of layers keep their
    order, but for an edge in the hour that is skipped: it comes after that hour, and so after
    edges that are later on the wall.
    """
    if isinstance(schedule, ShiftSchedule):
        return True
    clock = Clock(schedule.time_zone)
    skipped = [(first % DAY, last - first) for first, last in clock.skipped(start, end)]
    return any(
        (second - first) % every < length
        for layer in schedule.layers
        for second, every in _edges_of_days(layer, clock)
        for first, length in skipped
    )


def _edges_of_days(layer: Layer, clock: Clock) -> Iterator[tuple[int, int]]:
    """Yield wall seconds at which turns or windows begin or end, each with how often it comes."""
    if len({*layer.users}) > 1:
        yield clock.wall(seconds_of(layer.virtual_start)), gcd(layer.turn_seconds, DAY)
    for window in layer.windows:
        yield from ((window.start, DAY), (window.start + window.seconds, DAY))


def courses(schedule: ShiftSchedule) -> list[Course]:
    """Return the courses of all events of a schedule."""
    return [course(event) for rotation in schedule.rotations for event in rotation.events]


def period_of(one: Course) -> int:
    """Return after how many wall seconds an event's shifts come to the same people again."""
    rule = one.occurrences.rule
    if not isinstance(rule, Periodic):
        return UNENDING
    if one.event.everyone:
        return rule.period
    cycle = len(shortest(one.event.members)) * one.event.shifts_per_member
    again = 1 if cycle == one.event.shifts_per_member else cycle // gcd(cycle, len(rule.offsets))
    return rule.period * again


def cover_period_of(one: Course) -> int:
    """Return after how many wall seconds an event covers the same times again."""
    rule = one.occurrences.rule
    if isinstance(rule, Periodic) and None not in one.event.members:
        return rule.period
    return period_of(one)


def shortest(users: tuple[AnyUser, ...]) -> tuple[AnyUser, ...]:
    """Return the shortest list of which this one is a repetition."""
    for length in range(1, len(users)):
        if len(users) % length == 0 and users[:length] * (len(users) // length) == users:
            return users[:length]
    return users


def steady(parts: Iterable[Course]) -> int:
    """Return the wall time, start of a week, after which no first shift or exception matters."""
    walls = (wall for one in parts for wall in _walls_of(one))
    return -(-max(walls, default=0) // WEEK) * WEEK


def _lasts(one: Course) -> bool:
    rule = one.occurrences.rule
    endless = one.until >= FOREVER and one.occurrences.count is None
    # The thirtieth of February is a rule without an end that nobody ever has a shift by.
    nothing = next(rule.starts(0), None) is None
    return endless and not nothing and any(one.event.members)


def _edges_of(one: Course) -> list[int]:
    clock = Clock(one.event.time_zone)
    ends = [edge for edge in (one.since, one.until) if abs(edge) < FOREVER]
    return ends + [clock.epoch(wall) for wall in _walls_of(one)]


def _walls_of(one: Course) -> list[int]:
    """Yield the wall seconds at which its first, last and exceptional shifts begin and end."""
    found = one.occurrences
    walls = [Clock(one.event.time_zone).wall(seconds_of(one.event.start))]
    walls += [*found.left_out, *found.added]
    if found.count:
        last = next(found.rule.starts(found.count - 1), None)
        walls += [] if last is None else [last]
    return [edge for wall in walls for edge in (wall, wall + one.event.seconds)]


def period_of_layer(layer: Layer, clock: Clock) -> int:
    """Return after how many wall seconds a layer's turns come to the same people again."""
    turns, users = turns_of(layer, clock), len(layer.users)
    again = users // gcd(users, turns.served)
    return WEEK if users == 1 else turns.period * turns.length * again
