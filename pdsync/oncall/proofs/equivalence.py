"""Equivalence of two schedules: do they put the same people on call for ever?"""

from __future__ import annotations

from datetime import datetime
from math import lcm

from pdsync.frozen import frozen
from pdsync.oncall._choices import LIKELIEST
from pdsync.oncall._clock import Clock, WallClock, instant_of, seconds_of
from pdsync.oncall._restrictions import Cover, WallRange
from pdsync.oncall._schedule import Layer, Span
from pdsync.oncall._shift_based import ShiftSchedule
from pdsync.oncall.final.events import Course
from pdsync.oncall.final.layers import Piece, turns_of
from pdsync.oncall.final.schedule import AnySchedule, final_pieces
from pdsync.oncall.proofs.coverage import HORIZON
from pdsync.oncall.proofs.same_times import agree_until
from pdsync.oncall.proofs.steady_state import (
    LONGEST,
    amount,
    courses,
    edges,
    lasting,
    moved_by_changes,
    on_the_wall,
    period,
    shortest,
    zones,
)
from pdsync.units import DAY, WEEK

MOST_PIECES = 200_000
"""Pieces of a joint period that are compared; where it has more, ten years are."""

MOST_TURNS = 10_000
"""Shifts of a cycle that are written out; a longer cycle is known only by how it is written."""

SOON = 4 * WEEK
Canonical = tuple[int, int, tuple[str, ...], Cover]
Pair = tuple[AnySchedule, AnySchedule]


@frozen
class Sameness:
    """Answer whether two schedules put the same people on call from an instant on.

    `first_difference` is the first interval in which they do not, or None. `until`: how far the
    answer reaches, None for ever.
    """

    first_difference: Span | None
    until: datetime | None = None


def canonical(layer: Layer, time_zone: str, at: datetime) -> Canonical:
    """Return the one form of all layers that do the same from an instant on (no `start`, `end`).

    The wall seconds at which the turn then current, or the next with a window, begins; the length
    of a turn; the users from that turn on, without repetition; the cover of the wall week. For
    one user alone, turns mean nothing and are 0. Equal forms do the same; the reverse fails only
    for AABB with turns half as long as those of AB.
    """
    clock = Clock(time_zone)
    rotation, users = turns_of(layer, clock), shortest(layer.users)
    if len(users) <= 1:
        return 0, 0, users, rotation.cover
    ordinal = rotation.ordinal(rotation.number(clock.wall(seconds_of(at))))
    first = ordinal % len(users)
    start = rotation.stretch(rotation.nth(ordinal))[0]
    return start, layer.turn_seconds, users[first:] + users[:first], rotation.cover


def same_for_ever(one: AnySchedule, other: AnySchedule, since: datetime) -> Sameness:
    """Prove that two schedules agree from an instant on, or find the first difference.

    While layers, events or overrides come and go, time is rendered; after that what the clocks
    show decides, and one joint period of it answers for all time. Where that period is longer than
    a lifetime of such rules (that of months and years is 400 years), the zones differ, or things
    settle in more than ten years, ten years are rendered, and the proof reaches no further.
    """
    start = seconds_of(since)
    parted = agree_until(one, other, start)
    if parted is None:
        return Sameness(None)
    settled = max((edge for edge in edges(one) + edges(other) if edge > start), default=start)
    if settled > start + HORIZON:
        return _for_years(one, other, start)
    soon = settled + SOON
    found = _first_difference(one, other, (parted, soon if parted < soon else parted + HORIZON))
    if found:
        return Sameness(_span(found))
    ours, theirs = lasting(one), lasting(other)
    # Most plans change nothing for most schedules: this spares them a whole period.
    if _key(ours, settled) == _key(theirs, settled):
        return Sameness(None)
    again = lcm(period(ours), period(theirs))
    short = again < LONGEST and amount(ours, again) + amount(theirs, again) <= MOST_PIECES
    if short and len(zones(ours) | zones(theirs)) == 1:
        return _on_the_wall((one, other), (ours, theirs), settled, again)
    return _for_years(one, other, settled)


def _for_years(one: AnySchedule, other: AnySchedule, start: int) -> Sameness:
    reach = start + HORIZON
    found = _difference(_rendered(one, start, reach), _rendered(other, start, reach))
    return Sameness(_span(found) if found else None, until=instant_of(reach))


