"""Whether two schedules put the same people on call for ever. Compares; explains nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from math import gcd, lcm

from pdsync.oncall._choices import LIKELIEST
from pdsync.oncall._clock import Clock, WallClock, instant_of, seconds_of
from pdsync.oncall._coverage import HORIZON, edges
from pdsync.oncall._final import final_pieces
from pdsync.oncall._restrictions import Cover, Stretch
from pdsync.oncall._schedule import WEEK, Layer, Schedule, Span
from pdsync.oncall._stack import Piece, turns_of

MOST_PIECES = 200_000
SOON = 4 * WEEK
Canonical = tuple[int, int, tuple[str, ...], Cover]


@dataclass(frozen=True)
class Sameness:
    """Whether the same people are on call from an instant on.

    `first_difference` is an interval in which others are, or None. `until`: how far this
    reaches, None for ever.
    """

    first_difference: Span | None
    until: datetime | None = None


def canonical(layer: Layer, time_zone: str, at: datetime) -> Canonical:
    """What a layer does from an instant on, its `start` and `end` left aside, in one form.

    The wall seconds at which the turn then current, or the next with a window, begins; the length
    of a turn; the users from that turn on, without repetition; the cover of the wall week. For
    one user alone, turns mean nothing and are 0. Equal forms do the same; the reverse fails only
    for AABB with turns half as long as those of AB.
    """
    clock = Clock(time_zone)
    rotation, users = turns_of(layer, clock), _shortest(layer.users)
    if len(users) <= 1:
        return 0, 0, users, rotation.cover
    ordinal = rotation.ordinal(rotation.number(clock.wall(seconds_of(at))))
    first = ordinal % len(users)
    start = rotation.stretch(rotation.nth(ordinal))[0]
    return start, layer.turn_seconds, users[first:] + users[:first], rotation.cover


def same_for_ever(one: Schedule, other: Schedule, since: datetime) -> Sameness:
    """Prove that two schedules agree from an instant on, or find the first difference.

    While layers or overrides come and go, time is rendered; after that what the clocks show
    decides, and one joint period of it answers for all time. Where that period is too long to
    be rendered (centuries, mostly), the zones differ, or things settle in more than ten years,
    ten years are rendered, and the proof reaches no further.
    """
    start = seconds_of(since)
    settled = max((edge for edge in edges(one) + edges(other) if edge > start), default=start)
    if settled > start + HORIZON:
        return _for_years(one, other, start)
    soon = settled + SOON  # what differs mostly does so at once
    found = _difference(_rendered(one, start, soon), _rendered(other, start, soon))
    if found:
        return Sameness(_span(found))
    if one.time_zone == other.time_zone:
        ours, theirs = (_lasting(schedule) for schedule in (one, other))
        if _key(ours, settled) == _key(theirs, settled):
            return Sameness(None)
        period = lcm(_period(ours), _period(theirs))
        if _pieces(ours, period) + _pieces(theirs, period) <= MOST_PIECES:
            return _on_the_wall(ours, theirs, settled, period)
    return _for_years(one, other, settled)


def _for_years(one: Schedule, other: Schedule, start: int) -> Sameness:
    reach = start + HORIZON
    found = _difference(_rendered(one, start, reach), _rendered(other, start, reach))
    return Sameness(_span(found) if found else None, until=instant_of(reach))


def _lasting(schedule: Schedule) -> Schedule:
    """What is left of a schedule when all is over that ends."""
    lasting = (layer for layer in schedule.layers if layer.end is None and layer.users)
    kept = (replace(layer, users=_shortest(layer.users)) for layer in lasting)
    return Schedule(schedule.time_zone, tuple(kept))


def _key(schedule: Schedule, at: int) -> tuple[Canonical, ...]:
    when = instant_of(at)
    return tuple(canonical(layer, schedule.time_zone, when) for layer in schedule.layers)


def _period(schedule: Schedule) -> int:
    """After how many wall seconds everything repeats."""
    periods = [WEEK]
    for layer in schedule.layers:
        rotation, users = turns_of(layer, Clock(schedule.time_zone)), len(layer.users)
        again = users // gcd(users, rotation.served)
        periods.append(WEEK if users == 1 else rotation.period * rotation.length * again)
    return lcm(*periods)


def _pieces(schedule: Schedule, period: int) -> int:
    """About how many pieces there are to render in a period."""
    return sum(
        period // layer.turn_seconds + period // WEEK * len(layer.windows)
        for layer in schedule.layers
    )


def _on_the_wall(one: Schedule, other: Schedule, at: int, period: int) -> Sameness:
    clock = Clock(one.time_zone)
    start = clock.wall(at)
    window, wall = (start, start + period), WallClock()
    ours, theirs = (
        final_pieces(_of_wall(schedule, clock, start), window, LIKELIEST, wall)
        for schedule in (one, other)
    )
    found = _difference(ours, theirs)
    if not found:
        return Sameness(None)
    # What differs on the wall may first fall into an hour that the clocks skip.
    reach, real = clock.epoch(found[1]) + WEEK, None
    while real is None:
        real = _difference(_rendered(one, at, reach), _rendered(other, at, reach))
        reach += period
    return Sameness(_span(real))


def _of_wall(schedule: Schedule, clock: Clock, start: int) -> Schedule:
    """The schedule on a clock that is never changed."""
    layers = (
        replace(
            layer,
            start=instant_of(start),
            virtual_start=instant_of(clock.wall(seconds_of(layer.virtual_start))),
        )
        for layer in schedule.layers
    )
    return Schedule(schedule.time_zone, tuple(layers))


def _rendered(schedule: Schedule, start: int, end: int) -> list[Piece]:
    return final_pieces(schedule, (start, end))


def _difference(ours: list[Piece], theirs: list[Piece]) -> Stretch | None:
    """The first interval in which one list has somebody whom the other has not."""
    if ours == theirs:
        return None
    points = sorted({edge for piece in (*ours, *theirs) for edge in piece[:2]})
    mine, yours = iter(ours), iter(theirs)
    left, right = next(mine, None), next(yours, None)
    for start, end in pairwise(points):
        while left and left[1] <= start:
            left = next(mine, None)
        while right and right[1] <= start:
            right = next(yours, None)
        if _who(left, start) != _who(right, start):
            return start, end
    return None


def _who(piece: Piece | None, at: int) -> str | None:
    return piece[2] if piece and piece[0] <= at else None


def _span(found: Stretch) -> Span:
    return Span(instant_of(found[0]), instant_of(found[1]))


def _shortest(users: tuple[str, ...]) -> tuple[str, ...]:
    """The shortest list that, repeated, is this one."""
    for length in range(1, len(users)):
        if len(users) % length == 0 and users[:length] * (len(users) // length) == users:
            return users[:length]
    return users
