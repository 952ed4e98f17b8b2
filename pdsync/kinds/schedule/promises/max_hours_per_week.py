"""Hours of one person in one week of a schedule, Monday to Sunday by its clocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Annotated

from pdsync import oncall
from pdsync.kinds._values.durations import Duration, in_hours
from pdsync.kinds.schedule.promises._question import OverTime, local, shifts_by_person
from pdsync.kinds.schedule.promises._subject import SOMEBODY, PromiseSubject, turns_of
from pdsync.units import HOUR, WEEK

KINDS = ("schedule",)
TAKES = Annotated[int, Duration("seconds", least=HOUR, most=WEEK, needs_unit=True, words=in_hours)]
DESCRIPTION = "How long anybody is on call in a week from Monday to Sunday, such as 48h."


def ask(most: int, subject: PromiseSubject) -> OverTime:
    """Return the question whether anybody is on call for longer in some week."""
    schedule, is_own = turns_of(subject.own, distinct=True)
    zone = schedule.time_zone

    def found(within: oncall.OnCallRange) -> Iterator[oncall.Breach]:
        for who, times in shifts_by_person(within.pieces).items():
            hours: Counter[int] = Counter()
            for start, end in times:
                hours.update(_by_week(within, start, end))
            for week, total in hours.items():
                if total > most:
                    first, last = (within.clock.epoch(one * WEEK) for one in (week, week + 1))
                    yield oncall.Breach(first, last, (who,), total - most)

    def words(breach: oncall.Breach) -> str:
        who = subject.names(breach.who) if is_own else SOMEBODY
        hours, limit = (in_hours(one) for one in (most + breach.amount, most))
        monday = local(breach.span.start, zone).removesuffix(" 00:00")
        return f"{who} is on call {hours} in the week of {monday} ({zone}), longer than {limit}"

    looking = oncall.Looking((schedule,), zone, found, back=WEEK)
    help_ = "shorten the turns, add members, or promise more hours"
    return OverTime(looking, words, help_, at_once=False)


def _by_week(within: oncall.OnCallRange, start: int, end: int) -> Counter[int]:
    """Return how long a shift is in each week."""
    found: Counter[int] = Counter()
    while start < end:
        week = within.clock.wall(start) // WEEK
        reached = min(end, within.clock.epoch((week + 1) * WEEK))
        found[week] += within.length(start, reached)
        start = reached
    return found
