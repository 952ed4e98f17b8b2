"""Levels of a policy that notify nobody new, since their people are on the level before. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from pdsync.oncall import Span
from pdsync.roster._timeline import Stretch, people_of, shared, spans
from pdsync.roster._topic import Topic


@dataclass(frozen=True)
class SharedLevels:
    """Times in which level `number + 1` of a policy has only people whom level `number` has."""

    policy: Topic
    number: int
    stretches: tuple[Stretch, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """The times alone, those that touch in one."""
        return spans(self.stretches)

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who is on both."""
        return people_of(self.stretches)


def shared_levels(
    policy: Topic,
    courses: Sequence[Sequence[Stretch] | None],
    deleted: AbstractSet[str],
    now: datetime,
) -> Iterator[SharedLevels]:
    """Compare each level with the next, from an instant on; None is one that is undecided."""
    for number, (upper, lower) in enumerate(pairwise(courses), start=1):
        found = shared(upper, lower) if upper and lower else ()
        ahead = tuple(
            replace(one, start=max(one.start, now))
            for one in found
            if one.end > now and one.reaches(deleted)
        )
        if ahead:
            yield SharedLevels(policy, number, ahead)