def _key(schedule: AnySchedule, at: int) -> tuple[object, ...]:
    """Return a key that only lasting schedules which do the same have in common."""
    if isinstance(schedule, ShiftSchedule):
        return tuple(sorted(repr(_canonical_event(one, at)) for one in courses(schedule)))
    when = instant_of(at)
    found = (canonical(layer, schedule.time_zone, when) for layer in schedule.layers)
    return (schedule.time_zone, *found) if schedule.layers else ()


def _canonical_event(one: Course, at: int) -> tuple[object, ...]:
    """Return the one form of a lasting event from an instant past its first shift and exceptions.

    Who has each of its shifts from the first that begins then, without repetition.
    """
    event, found = one.event, one.occurrences
    users: tuple[str | None, ...] = event.members
    each = event.shifts_per_member
    if event.everyone:
        users, first = tuple(sorted({user for user in users if user})), 0
    elif len(users) * each <= MOST_TURNS:
        number = found.rule.before(Clock(event.time_zone).wall(at))
        users = shortest(tuple(user for user in users for _ in range(each)))
        # The rule counts no exceptions, and past all of them each has moved the turns by one.
        first, each = (number + len(found.added) - len(found.left_out)) % len(users), 1
    else:
        return (event,)
    turns = users[first:] + users[:first]
    return event.time_zone, event.seconds, found.rule.pattern, event.everyone, each, turns


def _on_the_wall(real: Pair, left: Pair, at: int, again: int) -> Sameness:
    """Compare a period of what is left on the wall, and look up when a difference comes."""
    clock = Clock(max(zones(left[0]) | zones(left[1])))
    start = clock.wall(at) + 2 * DAY  # when the clocks show what they never did before
    found = _first_on_the_wall(left, start, start + again)
    if not found:
        return Sameness(_at_a_change(real, clock, at))
    # What differs on the wall may first fall into an hour that the clocks skip.
    reach, shown = clock.epoch(found[1]) + WEEK, None
    while shown is None:
        shown = _difference(*(_rendered(one, at, reach) for one in real))
        reach += again
    return Sameness(_span(shown))


def _first_on_the_wall(left: Pair, start: int, end: int) -> WallRange | None:
    """Return the first difference in wall time."""
    one, other = (on_the_wall(schedule, start) for schedule in left)
    return _first_difference(one, other, (start, end), WallClock())


def _first_difference(
    one: AnySchedule, other: AnySchedule, within: WallRange, clock: WallClock | None = None
) -> WallRange | None:
    """Return the first difference of a range, looked for in growing steps: most come soon."""
    start, end = within
    step = WEEK
    while True:
        window = start, min(start + step, end)
        found = _difference(
            *(final_pieces(side, window, LIKELIEST, clock) for side in (one, other))
        )
        if window[1] == end or (found and found[1] < window[1]):
            return found
        start, step = start if found else window[1], 2 * step


def _at_a_change(real: Pair, clock: Clock, at: int) -> Span | None:
    """Return the first difference that only a clock change makes; ten years show all of these."""
    if not any(moved_by_changes(lasting(one), at, at + HORIZON) for one in real):
        return None
    for start, end in clock.changes(at, at + HORIZON):
        found = _difference(*(_rendered(one, start, end) for one in real))
        if found:
            return _span(found)
    return None


def _rendered(schedule: AnySchedule, start: int, end: int) -> list[Piece]:
    return final_pieces(schedule, (start, end))


def _difference(ours: list[Piece], theirs: list[Piece]) -> WallRange | None:
    """Return the first interval in which one list has a person whom the other has not.

    In each list the pieces of one person are apart, so that an edge in both lists, or in neither,
    is no difference.
    """
    odd: set[tuple[str, int]] = set()
    for start, end, user in {*ours} ^ {*theirs}:
        odd ^= {(user, start)}
        odd ^= {(user, end)}
    if not odd:
        return None
    first = min(edge for _, edge in odd)
    edges_after = (edge for piece in (*ours, *theirs) for edge in piece[:2] if edge > first)
    return first, min(edges_after)


def _span(found: WallRange) -> Span:
    return Span(instant_of(found[0]), instant_of(found[1]))
