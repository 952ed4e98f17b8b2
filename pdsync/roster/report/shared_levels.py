"""Levels of a policy that notify nobody new, since their people are on the level before. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from pdsync.frozen import frozen
from pdsync.oncall import Span
from pdsync.roster._timeline import Stretch, people_of, shared, spans


@frozen
class SharedLevels:
    """Times in which level `number + 1` of a policy has only people whom level `number` has.

    `for_ever` says that the last never ends, `others` that level `number` has somebody else too at
    some of these times.
    """

    policy: str
    number: int
    time_zone: str
    stretches: tuple[Stretch, ...]
    for_ever: bool = False
    others: bool = False

    @property
    def spans(self) -> tuple[Span, ...]:
        """The times alone, those that touch in one."""
        return spans(self.stretches)

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who is on both."""
        return people_of(self.stretches)

    @property
    def several(self) -> bool:
        """True if more than one person is on both at some time."""
        return any(len(one.people) > 1 for one in self.stretches)


def shared_levels(
    courses: Sequence[Sequence[Stretch] | None],
    in_turn: Collection[int],
    deleted: AbstractSet[str],
    now: datetime,
) -> Iterator[tuple[int, tuple[Stretch, ...]]]:
    """Compare each level with the next, from an instant on; None is one that is undecided.

    Yields the number of the upper, and when. The levels of these numbers ask people `in_turn`.
    """
    for number, (upper, lower) in enumerate(pairwise(courses), start=1):
        if not upper or not lower:
            continue
        found = shared(upper, lower, in_turn=number in in_turn)
        ahead = tuple(
            replace(one, start=max(one.start, now))
            for one in found
            if one.end > now and one.reaches(deleted)
        )
        if ahead:
            yield number, ahead
