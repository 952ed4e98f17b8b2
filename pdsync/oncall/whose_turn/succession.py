"""Turns of an event: find, choose and keep them. Only first shifts move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

from pdsync.oncall._clock import LONG_AGO, Clock, instant_of, seconds_of
from pdsync.oncall._shift_based import Event, Rotation, ShiftSchedule
from pdsync.oncall.final.events import course
from pdsync.oncall.final.schedule import AnySchedule, final_shifts, people_at
from pdsync.oncall.recurrence.lines import UNITS, Periodic, parsed
from pdsync.oncall.recurrence.months import RecurrenceSet
from pdsync.oncall.whose_turn.first_shift import first_shifts
from pdsync.units import WEEK

_LOOKED_AT = timedelta(weeks=20)
"""How far two courses are compared: longer than turns last, and short enough to try many."""
_EARLIEST, _LONG_AGO = instant_of(0), instant_of(LONG_AGO)
# Most rules come again within two weeks; those of months and years need the longer ones.
_REACHES = (2 * WEEK, 60 * WEEK, 600 * WEEK)


def shift_at(event: Event, at: datetime) -> tuple[int, datetime] | None:
    """Return number and start of the shift that is current, or next; None if there is none.

    Effective dates (`since`, `until`) do not count.
    """
    clock, instant = Clock(event.time_zone), seconds_of(at)
    wall = clock.wall(instant)
    first = wall - clock.margin(instant) - event.seconds
    for reach in _REACHES:
        for number, start in course(event).occurrences.between(first, wall + reach):
            if clock.epoch(start + event.seconds) > instant:
                return number, instant_of(clock.epoch(start))
    return None


def turn_start(event: Event, at: datetime) -> datetime | None:
    """Return the start of the turn current or next at an instant: its member's first shift."""
    found = shift_at(event, at)
    if found is None:
        return None
    first = found[0] - found[0] % event.shifts_per_member
    clock = Clock(event.time_zone)
    wall = clock.wall(seconds_of(found[1]))
    for reach in _REACHES:
        starts = dict(course(event).occurrences.between(wall - reach, wall + WEEK))
        if first in starts:
            return instant_of(clock.epoch(starts[first]))
    return None


def next_turn(event: Event, at: datetime) -> datetime | None:
    """Return the start of the next member's shifts after an instant, or of the next if shared."""
    each = 1 if event.everyone or len({*event.members}) <= 1 else event.shifts_per_member
    clock, instant = Clock(event.time_zone), seconds_of(at)
    wall = clock.wall(instant)
    for reach in _REACHES:
        found = course(event).occurrences.between(wall - clock.margin(instant), wall + reach)
        for number, start in found:
            if number % each == 0 and clock.epoch(start) > instant:
                return instant_of(clock.epoch(start))
    return None


def with_shift(event: Event, number: int, at: datetime) -> Event:
    """Return the event begun so that the shift current or next at an instant has a number.

    The times of shifts stay. Where the rule cannot begin earlier (COUNT), the members move instead.
    """
    found = shift_at(event, at)
    if found is None or not event.members:
        return event
    occurrences = course(event).occurrences
    begun = None
    if occurrences.count is None and _has_exceptions(event):
        wall = Clock(event.time_zone).wall(seconds_of(found[1]))
        begun = _begun_before(event, wall, number)
    elif occurrences.count is None:
        begun = _begun(event, occurrences.rule, found[0] - number)
    if begun is not None:
        return begun
    # The rule cannot begin earlier (COUNT), or has no earlier occurrence: the members move.
    by = (number // event.shifts_per_member - found[0] // event.shifts_per_member) % len(
        event.members
    )
    return replace(event, members=event.members[by:] + event.members[:by])


def begun_in_range(event: Event) -> Event:
    """Return an event from before 1970 begun whole cycles later, in 2020, else unchanged.

    One whose rule has a COUNT, or whose cycle is too long for that, stays as it is.
    """
    occurrences = course(event).occurrences
    if event.start >= _EARLIEST or occurrences.count is not None or not event.members:
        return event
    found = shift_at(event, _LONG_AGO)
    if found is None:
        return event
    later = with_shift(event, found[0] % (len(event.members) * event.shifts_per_member), _LONG_AGO)
    return later if later.start >= _EARLIEST else event


