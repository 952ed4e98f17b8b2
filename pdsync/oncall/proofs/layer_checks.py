"""Checks of one layer that lint uses: slivers, layers never on call, layers hidden for ever."""

from __future__ import annotations

from datetime import datetime

from pdsync.frozen import frozen
from pdsync.oncall._clock import Clock, seconds_of
from pdsync.oncall._restrictions import FULL, Cover, cover, holes, met, overlap, union
from pdsync.oncall._schedule import Layer, Schedule
from pdsync.oncall.final.layers import FOREVER, layer_pieces, life, over, turns_of
from pdsync.oncall.final.schedule import final_pieces
from pdsync.oncall.proofs.coverage import HORIZON
from pdsync.units import WEEK


@frozen
class Sliver:
    """Turn that has too little window time to be meant.

    `start` is the wall time at which its member comes on call, in seconds since Monday 00:00;
    `seconds` is its window time in all, `typical` that of most turns of the layer.
    """

    start: int
    seconds: int
    typical: int


def sliver(layer: Layer, time_zone: str) -> Sliver | None:
    """Return the first turn that has less than half the window time of a typical one, but has some.

    Such a turn uses up a member for next to nothing, because a hand-off cuts a window. One that has
    a short window whole, as on a Saturday, is meant.
    """
    turns, covered = turns_of(layer, Clock(time_zone)), cover(layer.windows)
    if covered == FULL or len({*layer.users}) <= 1:
        return None
    found = [met(covered, *turns.stretch(turn)) for turn in range(turns.period)]
    lengths = [sum(end - start for start, end in windows) for windows in found]
    some = sorted(length for length in lengths if length)
    typical = some[len(some) // 2]
    short = (
        place
        for place, length in enumerate(lengths)
        if 0 < 2 * length < typical and any(_cuts(covered, at) for at in turns.stretch(place))
    )
    return next((Sliver(found[at][0][0] % WEEK, lengths[at], typical) for at in short), None)


def _cuts(covered: Cover, wall: int) -> bool:
    """Return True if a cover is open on both sides of a wall time."""
    around = (wall - 1) % WEEK, wall % WEEK
    return all(any(opens <= at < closes for opens, closes in covered) for at in around)


def never_on_call(layer: Layer, time_zone: str) -> bool:
    """Return True if a layer never puts anybody on call: no users, or no window in its life."""
    start, end = life(layer)
    reach = min(end, start + 2 * layer.turn_seconds + 2 * WEEK)
    return not layer_pieces(layer, Clock(time_zone), (start, reach))


def hidden_for_ever(schedule: Schedule, index: int, at: datetime) -> bool:
    """Return True if the layers above leave a layer no time from an instant on (no overrides).

    A layer that has no time anyway is not hidden.
    """
    layer, above = schedule.layers[index], schedule.layers[index + 1 :]
    start = seconds_of(at)
    settled = max(start, *(edge for one in schedule.layers for edge in life(one) if edge < FOREVER))
    window = start, min(settled, start + HORIZON) + 2 * layer.turn_seconds + 2 * WEEK
    mine = layer_pieces(layer, Clock(schedule.time_zone), window)
    hiding = final_pieces(Schedule(schedule.time_zone, above), window)
    if not mine or len(over(hiding, mine)) > len(hiding):
        return False
    lasting = [one for one in above if one.users and life(one)[1] > window[1]]
    covered = union(stretch for one in lasting for stretch in cover(one.windows))
    return life(layer)[1] <= window[1] or not overlap(cover(layer.windows), holes(covered))
