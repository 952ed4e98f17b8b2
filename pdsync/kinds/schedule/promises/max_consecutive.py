"""Length of a shift, by the clocks: a week is one, whether they change in it or not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Annotated

from pdsync import oncall
from pdsync.intervals import merge
from pdsync.kinds._values.durations import Duration, duration_words, in_hours
from pdsync.kinds.schedule.promises._question import (
    OverTime,
    from_on,
    from_to,
    local,
    shifts_by_person,
)
from pdsync.kinds.schedule.promises._subject import SOMEBODY, PromiseSubject, turns_of
from pdsync.units import A_YEAR, DAY, HOUR, WEEK

KINDS = ("schedule",)
TAKES = Annotated[int, Duration("seconds", least=HOUR, needs_unit=True)]
_OF_HOURS = 3 * DAY
"""From here on people count days."""
_A_WEEK = timedelta(weeks=1)
DESCRIPTION = "How long nobody may be on call without a break, such as 7 days."


def ask(most: int, subject: PromiseSubject) -> OverTime:
    """Return the question whether anybody is on call for longer without a break."""
    schedule, is_own = turns_of(subject.own, distinct=False)
    zone = schedule.time_zone

    def found(within: oncall.OnCallRange) -> Iterator[oncall.Breach]:
        for who, times in shifts_by_person(within.pieces).items():
            for start, end in times:
                length = within.length(start, end)
                if length > most:
                    yield oncall.Breach(start, end, (who,), length - most)

    def words(breach: oncall.Breach) -> str:
        who = subject.names(breach.who) if is_own else SOMEBODY
        at = max(breach.span.start, subject.now)
        shift = _told(_shift(schedule, breach, at), at, zone)
        return f"{who} is on call {shift}, longer than {limit}"

    limit = _in_words(most)
    looking = oncall.Looking((schedule,), zone, found, back=most + WEEK, beyond=most + WEEK)
    help_ = "shorten the turns, add members, or change what is promised"
    return OverTime(looking, words, help_, at_once=False)


def _shift(schedule: oncall.AnySchedule, breach: oncall.Breach, at: datetime) -> oncall.Span:
    """Return the shift that somebody has at an instant, whole: within a year before and after."""
    since = breach.span.start
    while True:
        found = oncall.final_shifts(schedule, since, at + A_YEAR, whole=True)
        times = merge((one.start, one.end) for one in found if one.user == breach.who[0])
        start, end = next(one for one in times if one[1] > at)
        if start > since or since == at - A_YEAR:
            return oncall.Span(start, end)
        since = max(at - A_YEAR, at - 2 * max(at - since, _A_WEEK))


def _told(shift: oncall.Span, at: datetime, zone: str) -> str:
    """Say how long a shift is, and from when to when."""
    is_old, is_open = shift.start <= at - A_YEAR, shift.end >= at + A_YEAR
    if is_old:
        until = "" if is_open else f" until {local(shift.end, zone)} ({zone})"
        return f"for more than a year{until}"
    if is_open:
        return f"for more than a year, {from_on(shift.start, zone)}"
    start, end = (oncall.wall_second(zone, one) for one in (shift.start, shift.end))
    return f"for {_in_words(end - start)}, {from_to(shift, zone)}"


def _in_words(seconds: int) -> str:
    return in_hours(seconds) if seconds < _OF_HOURS else duration_words(seconds)
