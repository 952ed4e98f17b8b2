"""Final schedule, of layers or of shifts: who is on call. Proves nothing."""

from __future__ import annotations

from datetime import datetime

from pdsync.oncall._choices import LIKELIEST, Choices
from pdsync.oncall._clock import AnyClock, Clock, seconds_of
from pdsync.oncall._schedule import Schedule, Shift
from pdsync.oncall._shift_based import ShiftSchedule
from pdsync.oncall.final.events import concurrent, cut
from pdsync.oncall.final.layers import Piece, hull, shifts_of, stacked

AnySchedule = Schedule | ShiftSchedule


def final_shifts(
    schedule: AnySchedule,
    since: datetime,
    until: datetime,
    *,
    whole: bool = False,
    choices: Choices = LIKELIEST,
) -> tuple[Shift, ...]:
    """Return the final schedule's shifts in [since, until), in order; () for an empty range.

    The shifts are cut at the ends of the range, unless `whole`: then they run as far as the turn,
    window, event or override that puts the person on call. Those of layers never overlap; those
    of one person never do.
    """
    window = seconds_of(since), seconds_of(until)
    if whole:
        return shifts_of(_whole(schedule, window, choices))
    return shifts_of(final_pieces(schedule, window, choices))


def people_at(
    schedule: AnySchedule, instant: datetime, *, choices: Choices = LIKELIEST
) -> tuple[str, ...]:
    """Return the people on call at an instant, sorted."""
    at = seconds_of(instant)
    return tuple(sorted({piece[2] for piece in final_pieces(schedule, (at, at + 1), choices)}))


def final_pieces(
    schedule: AnySchedule,
    window: tuple[int, int],
    choices: Choices = LIKELIEST,
    clock: AnyClock | None = None,
) -> list[Piece]:
    """Return the final schedule's pieces, cut at the window, on one clock or on the zones' own."""
    if isinstance(schedule, ShiftSchedule):
        return cut(concurrent(schedule, window, choices, clock), window)
    return stacked(schedule, clock or _clock(schedule, choices), window, choices)


def _whole(schedule: AnySchedule, window: tuple[int, int], choices: Choices) -> list[Piece]:
    if isinstance(schedule, ShiftSchedule):
        return concurrent(schedule, window, choices) if window[0] < window[1] else []
    clock = _clock(schedule, choices)
    if not stacked(schedule, clock, window, choices):
        return []
    pieces = stacked(schedule, clock, hull(schedule, clock, window, choices), choices)
    return [piece for piece in pieces if piece[0] < window[1] and piece[1] > window[0]]


def _clock(schedule: Schedule, choices: Choices) -> Clock:
    return Clock(schedule.time_zone, choices.odd_time)
