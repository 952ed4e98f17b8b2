"""Questions that promises ask of schedules, and how a plan makes the answer worse."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import chain
from zoneinfo import ZoneInfo

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.intervals import merge
from pdsync.kinds.schedule.promises._lapses import Lapse, if_more, new_breaches, parts_beside
from pdsync.units import A_DAY

_OPEN = 300 * A_DAY
"""As long as nothing that ends soon."""


@frozen
class Judgement:
    """What became of a promise: what is wrong, or None; how far it was looked, None for ever."""

    wrong: str | None
    until: datetime | None = None


class Question(ABC):
    """One promise of one subject, ready to be proved. `help` is what mends it."""

    help: str

    @abstractmethod
    def answer(self, now: datetime) -> Judgement:
        """Prove that it is kept from an instant on, or say how it is not."""

    @abstractmethod
    def worse_than(self, before: Question, now: datetime, where: str) -> str | None:
        """Return how it is kept less than before, where it is kept neither now nor then.

        None where it is not: at any time at which it is not kept now, it was not kept before, and
        by no less. What was kept at no time at all cannot be kept less. `where` is where before is.
        """

    def lapses(self, before: Question, span: oncall.Span) -> Iterator[Lapse]:  # noqa: ARG002 - as of all questions
        """Yield when it is not kept in a span, where it was before, or was by more."""
        yield from ()

    def within(self, span: oncall.Span) -> Iterator[Lapse]:
        """Yield when it is not kept in a span."""
        yield from self.lapses(Always(), span)

    @property
    def at_best(self) -> Question:
        """Return the question as it was kept best, where not all that it is about is known."""
        return self


class Always(Question):
    """Question whose answer is known: it is kept, whatever the turns are."""

    help = ""

    def answer(self, now: datetime) -> Judgement:  # noqa: ARG002 - as of all questions
        """Return that it is kept for ever."""
        return Judgement(None)

    def worse_than(self, before: Question, now: datetime, where: str) -> str | None:  # noqa: ARG002 - as of all questions
        """Return that it is no worse."""
        return None


class Never(Question):
    """Question whose answer is known: it is not kept at any time, and that by some `amount`."""

    def __init__(self, wrong: str, help_: str, amount: int) -> None:
        self.wrong, self.help, self.amount = wrong, help_, amount

    def answer(self, now: datetime) -> Judgement:  # noqa: ARG002 - as of all questions
        """Return what is wrong."""
        return Judgement(self.wrong)

    def worse_than(self, before: Question, now: datetime, where: str) -> str | None:  # noqa: ARG002 - as of all questions
        """Return what is wrong, unless it was not kept at any time before, and by no less."""
        is_no_more = isinstance(before, Never) and before.amount >= self.amount
        return None if is_no_more else self.wrong

    def within(self, span: oncall.Span) -> Iterator[Lapse]:
        """Yield the whole of a span."""
        yield Lapse(span, (), lambda: self.wrong)


class AllOf(Question):
    """Several questions, all of which are to be answered well."""

    def __init__(self, parts: Sequence[Question]) -> None:
        self.parts = parts
        self.help = next((one.help for one in parts if one.help), "")

    def answer(self, now: datetime) -> Judgement:
        """Return the first that is wrong, else how far all of them were looked at."""
        found = [one.answer(now) for one in self.parts]
        wrong = next((one for one in found if one.wrong), None)
        return wrong or Judgement(
            None, min((one.until for one in found if one.until), default=None)
        )

    def worse_than(self, before: Question, now: datetime, where: str) -> str | None:
        """Return how one of them is answered less well than before."""
        if isinstance(before, Never):
            return None
        if not isinstance(before, AllOf) or len(before.parts) < len(self.parts):
            return self.answer(now).wrong
        pairs = zip(self.parts, before.parts, strict=False)  # what is asked no more counts no more
        return next(filter(None, (one.worse_than(was, now, where) for one, was in pairs)), None)

    def lapses(self, before: Question, span: oncall.Span) -> Iterator[Lapse]:
        """Yield when one of them is not answered well in a span, where it was before."""
        if isinstance(before, AllOf):
            for one, was in zip(self.parts, before.parts, strict=False):
                yield from one.lapses(was, span)

    def within(self, span: oncall.Span) -> Iterator[Lapse]:
        """Yield the times in a span at which one of its parts is not answered well."""
        for one in self.parts:
            yield from one.within(span)


class OverTime(Question):
    """Question of who is on call when: every breach of it is looked for.

    `at_once` says that a breach is time, and any more of it is worse; otherwise it is an amount. Of
    two breaches at the same time that of the higher `grade` is worse.
    """

    def __init__(
        self,
        looking: oncall.Looking,
        words: Callable[[oncall.Breach], str],
        help_: str,
        *,
        at_once: bool = True,
        grade: Callable[[oncall.Breach], int] = lambda _: 0,
    ) -> None:
        self.looking, self.words, self.help, self.at_once = looking, words, help_, at_once
        self.grade = grade

    def answer(self, now: datetime) -> Judgement:
        """Prove that it is kept from an instant on, or say how it is not."""
        found = self.looking.first(now)
        return Judgement(self.words(found.breach) if found.breach else None, found.until)

    def worse_than(self, before: Question, now: datetime, where: str) -> str | None:
        """Return how it is kept less than before, where it is kept neither now nor then."""
        was = before.at_best
        if isinstance(was, Never):
            return None
        looked = [self.looking, *([was.looking] if isinstance(was, OverTime) else [])]
        if self.at_once:
            ours, *theirs = (one.time_of_a_year(now) for one in looked)
            return self._more_time(ours, [*chain(*theirs)], where)
        ours, *theirs = (one.of_a_year(now) for one in looked)
        return self._more(ours, [*chain(*theirs)])

    def lapses(self, before: Question, span: oncall.Span) -> Iterator[Lapse]:
        """Yield when it is not kept in a span, where it was before, or was by more."""
        was = before.at_best
        found = new_breaches(
            self.looking,
            was.looking if isinstance(was, OverTime) else None,
            span,
            self._new_parts if self.at_once else if_more,
        )
        for one in found:
            yield Lapse(one.span, one.who, partial(self.words, one))

    def _new_parts(
        self, one: oncall.Breach, theirs: Sequence[oncall.Breach]
    ) -> Iterator[oncall.Breach]:
        """Yield the parts of a breach in which there was none as bad of the same people."""
        grade = self.grade(one)
        yield from parts_beside(
            one, [was for was in theirs if was.who == one.who and self.grade(was) >= grade]
        )

    def _more(self, ours: Sequence[oncall.Breach], theirs: Sequence[oncall.Breach]) -> str | None:
        """Return the first of the breaches, where they are longer than before or far more."""
        was, made = ([one.amount for one in side] for side in (theirs, ours))
        one_more = max(was, default=0)
        longer = max(made, default=0) > one_more or sum(made) > sum(was) + one_more
        return self.words(min(ours)) if longer and ours else None

    def _more_time(
        self, ours: Sequence[oncall.Breach], theirs: Sequence[oncall.Breach], where: str
    ) -> str | None:
        """Return the first time that is in no breach of before, or in none as bad as now."""
        worse = _new_time(ours, theirs)
        if worse:
            return self.words(worse)
        for grade in sorted({self.grade(one) for one in ours}, reverse=True):
            graver, as_grave = (
                [one for one in side if self.grade(one) >= grade] for side in (ours, theirs)
            )
            if worse := _new_time(graver, as_grave):
                return f"{self.words(worse)}, and it is not as bad {where}"
        return None


def _new_time(
    ours: Iterable[oncall.Breach], theirs: Iterable[oncall.Breach]
) -> oncall.Breach | None:
    """Return the first part of a breach that is in none of before."""
    taken = merge((one.start, one.end) for one in theirs)
    for one in sorted(ours):
        reached = one.start
        for start, end in taken:
            if start <= reached < end:
                reached = end
        if reached < one.end:
            following = [start for start, _ in taken if reached < start < one.end]
            return replace(one, start=reached, end=min([one.end, *following]))
    return None


def local(when: datetime, zone: str) -> str:
    """Return a time by the clocks of a zone, for people."""
    return when.astimezone(ZoneInfo(zone)).strftime("%a %-d %b %Y %H:%M")


def from_to(span: oncall.Span, zone: str) -> str:
    """Return a time in words: from when to when, by the clocks of a zone, and of which."""
    if span.end - span.start > _OPEN:
        return from_on(span.start, zone)
    return f"from {local(span.start, zone)} to {local(span.end, zone)} ({zone})"


def from_on(start: datetime, zone: str) -> str:
    """Return a time without an end in words."""
    return f"from {local(start, zone)} ({zone}) on"


def shifts_by_person(
    pieces: Iterable[Sequence[tuple[int, int, str]]],
) -> Mapping[str, list[tuple[int, int]]]:
    """Return when each person is on call, in order and joined."""
    found: dict[str, list[tuple[int, int]]] = {}
    for one in pieces:
        for start, end, who in one:
            found.setdefault(who, []).append((start, end))
    return {who: [*merge(times)] for who, times in sorted(found.items())}


def both(
    ours: Sequence[tuple[int, int]], theirs: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the times that two lists have, each in order and without overlaps of its own."""
    left, right = 0, 0
    while left < len(ours) and right < len(theirs):
        start = max(ours[left][0], theirs[right][0])
        end = min(ours[left][1], theirs[right][1])
        if start < end:
            yield start, end
        if ours[left][1] <= theirs[right][1]:
            left += 1
        else:
            right += 1


def joined(breaches: Iterable[oncall.Breach]) -> Iterator[oncall.Breach]:
    """Yield breaches in order of time, those that follow each other and are alike as one."""
    last: oncall.Breach | None = None
    for one in breaches:
        if last and (last.end, last.who, last.amount) == (one.start, one.who, one.amount):
            last = replace(last, end=one.end)
            continue
        if last:
            yield last
        last = one
    if last:
        yield last
