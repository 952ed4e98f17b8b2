"""Conversion of a layered schedule into a shift-based one that is proved to do the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from pdsync.frozen import frozen
from pdsync.oncall._clock import Clock, instant_of, seconds_of
from pdsync.oncall._restrictions import Cover, cover, holes, overlap, union
from pdsync.oncall._schedule import Layer, Schedule, Shift
from pdsync.oncall._shift_based import CustomShift, Event, Rotation, ShiftOverride, ShiftSchedule
from pdsync.oncall.convert.layer import MOST_ROTATIONS, Unfit, events_of
from pdsync.oncall.final.layers import FOREVER, life
from pdsync.oncall.final.schedule import final_shifts
from pdsync.oncall.proofs.coverage import gaps
from pdsync.oncall.proofs.equivalence import same_for_ever
from pdsync.units import A_YEAR

MOST_AHEAD = A_YEAR
"""PagerDuty takes no event that begins later."""


@frozen
class Converted:
    """Result of a conversion: the shift-based schedule, or the reason why there is none.

    `layers` gives for each rotation the index of its layer. `until` is how far the proof reaches
    that both put the same people on call; None is for ever.
    """

    schedule: ShiftSchedule | None
    reason: str | None = None
    until: datetime | None = None
    layers: tuple[int, ...] = ()


def layer_as_rotation(layer: Layer, time_zone: str, at: datetime) -> Converted:
    """Convert one layer into events from an instant on; each has a rotation of its own."""
    return as_shifts(Schedule(time_zone, (layer,)), at)


def as_shifts(schedule: Schedule, at: datetime) -> Converted:
    """Convert a layered schedule into a shift-based one, from an instant on.

    Every event gets a rotation of its own, since PagerDuty refuses events of one rotation that
    overlap. A lower layer gets only the time that the layers above leave free. Layers that begin or
    end later give events with the same effective dates.
    """
    try:
        found = _all_events(schedule, at)
        made = _converted(schedule, [event for layer in found for event in layer], at)
    except Unfit as unfit:
        return Converted(None, str(unfit))
    proof = same_for_ever(schedule, made, at)
    if proof.first_difference is not None:
        when = proof.first_difference.start
        reason = (
            f"shifts would put others on call where the clocks change, first on {when:%Y-%m-%d}"
        )
        return Converted(None, reason)
    layers = tuple(place for place, events in enumerate(found) for _ in events)
    return Converted(made, until=proof.until, layers=layers)


def _converted(schedule: Schedule, events: list[Event], at: datetime) -> ShiftSchedule:
    if len(events) > MOST_ROTATIONS:
        raise Unfit(
            f"it would take {len(events)} rotations, and PagerDuty takes {MOST_ROTATIONS}:"
            " hand-offs and windows cut the layers into shifts of many lengths and times of day"
        )
    if any(event.since and event.since > at + MOST_AHEAD for event in events):
        raise Unfit("a layer begins in more than a year, and PagerDuty takes no such event")
    rotations = tuple(Rotation((event,), str(number)) for number, event in enumerate(events))
    return _overridden(schedule, ShiftSchedule(schedule.time_zone, rotations), at)


def _all_events(schedule: Schedule, at: datetime) -> list[list[Event]]:
    """Return the events of each layer, from bottom to top."""
    edges = {edge for layer in schedule.layers for edge in life(layer)}
    times = sorted({seconds_of(at), FOREVER, *(edge for edge in edges if edge > seconds_of(at))})
    found: list[list[Event]] = [[] for _ in schedule.layers]
    for start, end in pairwise(times):
        alive = [layer.users and _lives(layer, start) for layer in schedule.layers]
        taken: Cover = ()
        # From the top down: each layer leaves those below it what its windows do not cover.
        for place in reversed(range(len(alive))):
            if alive[place]:
                layer = schedule.layers[place]
                left = overlap(cover(layer.windows), holes(taken))
                made = _events(schedule, place, left, at)
                found[place] = _continued(found[place], made, start, end)
                taken = union([*taken, *cover(layer.windows)])
    return [[_cut(event, at) for event in events] for events in found]


def _lives(layer: Layer, at: int) -> bool:
    start, end = life(layer)
    return start <= at < end


def _events(schedule: Schedule, place: int, left: Cover, at: datetime) -> list[Event]:
    clock = Clock(schedule.time_zone)
    try:
        return events_of(schedule.layers[place], left, clock, clock.wall(seconds_of(at)))
    except Unfit as unfit:
        raise Unfit(f"layer {place + 1} {unfit}") from unfit


def _continued(before: Iterable[Event], made: list[Event], start: int, end: int) -> list[Event]:
    """Join the events so far with those of the next stretch of time; equal ones go on."""
    since = instant_of(start)
    until = None if end >= FOREVER else instant_of(end)
    kept: list[Event] = []
    for event in before:
        bare = replace(event, since=None, until=None)
        if event.until == since and bare in made:
            made = [one for one in made if one != bare]
            kept.append(replace(event, until=until))
        else:
            kept.append(event)
    return kept + [replace(event, since=since, until=until) for event in made]


def _cut(event: Event, at: datetime) -> Event:
    """Return the event between two instants, without `since` where it has begun."""
    return replace(event, since=None) if event.since and event.since <= at else event


def _overridden(schedule: Schedule, made: ShiftSchedule, at: datetime) -> ShiftSchedule:
    """Return overrides that are not over as shift-based overrides and custom shifts."""
    if not schedule.overrides:
        return made
    end = max(at, *(one.end for one in schedule.overrides))
    alone = Schedule(schedule.time_zone, (), schedule.overrides)
    overrides: list[ShiftOverride] = []
    custom: list[CustomShift] = []
    for shift in final_shifts(alone, at, end):
        overrides += _replacing(shift, made)
        free = gaps(final_shifts(made, shift.start, shift.end), shift.start, shift.end)
        # Where nobody has a shift there is nothing to override.
        custom += [CustomShift(gap.start, gap.end, shift.user) for gap in free]
    return replace(made, custom_shifts=tuple(custom), overrides=tuple(overrides))


def _replacing(shift: Shift, made: ShiftSchedule) -> list[ShiftOverride]:
    return [
        ShiftOverride(met.start, met.end, rotation.ident, None, met.user, shift.user)
        for rotation in made.rotations
        for met in final_shifts(replace(made, rotations=(rotation,)), shift.start, shift.end)
        if met.user != shift.user
    ]
