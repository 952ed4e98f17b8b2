"""Different people over all levels, at every minute that is promised.

Of a round robin one of its people is notified, and nobody knows which: what counts is the choice
that makes the fewest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Annotated

from pdsync import oncall
from pdsync.kinds._values.durations import Whole
from pdsync.kinds.schedule.promises._lapses import Lapse
from pdsync.kinds.schedule.promises._question import (
    Always,
    Judgement,
    OverTime,
    Question,
    from_to,
    joined,
)
from pdsync.kinds.schedule.promises._subject import PromiseSubject, Rota, Rung, people_of
from pdsync.kinds.schedule.promises.coverage import promised, zone_of_windows
from pdsync.kinds.schedule.undecided import Undecided

KINDS = ("escalation_policy", "service")
TAKES = Annotated[int, Whole(2, 20)]
DESCRIPTION = (
    "How many different people are on call over all levels, 2 to 20, at every minute that "
    "`coverage` names; not written, at every minute."
)


def ask(least: int, subject: PromiseSubject) -> Question:
    """Return the question whether there are always so many."""
    levels = subject.levels()
    fixed = {who for one in levels if one.round_robin is False for who in one.people}
    if len(fixed) >= least:
        return Always()
    if any(one.round_robin is None for one in levels):
        return _EitherWay(least, subject, levels)
    return _Distinct(least, subject, levels)


class _Distinct(OverTime):
    """Question of levels of which it is known which are round robins."""

    def __init__(self, least: int, subject: PromiseSubject, levels: Sequence[Rung]) -> None:
        self.least = least
        rotas = [*dict.fromkeys(rota for one in levels for rota in one.rotas)]
        names = [people_of(one) for one in rotas]
        names += [frozenset([who]) for who in {who for one in levels for who in one.people}]
        schedules = [_turns(one, names) for one in rotas]
        zone = zone_of_windows(levels, subject.coverage)
        if subject.coverage:
            schedules.append(oncall.Schedule(zone, (promised(subject.coverage),)))

        def found(within: oncall.OnCallRange) -> Iterator[oncall.Breach]:
            for start, end, on in within.stretches():
                if not subject.coverage or on[-1]:
                    there = {rota: on[number] for number, rota in enumerate(rotas)}
                    number = _fewest(levels, there, least)
                    if number < least:
                        yield oncall.Breach(start, end, (), number)

        help_ = "add a level with somebody else, move turns apart, or promise less"
        super().__init__(
            oncall.Looking(tuple(schedules), zone, lambda within: joined(found(within))),
            self._told,
            help_,
            grade=lambda breach: -breach.amount,
        )

    def _told(self, breach: oncall.Breach) -> str:
        number, when = breach.amount, from_to(breach.span, self.looking.zone)
        few = {0: "nobody is", 1: "no more than one person is"}
        people = few.get(number, f"no more than {number} different people are")
        return f"{people} on its levels {when}, where {self.least} are promised"


class _EitherWay(Question):
    """Question of levels of which the YAML does not say whether they are round robins."""

    def __init__(self, least: int, subject: PromiseSubject, levels: Sequence[Rung]) -> None:
        self.levels = levels
        one_each, all_at_once = (
            tuple(
                replace(one, round_robin=turns) if one.round_robin is None else one
                for one in levels
            )
            for turns in (True, False)
        )
        self.strict = _Distinct(least, subject, one_each)
        self.loose = _Distinct(least, subject, all_at_once)
        self.help = self.loose.help

    def answer(self, now: datetime) -> Judgement:
        """Prove it for both ways; raises Undecided where they differ."""
        found = self.strict.answer(now)
        if found.wrong is None:
            return found
        loose = self.loose.answer(now)
        if loose.wrong is None:
            number = [one.round_robin for one in self.levels].index(None)
            raise Undecided(
                f"nothing says whether level {number + 1} is a round robin",
                ("escalation_rules", number),
                write="`escalation_rule_assignment_strategy:` there",
            )
        return loose

    def worse_than(self, before: Question, now: datetime, where: str) -> str | None:
        """Return how it is kept less than before, where it is kept neither now nor then."""
        return self.loose.worse_than(before, now, where)

    def lapses(self, before: Question, span: oncall.Span) -> Iterator[Lapse]:
        """Yield when it is not kept in a span, where it was before, or was by more."""
        return self.loose.lapses(before, span)

    @property
    def at_best(self) -> Question:
        """Return the question of levels that notify everybody at once."""
        return self.loose


def _turns(rota: Rota, names: list[frozenset[str]]) -> oncall.AnySchedule:
    """Return a schedule with its turns, or any where nobody of it counts for anything else."""
    own = people_of(rota)
    made = rota.in_any_phase
    alone = sum(not own.isdisjoint(one) for one in names) == 1
    if alone and isinstance(made, oncall.Schedule):
        return made
    return rota.decided


def _fewest(levels: Sequence[Rung], on: dict[Rota, frozenset[str]], enough: int) -> int:
    """Return how many different people there are at least, whomever round robins choose."""
    there = [
        (one, frozenset(one.people).union(*(on[rota] for rota in one.rotas))) for one in levels
    ]
    fixed = frozenset[str]().union(*(people for one, people in there if not one.round_robin))
    ways = {fixed}
    for one, people in there:
        if one.round_robin and people:
            ways = {way | {who} for way in ways for who in people if len(way | {who}) < enough}
            if not ways:
                return enough
    return min(map(len, ways))
