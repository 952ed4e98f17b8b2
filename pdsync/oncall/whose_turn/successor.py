"""Turns of an event that succeeds another: whoever is on call stays. Only first shifts move.

Example: weekdays 09:00 to 17:00 in London, first shift Monday 2 March 2026. Ana and Ben take five
shifts each; on Wednesday 11 March at 10:00 Ben has his third of five.

    new list         first shift   on call
    ben, cleo, ana   9 March       ben until Friday 13, cleo from 16, ana from 23 March
    ana, cleo, ben   23 February   ben until Friday 13, ana from 16, cleo from 23 March
    ana, cleo        11 March      ana until Tuesday 17, cleo from 18 March

Ben's two shifts that are over count: in the first two lines three are left, not five. In the last
line Ben left the list, and Ana, who came after him, begins five of her own.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from pdsync.oncall._clock import Clock, instant_of, seconds_of
from pdsync.oncall._shift_based import Event
from pdsync.oncall.final.events import course
from pdsync.oncall.recurrence.lines import parsed
from pdsync.oncall.whose_turn.first_shift import first_shifts
from pdsync.oncall.whose_turn.rebase import place_of_holder
from pdsync.oncall.whose_turn.succession import with_shift
from pdsync.units import WEEK


def successor(old: Event, new: Event, now: datetime, *, hands_over: bool = False) -> Event:
    """Return the new event with its first shift moved so that whoever is on call stays.

    The current shift is the one that is not over, or the next. It goes to the holder of the old
    event's shift that is current too, else of the one that begins nearest; if they left the list,
    to the next in the old list who stays. Shifts of the holder's turn that are over count. Everyone
    follows in the new order. `hands_over`: `now` is a hand-off, and the next after the member whose
    turn is over comes. An event for everyone is left as it is; where the rule has a COUNT, members
    move instead of the first shift.
    """
    found = None if new.everyone or not new.members else _current(new, now)
    if found is None:
        return new
    ahead = _ahead(old, new, now, hands_over=hands_over)
    # A rule with a COUNT cannot begin earlier: it would end earlier, too.
    if parsed(new.recurrence).count is not None:
        return with_shift(new, ahead, now)
    cycle = len(new.members) * new.shifts_per_member
    first = Clock(new.time_zone).beginning(first_shifts(new, found[1], ahead, cycle))
    return new if first is None else replace(new, start=instant_of(first))


def _ahead(old: Event, new: Event, now: datetime, *, hands_over: bool) -> int:
    """Count the shifts of the new event that come before the current one in a cycle."""
    number = None if old.everyone or not old.members else _counterpart(old, new, now)
    if number is None:
        return 0
    turn, over = divmod(number, old.shifts_per_member)
    # At the hand-off the current turn is the next one already; the one before it is over.
    if hands_over and old.members[(turn - 1) % len(old.members)] in new.members:
        place = place_of_holder(old.members, turn - 1, new.members) + 1
        return place % len(new.members) * new.shifts_per_member
    goes_on = old.members[turn % len(old.members)] in new.members
    # Of a turn that gets shorter at least the last shift is left.
    over = min(over, new.shifts_per_member - 1) if goes_on else 0
    return place_of_holder(old.members, turn, new.members) * new.shifts_per_member + over


def _counterpart(old: Event, new: Event, now: datetime) -> int | None:
    """Return the number of the old shift that the current new shift replaces."""
    ours, theirs = _current(new, now), _current(old, now)
    if ours is None or theirs is None:
        return None
    begins = Clock(new.time_zone).epoch(ours[1])
    # Both have begun: the holder goes on, however far apart the two starts are.
    if max(begins, Clock(old.time_zone).epoch(theirs[1])) <= seconds_of(now):
        return theirs[0]
    near = _neighbours(old, theirs)
    return min(near, key=lambda number: (abs(near[number] - begins), number != theirs[0]))


def _neighbours(event: Event, shift: tuple[int, int]) -> dict[int, int]:
    """Return the starts of a shift and of its neighbours by number, in epoch seconds."""
    number, wall = shift
    clock, found = Clock(event.time_zone), dict[int, int]()
    # The first is enough for most rules, the second for a yearly one.
    for reach in (2 * WEEK, 60 * WEEK):
        starts = course(event).occurrences.between(wall - reach, wall + reach)
        found = {n: clock.epoch(at) for n, at in starts if abs(n - number) <= 1}
        if {number - 1, number + 1} <= found.keys():
            break
    return found


def _current(event: Event, now: datetime) -> tuple[int, int] | None:
    """Return number and wall time of the first shift not over; None if none comes for years."""
    clock, at = Clock(event.time_zone), seconds_of(now)
    wall, step = clock.wall(at), WEEK
    while step < 1000 * WEEK:
        for number, start in course(event).occurrences.between(wall - event.seconds, wall + step):
            if clock.epoch(start + event.seconds) > at:
                return number, start
        step *= 4
    return None
