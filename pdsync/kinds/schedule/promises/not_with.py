"""Schedules on which nobody is on call while being on call by this one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import AfterValidator

from pdsync import oncall
from pdsync.kinds._refs import Ref, RefersTo
from pdsync.kinds._values.lists import Listed, distinct
from pdsync.kinds._values.problem import problem
from pdsync.kinds.schedule.promises._question import (
    Always,
    OverTime,
    Question,
    both,
    from_to,
    shifts_by_person,
)
from pdsync.kinds.schedule.promises._subject import PromiseSubject, Rota, people_of


def _some(others: Sequence[Ref]) -> Sequence[Ref]:
    if not others:
        raise problem("this promises nothing", help="write the keys of other schedules")
    return distinct(others)


KINDS = ("schedule",)
TAKES = Annotated[Listed[Annotated[Ref, RefersTo("schedule")]], AfterValidator(_some)]
DESCRIPTION = "Schedules on which nobody is on call at the same time as on this one."


def ask(refs: tuple[Ref, ...], subject: PromiseSubject) -> Question:
    """Return the question whether anybody is on call by this schedule and by another at once.

    Schedules that have nobody in common answer it whosever turn it is.
    """
    own = people_of(subject.own)
    found = [subject.find(ref) for ref in refs]
    others = [one for one in found if people_of(one) & own]
    return _Apart(subject, others) if others else Always()


class _Apart(OverTime):
    """Question of one schedule and others that have people in common with it."""

    def __init__(self, subject: PromiseSubject, others: list[Rota]) -> None:
        schedules = tuple(one.decided for one in (subject.own, *others))
        self.subject, self.others = subject, others
        looking = oncall.Looking(schedules, schedules[0].time_zone, _at_once)
        help_ = "move the turns of one of the two by one, or let others take them"
        super().__init__(looking, self._told, help_)

    def _told(self, breach: oncall.Breach) -> str:
        who, other = self.subject.names(breach.who), self.others[breach.amount].title
        when = from_to(breach.span, self.looking.zone)
        return f"{who} is on call here and by `{other}` {when}"


def _at_once(within: oncall.OnCallRange) -> Iterator[oncall.Breach]:
    """Yield when somebody is on call by the first schedule and by another, `amount` says which."""
    own = shifts_by_person(within.pieces[:1])
    for number, other in enumerate(within.pieces[1:]):
        for who, times in shifts_by_person([other]).items():
            for start, end in both(own.get(who, ()), times):
                yield oncall.Breach(start, end, (who,), number)