def begun_by(event: Event, at: datetime) -> Event:
    """Return the event begun whole cycles earlier, so that it has begun by an instant.

    One whose rule cannot begin earlier stays as it is.
    """
    occurrences = course(event).occurrences
    rule = occurrences.rule
    if occurrences.count is not None or not event.members:
        return event
    clock, cycle = Clock(event.time_zone), len(event.members) * event.shifts_per_member
    first = shift_at(event, event.start) if _has_exceptions(event) else None
    if first is not None:
        wall = clock.wall(seconds_of(first[1]))
        return (event.start > at and _begun_before(event, wall, 0, at)) or event
    shifts = 1 - rule.number(clock.wall(seconds_of(at)) + 1)
    cycles = -(-shifts // cycle)
    return (_begun(event, rule, -cycles * cycle) if cycles > 0 else None) or event


def _has_exceptions(event: Event) -> bool:
    recurrence = parsed(event.recurrence)
    return bool(recurrence.left_out or recurrence.added)


def _begun_before(
    event: Event, wall: int, number: int, latest: datetime | None = None
) -> Event | None:
    """Return the event begun so that the shift at a wall time has a number (modulo a cycle)."""
    clock, cycle = Clock(event.time_zone), len(event.members) * event.shifts_per_member
    last = wall if latest is None else clock.wall(seconds_of(latest))
    walls = (one for one in first_shifts(event, wall, number, cycle) if one <= last)
    start = clock.beginning(walls)
    return None if start is None else replace(event, start=instant_of(start))


def shift_starts(event: Event, since: datetime, until: datetime) -> tuple[datetime, ...]:
    """Return the starts of shifts in [since, until), without regard to effective dates."""
    clock = Clock(event.time_zone)
    first, last = (clock.wall(seconds_of(one)) for one in (since, until))
    found = (clock.epoch(wall) for _, wall in course(event).occurrences.between(first, last))
    return tuple(instant_of(at) for at in found)


def _begun(event: Event, rule: Periodic | RecurrenceSet, first: int) -> Event | None:
    """Return the event begun with another shift, or whole cycles earlier where clocks change then.

    None where the calendar has no such shift.
    """
    clock, cycle = Clock(event.time_zone), len(event.members) * event.shifts_per_member
    start = clock.beginning(_walls(rule, first, cycle))
    return None if start is None else replace(event, start=instant_of(start))


def _walls(rule: Periodic | RecurrenceSet, first: int, cycle: int) -> Iterator[int]:
    """Yield the start of a shift and of those whole cycles before it, down to year 1."""
    for number in count(first, -cycle):
        wall = next(rule.starts(number), None)
        if wall is None:
            return
        yield wall


def taken_over(event: Event, schedule: AnySchedule, at: datetime) -> Event | None:
    """Return the event with turns that continue those of a schedule for the longest time.

    All phases are tried, and all weeks, days or hours from which an INTERVAL may count. None where
    by no phase the first shift is that of somebody who is on call by the schedule then.
    """
    best, longest = None, at
    for counted in _counted_otherwise(event, at):
        found = shift_at(counted, at)
        if found is None:
            continue
        there = set(people_at(schedule, max(found[1], at)))
        for number in range(len(event.members) * event.shifts_per_member):
            if event.members[number // event.shifts_per_member] in there:
                made = with_shift(counted, number, at)
                until = _agrees_until(made, schedule, at)
                if until > longest:
                    best, longest = made, until
                # It agrees as far as anybody looks, so that no other start can be better.
                if longest >= at + _LOOKED_AT:
                    return best
    return best


def _counted_otherwise(event: Event, at: datetime) -> Iterator[Event]:
    """Yield the event with each week, day or hour from which its INTERVAL may count."""
    rule = parsed(event.recurrence).rule
    unit = UNITS.get(rule.freq)
    clock = Clock(event.time_zone)
    first = clock.wall(seconds_of(event.start))
    for number in range(rule.interval if unit else 1):
        begins = instant_of(clock.epoch(first - number * (unit or 0)))
        if number == 0 or begins <= at:
            yield replace(event, start=begins)


def _agrees_until(event: Event, schedule: AnySchedule, at: datetime) -> datetime:
    """Return until when those who have the event's shifts are on call by a schedule too."""
    until = at + _LOOKED_AT
    alone = ShiftSchedule(event.time_zone, (Rotation((event,)),))
    for shift in final_shifts(alone, at, until):
        reached = shift.start
        for one in final_shifts(schedule, shift.start, shift.end):
            if one.user == shift.user and one.start <= reached:
                reached = max(reached, one.end)
        if reached < shift.end:
            return reached
    return until
