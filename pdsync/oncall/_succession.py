"""Which shift of an event is whose: phases chosen and kept. Moves first shifts, renders nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from itertools import takewhile

from pdsync.oncall._clock import Clock, instant_of, seconds_of
from pdsync.oncall._concurrent import course
from pdsync.oncall._final import AnySchedule, people_at
from pdsync.oncall._recurrence import Periodic
from pdsync.oncall._schedule import WEEK
from pdsync.oncall._shift_based import Event

_REACHES = (2 * WEEK, 60 * WEEK, 600 * WEEK)


def shift_at(event: Event, at: datetime) -> tuple[int, datetime] | None:
    """The number and the beginning of the shift that is current, or the next; None for none.

    The life of the event does not count.
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
    """When the first shift begins of the member who has the one current or next at an instant."""
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
    """When the next member's shifts begin after an instant, or the next shift where all share."""
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
    """The event, begun so that the shift current or next at an instant has that number.

    Shifts stay when they are. Of a rule that cannot be begun earlier, the members move instead.
    """
    found = shift_at(event, at)
    if found is None or not event.members:
        return event
    occurrences = course(event).occurrences
    endless = occurrences.count is None and not occurrences.left_out and not occurrences.added
    if isinstance(occurrences.rule, Periodic) and endless:
        return _begun(event, occurrences.rule, found[0] - number)
    by = (number // event.shifts_per_member - found[0] // event.shifts_per_member) % len(
        event.members
    )
    return replace(event, members=event.members[by:] + event.members[:by])


def begun_by(event: Event, at: datetime) -> Event:
    """The event from whole cycles earlier on, so that it has begun by an instant.

    One whose rule cannot be begun earlier stays as it is.
    """
    occurrences = course(event).occurrences
    rule = occurrences.rule
    if not isinstance(rule, Periodic) or occurrences.count is not None or not event.members:
        return event
    clock, cycle = Clock(event.time_zone), len(event.members) * event.shifts_per_member
    periods = -((clock.wall(seconds_of(at)) - rule.origin) // rule.period)
    cycles = -(-periods * len(rule.offsets) // cycle)
    return _begun(event, rule, -cycles * cycle) if cycles > 0 else event


def _begun(event: Event, rule: Periodic, first: int) -> Event:
    """The event from another shift on, or from whole cycles before it where clocks mislead."""
    clock, cycle = Clock(event.time_zone), len(event.members) * event.shifts_per_member
    while True:
        wall = next(rule.starts(first))
        if clock.wall(clock.epoch(wall)) == wall:
            return replace(event, start=instant_of(clock.epoch(wall)))
        first -= cycle


def taken_over(event: Event, schedule: AnySchedule, at: datetime) -> Event | None:
    """The event, its phase such that whoever has its shifts by a schedule goes on having them.

    The first shift that is not over and that a member is on call for by the schedule is theirs;
    those just before it that were theirs too count. None where none of its members ever is, in
    one cycle of shifts.
    """
    found = shift_at(event, at)
    if found is None:
        return None
    cycle = len(event.members) * event.shifts_per_member
    starts = _starts(event, found[1], cycle)

    def holder(number: int) -> str | None:
        when = max(starts[number], at) if number >= found[0] else starts[number]
        return next((one for one in people_at(schedule, when) if one in event.members), None)

    ahead = (number for number in range(found[0], found[0] + cycle) if number in starts)
    first = next((number for number in ahead if holder(number)), None)
    if first is None:
        return None
    before = range(first - 1, first - event.shifts_per_member, -1)
    theirs = takewhile(lambda one: one in starts and holder(one) == holder(first), before)
    place = event.members.index(holder(first)) * event.shifts_per_member + len([*theirs])
    return with_shift(event, place - (first - found[0]), at)


def _starts(event: Event, at: datetime, ahead: int) -> Mapping[int, datetime]:
    """When shifts begin, by number: those of a year before, and as many to come, if there are."""
    clock = Clock(event.time_zone)
    first = clock.wall(seconds_of(at))
    found: dict[int, datetime] = {}
    for reach in _REACHES:
        walls = course(event).occurrences.between(first - _REACHES[1], first + reach)
        found = {number: instant_of(clock.epoch(wall)) for number, wall in walls}
        if sum(start >= at for start in found.values()) >= ahead:
            break
    return found
