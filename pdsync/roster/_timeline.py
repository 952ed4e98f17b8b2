"""Timelines: who is on call over a range, and where two timelines differ. Renders no schedule."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from itertools import pairwise

from pdsync.frozen import frozen
from pdsync.intervals import merge
from pdsync.oncall import Shift, Span

People = tuple[str, ...]
"""Tokens of people in order, each once; () is nobody."""


@frozen
class Stretch:
    """Exactly these people are on call in [start, end)."""

    start: datetime
    end: datetime
    people: People

    def reaches(self, deleted: AbstractSet[str]) -> bool:
        """True if there is somebody to notify: somebody who was not deleted."""
        return any(person not in deleted for person in self.people)


def people_of(stretches: Iterable[Stretch]) -> People:
    """Everybody who is on call in some stretches, each once, the first first."""
    return tuple(dict.fromkeys(person for one in stretches for person in one.people))


@frozen
class Difference:
    """In [start, end) others are on call: `old` before, `new` after."""

    start: datetime
    end: datetime
    old: People
    new: People


def timeline(shifts: Iterable[Shift], since: datetime, until: datetime) -> tuple[Stretch, ...]:
    """Cut [since, until) into stretches with the people on call; gaps are stretches of nobody."""
    ordered = sorted(shifts, key=lambda shift: (shift.start, shift.end))
    alone = all(one.end <= other.start for one, other in pairwise(ordered))
    return joined((_alone if alone else _overlapping)(ordered, since, until))


def _alone(shifts: Sequence[Shift], since: datetime, until: datetime) -> Iterator[Stretch]:
    """One person at a time, as most schedules have it: there may be ten years of hours."""
    reached = since
    for shift in shifts:
        if reached < shift.start:
            yield Stretch(reached, shift.start, ())
        yield Stretch(shift.start, shift.end, (shift.user,))
        reached = shift.end
    if reached < until:
        yield Stretch(reached, until, ())


def _overlapping(shifts: Sequence[Shift], since: datetime, until: datetime) -> Iterator[Stretch]:
    steps: dict[datetime, list[tuple[str, int]]] = defaultdict(list)
    for shift in shifts:
        steps[shift.start].append((shift.user, 1))
        steps[shift.end].append((shift.user, -1))
    on: Counter[str] = Counter()
    for start, end in pairwise(sorted({since, until, *steps})):
        for user, step in steps.get(start, ()):
            on[user] += step
        yield Stretch(start, end, tuple(sorted(name for name in on if on[name])))


def joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """The same, neighbours with the same people in one."""
    found: list[Stretch] = []
    last: Stretch | None = None
    for one in stretches:
        if last is not None and last.end == one.start and last.people == one.people:
            last = found[-1] = Stretch(last.start, one.end, one.people)
        else:
            found.append(one)
            last = one
    return tuple(found)


def gaps_of(
    stretches: Iterable[Stretch], deleted: AbstractSet[str] = frozenset()
) -> tuple[Span, ...]:
    """The stretches with nobody to notify, those that touch in one."""
    return spans(one for one in stretches if not one.reaches(deleted))


def spans(stretches: Iterable[Stretch]) -> tuple[Span, ...]:
    """Return the spans of some stretches, without their people; those that touch become one."""
    return tuple(Span(*one) for one in merge((one.start, one.end) for one in stretches))


def merged(courses: Sequence[Sequence[Stretch]]) -> tuple[Stretch, ...]:
    """Merge timelines of one range: on call are the people of any of them."""
    result: Sequence[Stretch] = courses[0] if courses else ()
    for other in courses[1:]:
        result = [
            Stretch(start, end, tuple(sorted({*ours, *theirs})))
            for start, end, ours, theirs in together(result, other)
        ]
    return joined(result)


def differences(old: Sequence[Stretch], new: Sequence[Stretch]) -> tuple[Difference, ...]:
    """Return the differences between two timelines of one range, in order."""
    found: list[Difference] = []
    for start, end, was, will in together(old, new):
        if was == will:
            continue
        last = found[-1] if found else None
        if last and (last.end, last.old, last.new) == (start, was, will):
            found[-1] = Difference(last.start, end, was, will)
        else:
            found.append(Difference(start, end, was, will))
    return tuple(found)


def first_of(levels: Sequence[Sequence[Stretch]]) -> tuple[Stretch, ...]:
    """At each time the people of the first timeline that has any: empty levels are skipped."""
    result: Sequence[Stretch] = levels[-1]
    for upper in reversed(levels[:-1]):
        pairs = together(upper, result)
        result = [Stretch(start, end, here or below) for start, end, here, below in pairs]
    return joined(result)


def together(
    one: Sequence[Stretch], other: Sequence[Stretch]
) -> Iterator[tuple[datetime, datetime, People, People]]:
    """Two timelines of one range, cut so finely that in each piece both stay the same."""
    left = right = 0
    while left < len(one) and right < len(other):
        ours, theirs = one[left], other[right]
        start, end = max(ours.start, theirs.start), min(ours.end, theirs.end)
        yield start, end, ours.people, theirs.people
        left += ours.end == end
        right += theirs.end == end


def shared(
    upper: Sequence[Stretch], lower: Sequence[Stretch], *, in_turn: bool
) -> tuple[Stretch, ...]:
    """The stretches in which the lower level has somebody, and nobody whom the upper has not.

    If the upper asks its people `in_turn`, nobody knows whom of several.
    """
    return joined(
        Stretch(start, end, theirs)
        for start, end, ours, theirs in together(upper, lower)
        if theirs and {*theirs} <= {*ours} and not (in_turn and len(ours) > 1)
    )
