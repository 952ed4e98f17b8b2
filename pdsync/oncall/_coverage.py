"""Where nobody is on call: over a window, and for all time. Says what is so; judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pdsync.oncall._clock import Clock, instant_of, seconds_of
from pdsync.oncall._final import final_pieces
from pdsync.oncall._restrictions import Cover, cover, holes, joined, union
from pdsync.oncall._schedule import WEEK, Layer, Schedule, Shift, Span
from pdsync.oncall._stack import FOREVER, life

HORIZON = 10 * 53 * WEEK


@dataclass(frozen=True)
class Proof:
    """Whether somebody is always on call from an instant on.

    `first_gap` is the first interval with nobody, or None. `every_week`: as long as the layers
    and clocks last, it comes again each week. `for_good`: nobody ever is on call after it began,
    so that its end means nothing. `until`: how far this reaches, None for ever.
    """

    first_gap: Span | None
    every_week: bool = False
    for_good: bool = False
    until: datetime | None = None


def gaps(shifts: Iterable[Shift], since: datetime, until: datetime) -> tuple[Span, ...]:
    """The intervals of [since, until) that no shift is in. Shifts of any schedules, in any order.

    So the shifts of all targets of an escalation level give the gaps of the level.
    """
    taken = [(seconds_of(shift.start), seconds_of(shift.end)) for shift in shifts]
    free = _free(taken, seconds_of(since), seconds_of(until))
    return tuple(Span(instant_of(start), instant_of(end)) for start, end in free)


def coverage_percent(shifts: Iterable[Shift], since: datetime, until: datetime) -> float:
    """How much of [since, until) has somebody on call; ValueError for a range that is none."""
    if since >= until:
        raise ValueError("no time to be covered")
    free = sum((gap.end - gap.start for gap in gaps(shifts, since, until)), timedelta())
    return 100 * (1 - free / (until - since))


def weekly_gaps(schedules: Iterable[Schedule]) -> tuple[tuple[int, int], ...]:
    """The stretches of the wall week that no layer without an end covers, in wall seconds.

    Of schedules of one time zone: the weeks of others are elsewhere.
    """
    return holes(_lasting(layer for schedule in schedules for layer in schedule.layers))


def coverage_proof(schedules: Sequence[Schedule], since: datetime) -> Proof:
    """Prove that one of the schedules always has somebody, or find the first gap.

    While layers or overrides still come and go, time is rendered; after that the cover of the
    wall week is the same for ever, and so is the answer. Schedules that settle in more than ten
    years, or are of several zones of which none covers the week alone, are rendered for ten
    years, and the proof reaches no further.
    """
    start = seconds_of(since)
    settled = max((edge for one in schedules for edge in edges(one) if edge > start), default=start)
    gap = _first_gap(schedules, start, min(settled, start + HORIZON))
    if settled > start + HORIZON:
        return Proof(gap, until=instant_of(start + HORIZON))
    if gap is not None and gap.end < instant_of(settled):
        return Proof(gap)
    full = [group for group in _by_zone(schedules) if not weekly_gaps(group)]
    if full:
        return Proof(gap or _gap_of_a_change(full[0], settled))
    one_zone = len({schedule.time_zone for schedule in schedules}) <= 1
    reach = settled + (3 * WEEK if one_zone else HORIZON)
    gap = _first_gap(schedules, start, reach)
    if not one_zone:
        return Proof(gap, until=instant_of(reach))
    recurs = gap is not None and gap.end > instant_of(settled)
    return Proof(gap, every_week=recurs, for_good=gap is not None and gap.end == instant_of(reach))


def edges(schedule: Schedule) -> list[int]:
    """When layers and overrides begin and end, in epoch seconds."""
    lives = [edge for layer in schedule.layers for edge in life(layer) if edge < FOREVER]
    times = [time for one in schedule.overrides for time in (one.start, one.end)]
    return lives + [seconds_of(time) for time in times]


def _lasting(layers: Iterable[Layer]) -> Cover:
    lasting = [cover(layer.windows) for layer in layers if layer.end is None and layer.users]
    return union(stretch for covered in lasting for stretch in covered)


def _gap_of_a_change(schedules: Sequence[Schedule], start: int) -> Span | None:
    """The first gap that is there only because the clocks change, under a full wall week.

    A window that opens at a time that is skipped opens late, and one of another layer may have
    closed by then. Turns of one layer follow each other whatever the clocks do. The rules of
    zones come back every year on a day of the week, so that ten years show all there is.
    """
    lasting = (layer for one in schedules for layer in one.layers)
    if any(not holes(_lasting([layer])) for layer in lasting):
        return None
    changes = Clock(schedules[0].time_zone).changes(start, start + HORIZON)
    found = (_first_gap(schedules, *change) for change in changes)
    return next((gap for gap in found if gap), None)


def _by_zone(schedules: Sequence[Schedule]) -> list[list[Schedule]]:
    zones = {schedule.time_zone for schedule in schedules}
    return [[one for one in schedules if one.time_zone == zone] for zone in sorted(zones)]


def _first_gap(schedules: Sequence[Schedule], start: int, end: int) -> Span | None:
    """The first gap of a range, looked for in growing steps, since most come soon."""
    step = 2 * WEEK
    while True:
        reach = min(start + step, end)
        taken = [piece[:2] for one in schedules for piece in final_pieces(one, (start, reach))]
        free = _free(taken, start, reach)
        if reach == end or (free and free[0][1] < reach):
            return Span(*map(instant_of, free[0])) if free else None
        step *= 2


def _free(taken: Iterable[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    cut = sorted((max(one[0], start), min(one[1], end)) for one in taken)
    busy = joined(one for one in cut if one[0] < one[1])
    points = [start, *(edge for stretch in busy for edge in stretch), end]
    pairs = zip(points[::2], points[1::2], strict=True)
    return [(first, last) for first, last in pairs if first < last]
