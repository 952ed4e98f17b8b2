"""Turns of a layer: find them, keep them or hand them over. Only virtual starts move.

Example: weekly turns of ana, ben, cleo from virtual start Monday 2 March 2026, 09:00, in London.
On Wednesday 11 March it is ben's turn. The list changes; `rebase` is asked for that Wednesday,
`handed_over` for the hand-off on Monday 16 March, 09:00:

    new list              rebase        on call       handed_over   on call from 16 March
    ana, dan, ben, cleo   23 February   ben, cleo     23 February   cleo, ana, dan, ben
    ben, cleo, ana        9 March       ben, cleo     9 March       cleo, ana, ben, cleo
    ana, cleo, dan        2 March       cleo, dan     9 March       cleo, dan, ana, cleo

The dates are virtual starts at 09:00: the start of a turn of the first of the new list. In the last
line Ben left: Cleo, the next who stays, has the rest of his week, or comes at the hand-off.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import count
from typing import Any

from pdsync.frozen import frozen, replace
from pdsync.oncall._clock import LONG_AGO, Clock, instant_of, seconds_of
from pdsync.oncall._schedule import Layer
from pdsync.oncall.final.layers import turn_pieces, turns_of
from pdsync.oncall.final.turns import Turns


def rebase(
    old: Layer, new: Layer, time_zone: str, now: datetime, *, old_zone: str | None = None
) -> Layer:
    """Return the new layer with its virtual start moved so that whoever is on call stays.

    `new` says who takes turns, when hand-offs are (its virtual start is one of them), how long a
    turn is, and the windows. Its first turn that still has time on call goes to the holder of that
    time by the old layer, windows left aside; if they left the list, to the next in the old list
    who stays. Everyone follows in the new order. `old_zone` is the time zone of the old layer where
    that is another. Raises ValueError for a list with nobody.
    """
    if not new.users:
        raise ValueError("nobody could take over")
    first = coming_turn(new, time_zone, now)
    clock = Clock(old_zone or time_zone)
    turn = _ordinal(turns_of(old, clock), clock, seconds_of(first.since))
    return first.held_by(place_of_holder(old.users, turn, new.users))


def handed_over(old: Layer, new: Layer, time_zone: str, handoff: datetime) -> Layer:
    """Return the new layer for a change at a hand-off, where the next in the new list takes over.

    Next after the member whose turn is over; if that one left the list, `rebase` decides. Where
    less than half of the new turn at the hand-off is left, it stays with the former holder, so that
    nobody gets a turn of a few hours. Raises ValueError for a list with nobody.
    """
    clock, at = Clock(time_zone), seconds_of(handoff)
    turns = turns_of(old, clock)
    before = turns.number(clock.wall(at - 1))
    # An empty turn uses up nobody: whoever had the last one before it has handed over.
    ended = turns.ordinal(before) - turns.is_empty(before)
    if not old.users or old.users[ended % len(old.users)] not in new.users:
        return rebase(old, new, time_zone, handoff)
    first = coming_turn(new, time_zone, handoff)
    start, end = turn_at(new, time_zone, handoff)
    is_short = start < handoff and 2 * (end - handoff).total_seconds() < new.turn_seconds
    place = place_of_holder(old.users, ended, new.users)
    return first.held_by(place if is_short else (place + 1) % len(new.users))


def place_of_holder(old: Sequence[Any], turn: int, new: Sequence[Any]) -> int:
    """Return the index in a new list at which the holder of an old turn goes on.

    A member who comes more than once keeps the same copy. If the holder left, the next in the old
    list who stays takes over.
    """
    if not old:
        return 0
    turns = range(turn, turn + len(old))
    place = next((number for number in turns if old[number % len(old)] in new), None)
    if place is None:
        return 0
    place %= len(old)
    order = tuple(old)
    for by in range(len(order) if len(order) == len(new) else 0):
        if order[by:] + order[:by] == tuple(new):  # the same order, begun elsewhere
            return (place - by) % len(order)
    # A member who comes twice goes on at the same copy, or at the last where fewer are left.
    copies = [index for index, one in enumerate(new) if one == old[place]]
    copy = sum(one == old[place] for one in old[:place])
    found: int = copies[min(copy, len(copies) - 1)]
    return found


@frozen
class Turn:
    """Turn of a layer, by its ordinal among the turns that are not empty, seen from an instant.

    `since` is the first time from that instant on at which its member is on call.
    """

    layer: Layer
    time_zone: str
    ordinal: int
    since: datetime
    seen: datetime

    @property
    def begins(self) -> datetime:
        """Instant at which the turn begins, be its member on call then or not."""
        clock = Clock(self.time_zone)
        turns = turns_of(self.layer, clock)
        return instant_of(clock.epoch(turns.stretch(turns.nth(self.ordinal))[0]))

    def held_by(self, member: int) -> Layer:
        """Return the layer with its virtual start moved so that a member, by index, has this turn.

        The hand-offs stay where they are.
        """
        clock = Clock(self.time_zone)
        latest = seconds_of(max(self.seen, self.layer.start))
        first, cycle = self.ordinal - member, len(self.layer.users)
        start = _usable_start(turns_of(self.layer, clock), clock, first, cycle, latest)
        return replace(self.layer, virtual_start=instant_of(start))


def coming_turn(layer: Layer, time_zone: str, at: datetime) -> Turn:
    """Return the first turn that still has time on call: the current one or a later one."""
    clock, instant = Clock(time_zone), seconds_of(at)
    rotation = turns_of(layer, clock)
    turn, since = _current(layer, rotation, clock, instant)
    return Turn(layer, time_zone, rotation.ordinal(turn), instant_of(since), at)


def turn_of(layer: Layer, time_zone: str, at: datetime) -> Turn:
    """Return the turn at an instant, whatever is left of it; the next one if it is empty."""
    clock = Clock(time_zone)
    ordinal = _ordinal(turns_of(layer, clock), clock, seconds_of(at))
    return Turn(layer, time_zone, ordinal, at, at)


def turn_at(layer: Layer, time_zone: str, at: datetime) -> tuple[datetime, datetime]:
    """Return start and end of the first turn that still has time on call."""
    clock = Clock(time_zone)
    rotation = turns_of(layer, clock)
    start, end = rotation.stretch(_current(layer, rotation, clock, seconds_of(at))[0])
    return instant_of(clock.epoch(start)), instant_of(clock.epoch(end))


def latest_on_the_wall(time_zone: str, second: int, period: int, at: datetime) -> datetime:
    """Return the last instant up to `at` at which the clocks showed a second of a period.

    `second` counts from Monday 00:00 on the wall, `period` is in seconds. An instant that the
    clocks skipped, or that would not come back as the same time, is passed over.
    """
    clock, instant = Clock(time_zone), seconds_of(at)
    wall = clock.wall(instant)
    wall -= (wall - second) % period
    while clock.epoch(wall) > instant or clock.wall(clock.epoch(wall)) != wall:
        wall -= period
    return instant_of(clock.epoch(wall))


def wall_second(time_zone: str, at: datetime) -> int:
    """Return what the clocks show, in seconds since a Monday 00:00."""
    return Clock(time_zone).wall(seconds_of(at))


def _current(layer: Layer, rotation: Turns, clock: Clock, at: int) -> tuple[int, int]:
    """Return the first turn that still has time on call, and from when on it has."""
    # Where the clocks changed, a turn of some time ago on the wall may not be over.
    turn = rotation.number(clock.wall(at) - clock.margin(at))
    ordinal = rotation.ordinal(turn)
    while True:
        turn = rotation.nth(ordinal)
        for start, end in turn_pieces(layer, rotation, clock, turn):
            if end > at:
                return turn, max(start, at)
        ordinal += 1


def _ordinal(rotation: Turns, clock: Clock, at: int) -> int:
    """Return the ordinal of the turn at an instant; of the next one if that turn is empty."""
    turn = rotation.number(clock.wall(at) - clock.margin(at))
    while clock.epoch(rotation.stretch(turn)[1]) <= at:
        turn += 1
    return rotation.ordinal(turn)


def _usable_start(rotation: Turns, clock: Clock, ordinal: int, cycle: int, latest: int) -> int:
    """Return the start of a turn, or of the same member's turn whole cycles before.

    PagerDuty begins the turns of a layer no later than the layer itself. An instant at which the
    clocks skip or repeat a time would not come back as the same hand-off.
    """
    walls = (rotation.stretch(rotation.nth(number))[0] for number in count(ordinal, -cycle))
    start = clock.beginning(wall for wall in walls if clock.epoch(wall) <= latest)
    assert start is not None  # noqa: S101 - there is always an earlier one
    # A layer that began so long ago begins when it is written, so that later is as good.
    later = count(ordinal + cycle, cycle) if start < 0 else ()
    for number in later:
        wall = rotation.stretch(rotation.nth(number))[0]
        found = clock.epoch(wall)
        if found >= 0 and clock.wall(found) == wall:
            return found if found <= LONG_AGO else start
    return start
