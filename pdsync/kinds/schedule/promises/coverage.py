"""Times at which somebody is on call: always, or in windows of the week.

Of a policy or service somebody on any of its levels will do, and a person on one is always there.
Windows are on the clocks of the schedule, or of the schedules of all levels, if these are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from pdsync import oncall
from pdsync.kinds._values.patterns import in_any_case, text_like
from pdsync.kinds._values.problem import problem
from pdsync.kinds._values.windows import A_WINDOW, each_window
from pdsync.kinds._values.words import AlsoAs, shown
from pdsync.kinds.schedule.layers.engine import ALWAYS, windows
from pdsync.kinds.schedule.layers.restriction import Restriction
from pdsync.kinds.schedule.promises._lapses import Lapse, new_breaches, parts_beside
from pdsync.kinds.schedule.promises._question import (
    Always,
    Judgement,
    Question,
    from_on,
    from_to,
    joined,
)
from pdsync.kinds.schedule.promises._subject import PromiseSubject, Rung
from pdsync.kinds.schedule.undecided import Undecided
from pdsync.units import WEEK

_HELP = "write `always`, or windows such as `Mon-Fri 09:00-17:00`"
_NOBODY = "somebody is to be on call then, and nobody is"
UNHEARD = "incidents are to reach somebody then, and nobody is on call"


def _read(value: Any) -> Any:
    if isinstance(value, str) and value.strip().lower() == "always":
        return ()
    if value is None or value == []:
        raise problem(f"{shown(value)} promises nothing", help=_HELP)
    try:
        return each_window(value, Restriction.model_validate)
    except PydanticCustomError as error:
        raise problem((error.context or {})["message"], help=_HELP) from None


KINDS = ("schedule", "escalation_policy", "service")
TAKES = Annotated[
    tuple[Restriction, ...],
    BeforeValidator(_read),
    AlsoAs(
        text_like(f"{in_any_case('always')}|{A_WINDOW}", _HELP, "always", "Mon-Fri 09:00-17:00")
    ),
]
DESCRIPTION = "When somebody must be on call: `always`, or windows of the week."


def ask(when: tuple[Restriction, ...], subject: PromiseSubject) -> Question:
    """Return the question whether somebody is on call then."""
    if subject.rota:
        made = subject.rota.in_any_phase
        of_layers = isinstance(made, oncall.Schedule)
        more = "add a layer below" if of_layers else "add a rotation"
        help_ = f"{more} that covers it, or change what is promised"
        return Covered([made], rest_of(when, made.time_zone), made.time_zone, help_)
    return covered_by(subject.levels(), when)


def covered_by(
    levels: Sequence[Rung], when: Sequence[Restriction], *, later: int = 0, words: str = _NOBODY
) -> Question:
    """Return the question whether any level has somebody, or has so some seconds later.

    Raises Undecided where a schedule of them is not known, or in which time zone the windows are.
    """
    if any(one.people for one in levels):
        return Always()
    schedules = [rota.in_any_phase for one in levels for rota in one.rotas]
    zone = zone_of_windows(levels, when)
    help_ = "add a level with somebody who is always there, or change what is promised"
    return Covered(schedules, rest_of(when, zone, later), zone, help_, words)


def zone_of_windows(levels: Sequence[Rung], when: Sequence[Restriction]) -> str:
    """Return the time zone of the schedules of all levels; raises Undecided where it matters."""
    zones = {rota.in_any_phase.time_zone: None for one in levels for rota in one.rotas}
    if len(zones) > 1 and when:
        reason = "its schedules are in several time zones, and windows need one"
        raise Undecided(reason, ("expect", "coverage"), write="`coverage:` on the schedules")
    return next(iter(zones), "Etc/UTC")


class Covered(Question):
    """Question whether one of some schedules has somebody, but for the `rest` of the time."""

    def __init__(
        self,
        schedules: list[oncall.AnySchedule],
        rest: list[oncall.AnySchedule],
        zone: str,
        help_: str,
        words: str = _NOBODY,
    ) -> None:
        self.schedules, self.rest, self.zone = schedules, rest, zone
        self.help, self.words = help_, words

    def answer(self, now: datetime) -> Judgement:
        """Prove that it is kept from an instant on, or say how it is not."""
        proof = oncall.coverage_proof([*self.schedules, *self.rest], now)
        gap = proof.first_gap
        if gap is None:
            return Judgement(None, proof.until)
        when = from_on(gap.start, self.zone) if proof.for_good else from_to(gap, self.zone)
        again = ", every week" if proof.every_week and not proof.for_good else ""
        return Judgement(f"{self.words} {when}{again}", proof.until)

    def worse_than(self, before: Question, now: datetime, where: str) -> str | None:
        """Return how it is kept less than before, where it is kept neither now nor then."""
        if not isinstance(before, Covered):
            return self.answer(now).wrong
        if self.schedules == before.schedules and self.rest == before.rest:
            return None
        was, made = ([*one.schedules, *one.rest] for one in (before, self))
        span = oncall.lost_cover(was, made, now)
        if span is None:
            return None
        if self.rest != before.rest:
            return self.answer(now).wrong
        return f"{self._told(span)}, where somebody is {where}"

    def lapses(self, before: Question, span: oncall.Span) -> Iterator[Lapse]:
        """Yield when nobody is on call in a span, where somebody was before."""
        was = before.looking if isinstance(before, Covered) else None
        for one in new_breaches(self.looking, was, span, parts_beside):
            yield Lapse(one.span, (), partial(self._told, one.span))

    def _told(self, span: oncall.Span) -> str:
        return f"{self.words} {from_to(span, self.zone)}"

    @property
    def looking(self) -> oncall.Looking:
        """Search for the time that nobody covers."""
        return oncall.Looking((*self.schedules, *self.rest), self.zone, _unheard)


def _unheard(within: oncall.OnCallRange) -> Iterator[oncall.Breach]:
    """Yield when nobody is on call by any schedule."""
    gaps = (oncall.Breach(start, end) for start, end, on in within.stretches() if not any(on))
    return joined(gaps)


def promised(when: Sequence[Restriction]) -> oncall.Layer:
    """Return a layer that is on call when somebody is promised to be."""
    opened = tuple(window for one in when for window in windows(one))
    return oncall.Layer(ALWAYS, None, ALWAYS, WEEK, ("somebody",), opened)


def rest_of(when: Sequence[Restriction], zone: str, later: int = 0) -> list[oncall.AnySchedule]:
    """Return schedules that cover the time about which nothing is promised.

    What is promised may be moved some seconds `later`.
    """
    layer = promised(when)
    free = [*_moved(oncall.weekly_gaps([oncall.Schedule(zone, (layer,))]), later)]
    if not free:
        return []
    opened = tuple(oncall.Window(start, end - start) for start, end in free)
    rest = oncall.Layer(ALWAYS, None, ALWAYS, WEEK, layer.users, opened)
    return [oncall.Schedule(zone, (rest,))]


def _moved(free: Sequence[tuple[int, int]], later: int) -> Iterator[tuple[int, int]]:
    for start, end in free:
        moved = (start + later) % WEEK
        yield moved, moved + end - start
