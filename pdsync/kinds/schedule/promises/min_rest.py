"""Rest between two shifts of one person on a schedule, by its clocks.

Shifts that follow each other without a break are one, and leave no rest to count.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated

from pdsync import oncall
from pdsync.kinds._values.durations import Duration, in_hours
from pdsync.kinds.schedule.promises._question import OverTime, from_to, shifts_by_person
from pdsync.kinds.schedule.promises._subject import SOMEBODY, PromiseSubject, turns_of
from pdsync.units import HOUR, WEEK

KINDS = ("schedule",)
TAKES = Annotated[
    int, Duration("seconds", least=HOUR, most=36 * HOUR, needs_unit=True, words=in_hours)
]
DESCRIPTION = "How long everybody rests between two shifts, such as 11h: 1h to 36h."


def ask(least: int, subject: PromiseSubject) -> OverTime:
    """Return the question whether anybody has less than so much rest."""
    schedule, is_own = turns_of(subject.own, distinct=True)
    zone = schedule.time_zone

    def found(within: oncall.OnCallRange) -> Iterator[oncall.Breach]:
        for who, times in shifts_by_person(within.pieces).items():
            for (_, start), (end, _) in pairwise(times):
                rest = within.clock.wall(end) - within.clock.wall(start)
                if rest < least:
                    yield oncall.Breach(start, end, (who,), least - rest)

    def words(breach: oncall.Breach) -> str:
        who = subject.names(breach.who) if is_own else SOMEBODY
        rest, limit = (in_hours(one) for one in (least - breach.amount, least))
        when = from_to(breach.span, zone)
        return f"{who} has {rest} between two shifts, {when}, less than {limit}"

    looking = oncall.Looking((schedule,), zone, found, back=WEEK)
    help_ = "move the two shifts apart, let others take turns between them, or promise less"
    return OverTime(looking, words, help_, at_once=False)
