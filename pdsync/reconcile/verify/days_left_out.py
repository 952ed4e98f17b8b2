"""Times around days left out, which show how an account counts turns there. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from pdsync import oncall
from pdsync.intervals import merge
from pdsync.units import A_DAY, A_SECOND

MOST = 6
"""Ranges that are asked for; where there are more, those nearest to each other become one."""
_BEFORE = A_DAY


def around_left_out(
    schedule: oncall.AnySchedule, near: oncall.Span, last: datetime
) -> tuple[oncall.Span, ...]:
    """The turns around every shift left out until a time, but for those within a range."""
    found = (
        _turns_around(event, day, last)
        for event in _in_turn(schedule)
        for day in _left_out(event)
        if near.start < day < min(last, event.until or last)
    )
    return _joined(span for span in found if span.end > near.end)


def _left_out(event: oncall.Event) -> Iterator[datetime]:
    """The instants at which a shift would begin, were it not left out."""
    for at in oncall.left_out_dates(event.recurrence, event.time_zone):
        rule = oncall.without_left_out(event.recurrence)
        if oncall.shift_starts(replace(event, recurrence=rule), at, at + A_SECOND):
            yield at


def _turns_around(event: oncall.Event, day: datetime, last: datetime) -> oncall.Span:
    """Until two turns have begun: who has the last shift of the first tells how all are counted."""
    first = oncall.next_turn(event, day)
    second = oncall.next_turn(event, first) if first else None
    return oncall.Span(day - _BEFORE, min(second + _BEFORE, last) if second else last)


def _in_turn(schedule: oncall.AnySchedule) -> Iterator[oncall.Event]:
    """The events whose members take turns."""
    if isinstance(schedule, oncall.ShiftSchedule):
        for rotation in schedule.rotations:
            yield from (one for one in rotation.events if len({*one.members}) > 1)


def _joined(spans: Iterable[oncall.Span]) -> tuple[oncall.Span, ...]:
    """Join ranges that overlap, then the nearest ones, until they are few enough."""
    joined = [oncall.Span(*one) for one in merge((one.start, one.end) for one in spans)]
    while len(joined) > MOST:
        gaps = [after.start - before.end for before, after in pairwise(joined)]
        place = gaps.index(min(gaps))
        joined[place : place + 2] = [replace(joined[place], end=joined[place + 1].end)]
    return tuple(joined)
