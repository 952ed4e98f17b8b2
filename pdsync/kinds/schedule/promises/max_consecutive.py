"""Length of a shift, by the clocks: a week is one, whether they change in it or not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from pdsync import oncall
from pdsync.intervals import merge
from pdsync.kinds._values.durations import Duration, duration_words
from pdsync.kinds.schedule.promises._question import OverTime, from_to, local, shifts_by_person
from pdsync.kinds.schedule.promises._subject import SOMEBODY, PromiseSubject, turns_of
from pdsync.units import A_YEAR, HOUR, WEEK

KINDS = ("schedule",)
TAKES = Annotated[int, Duration("seconds", least=HOUR, needs_unit=True)]
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
        when = _span(schedule, breach, max(breach.span.start, subject.now))
        return f"{who} is on call {when}, longer than {duration_words(most)}"

    looking = oncall.Looking((schedule,), zone, found, back=most + WEEK, beyond=most + WEEK)
    help_ = "shorten the turns, add members, or change what is promised"
    return OverTime(looking, words, help_, at_once=False)


def _span(schedule: oncall.AnySchedule, breach: oncall.Breach, at: datetime) -> str:
    """Return from when to when the shift is that somebody has at an instant, looked up whole."""
    until = at + A_YEAR

    def times(since: datetime) -> tuple[tuple[datetime, datetime], ...]:
        found = oncall.final_shifts(schedule, since, until, whole=True)
        return merge((one.start, one.end) for one in found if one.user == breach.who[0])

    start, end = next(one for one in times(breach.span.start) if one[1] > at)
    if end >= until:
        return f"for more than a year from {local(times(at)[0][0], schedule.time_zone)} on"
    return from_to(oncall.Span(start, end), schedule.time_zone)
