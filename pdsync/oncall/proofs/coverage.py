"""Gaps in schedules, over a window and for all time. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from math import lcm

from pdsync import intervals
from pdsync.frozen import frozen
from pdsync.oncall._choices import LIKELIEST
from pdsync.oncall._clock import Clock, WallClock, instant_of, seconds_of
from pdsync.oncall._restrictions import FULL, Cover, cover, holes, union
from pdsync.oncall._schedule import Layer, Shift, Span
from pdsync.oncall._shift_based import ShiftSchedule
from pdsync.oncall.final.events import Course
from pdsync.oncall.final.schedule import AnySchedule, final_pieces
from pdsync.oncall.proofs.steady_state import (
    courses,
    cover_period_of,
    edges,
    lasting,
    steady,
    zones,
)
from pdsync.units import WEEK

LayerOrEvent = Layer | Course
HORIZON = 10 * 53 * WEEK
"""Ten years: as far as time is rendered where nothing can be said for ever."""


@frozen
class Proof:
    """Proof that somebody is always on call from an instant on, or the first gap.

    `first_gap` is the first interval with nobody, or None. `every_week`: the gap comes again each
    week as long as the layers and clocks last. `for_good`: nobody is ever on call after it began,
    so its end means nothing. `until`: how far the proof reaches, None for ever.
    """

    first_gap: Span | None
    every_week: bool = False
    for_good: bool = False
    until: datetime | None = None


def gaps(shifts: Iterable[Shift], since: datetime, until: datetime) -> tuple[Span, ...]:
    """Return the intervals of [since, until) that no shift covers.

    Shifts may be of any schedules, in any order: those of all targets of an escalation level give
    the gaps of the level.
    """
    taken = [(seconds_of(shift.start), seconds_of(shift.end)) for shift in shifts]
    free = intervals.gaps(taken, seconds_of(since), seconds_of(until))
    return tuple(Span(instant_of(start), instant_of(end)) for start, end in free)


def weekly_gaps(schedules: Iterable[AnySchedule]) -> tuple[tuple[int, int], ...]:
    """Return the parts of the wall week that no open-ended layer or event covers every week.

    In wall seconds. All schedules must have the same time zone, since each zone has a week of its
    own.
    """
    return _holes([part for schedule in schedules for part in _parts(schedule)])


def coverage_proof(schedules: Sequence[AnySchedule], since: datetime) -> Proof:
    """Prove that one of the schedules always has somebody, or find the first gap.

    While layers, events or overrides still come and go, time is rendered; after that the cover of
    the wall repeats, and so does the answer. Ten years are rendered, and the proof reaches no
    further, where schedules take longer than that to settle or to repeat, or are in several zones
    of which none covers the week alone.
    """
    start = seconds_of(since)
    settled = max((edge for one in schedules for edge in edges(one) if edge > start), default=start)
    gap = _first_gap(schedules, start, min(settled, start + HORIZON))
    if settled > start + HORIZON:
        return Proof(gap, until=instant_of(start + HORIZON))
    # One that is still open then may go on: the rest says for how long.
    if gap is not None and gap.end < instant_of(settled):
        return Proof(gap)
    return _proof_of_the_rest(schedules, start, settled, gap)


def _proof_of_the_rest(
    schedules: Sequence[AnySchedule], start: int, settled: int, gap: Span | None
) -> Proof:
    parts = {zone: _of_zone(schedules, zone) for one in schedules for zone in zones(lasting(one))}
    for zone in sorted(parts):
        if not _holes(parts[zone]):
            # The whole wall week is taken; only an hour that a clock change makes may be left.
            return Proof(gap or _gap_of_a_change(schedules, parts[zone], zone, settled))
    again = lcm(WEEK, *(_repeats(part) for mine in parts.values() for part in mine))
    proved = len(parts) <= 1 and again < HORIZON
    # A gap that begins in the first period ends in the second, or never.
    reach = settled + (2 * again + WEEK if proved else HORIZON)
    gap = _first_gap(schedules, start, reach)
    if not proved:
        return Proof(gap, until=instant_of(reach))
    recurs = gap is not None and gap.end > instant_of(settled) and again == WEEK
    return Proof(gap, every_week=recurs, for_good=gap is not None and gap.end == instant_of(reach))


def lost_cover(
    before: Sequence[AnySchedule], after: Sequence[AnySchedule], since: datetime
) -> Span | None:
    """Return the first interval in which `before` has somebody on call and `after` nobody.

    It is looked for within ten years.
    """
    start, step = seconds_of(since), 2 * WEEK
    end, reach = start + HORIZON, start
    while reach < end:
        low, reach = reach, min(reach + step, end)
        held = _taken(before, low, reach)
        found = [
            (max(first, there[0]), min(last, there[1]))
            for first, last in intervals.gaps(_taken(after, low, reach), low, reach)
            for there in held
            if there[0] < last and first < there[1]
        ]
        if found:
            return Span(*map(instant_of, min(found)))
        step *= 2
    return None


def _taken(schedules: Sequence[AnySchedule], start: int, end: int) -> list[tuple[int, int]]:
    """Return the time in which one of the schedules has somebody, in order and joined."""
    pieces = (piece[:2] for one in schedules for piece in final_pieces(one, (start, end)))
    return list(intervals.merge(pieces))


def _parts(schedule: AnySchedule) -> list[LayerOrEvent]:
    """Return the parts of a schedule that never end."""
    kept = lasting(schedule)
    return [*(courses(kept) if isinstance(kept, ShiftSchedule) else kept.layers)]


def _of_zone(schedules: Iterable[AnySchedule], zone: str) -> list[LayerOrEvent]:
    return [part for one in schedules for part in _parts(one) if _zone(one, part) == zone]


def _zone(schedule: AnySchedule, part: LayerOrEvent) -> str:
    return part.event.time_zone if isinstance(part, Course) else schedule.time_zone


def _repeats(part: LayerOrEvent) -> int:
    return cover_period_of(part) if isinstance(part, Course) else WEEK


def _holes(parts: Sequence[LayerOrEvent]) -> Cover:
    """Return the parts of the week that are open in some later week."""
    layers = [part for part in parts if isinstance(part, Layer)]
    covered = union(stretch for layer in layers for stretch in cover(layer.windows))
    soon, again = _soon([part for part in parts if isinstance(part, Course)])
    if covered == FULL or not soon:
        return holes(covered)
    start = steady(soon)
    reach = start + again
    weeks = range(start, reach, WEEK)
    taken = [(week + opens, week + closes) for week in weeks for opens, closes in covered]
    for one in soon:
        shifts = one.held(WallClock(), (start, reach), LIKELIEST)
        taken += [held[:2] for held in shifts if held[2] is not None]
    free = intervals.gaps(taken, start, reach)
    return union((first % WEEK, first % WEEK + min(last - first, WEEK)) for first, last in free)


def _soon(events: Iterable[Course]) -> tuple[list[Course], int]:
    """Return events that together repeat soon, and their period. The others only add cover."""
    soon, again = [], WEEK
    for one in sorted(events, key=_repeats):
        if lcm(again, _repeats(one)) < HORIZON:
            soon.append(one)
            again = lcm(again, _repeats(one))
    return soon, again


def _gap_of_a_change(
    schedules: Sequence[AnySchedule], parts: Sequence[LayerOrEvent], zone: str, start: int
) -> Span | None:
    """Return the first gap that only a clock change makes, under a full wall week.

    A window that opens at a skipped time opens late, and one of another layer may have closed by
    then. Turns of one layer follow each other whatever the clocks do. Clock changes come back every
    year on a day of the week, so ten years show all of them.
    """
    if any(not _holes([part]) for part in parts):
        return None
    changes = Clock(zone).changes(start, start + HORIZON)
    found = (_first_gap(schedules, *change) for change in changes)
    return next((gap for gap in found if gap), None)


def _first_gap(schedules: Sequence[AnySchedule], start: int, end: int) -> Span | None:
    """Return the first gap of a range, looked for in growing steps, since most come soon."""
    step = WEEK
    while True:
        reach = min(start + step, end)
        taken = [piece[:2] for one in schedules for piece in final_pieces(one, (start, reach))]
        free = intervals.gaps(taken, start, reach)
        if reach == end or (free and free[0][1] < reach):
            return Span(*map(instant_of, free[0])) if free else None
        step *= 2
