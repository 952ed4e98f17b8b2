"""The same person on two levels of a policy that follow each other: an escalation to nobody new.

Worked example, level 1 by the schedule `primary`, level 2 by `secondary`:

    primary     ana  until Mon 09:00, then ben
    secondary   ben  until Mon 09:00, then ben

From Monday 09:00 on, whoever does not answer on level 1 is woken once more on level 2.

What was so before is no news, unless somebody else was on the upper level then. Ben leaves:

    level 1     ben, ana  ->  ana
    level 2     ana       ->  ana
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from difflib import SequenceMatcher
from itertools import pairwise

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.intervals import subtract
from pdsync.kinds import Undecided
from pdsync.roster._roster import Level
from pdsync.roster._timeline import Stretch, joined, shared
from pdsync.roster.comparison.view import View
from pdsync.roster.report.shared_levels import SharedLevels


def new_same_person(before: View, after: View, policy: str, number: int) -> SharedLevels | None:
    """Find when two levels are the same people after a plan, and were not before it.

    Raises Undecided where it cannot be told who will be on call.
    """
    upper, lower = after.level(policy, number), after.level(policy, number + 1)
    if upper is None or lower is None:
        return None
    now = _Shared.of(after, upper, lower)
    if not now.times:
        return None
    was, kept = _pairs_before(before, after, policy, number)
    for pair in was:
        with suppress(Undecided):  # of a level that nothing changes, not everything was read
            now = now.without(_Shared.of(before, *pair), of_anybody=kept)
    times = now.times
    if not times:
        return None
    zone = after.zone("escalation_policy", policy) or "Etc/UTC"
    lasts = times[-1].end == after.until and _agree_for_ever(after, upper, lower)
    return SharedLevels(policy, number, zone, times, lasts, others=bool(now.within))


def _pairs_before(
    before: View, after: View, policy: str, number: int
) -> tuple[list[tuple[Level, Level]], bool]:
    """Return the two levels as they were, and True; else neighbours that are no more, and False.

    Where levels come or go, those that notify the same are the same, in their order.
    """
    old, new = (side.roster.levels(policy) for side in (before, after))
    pairs = [*pairwise(old)]
    if len(old) == len(new):
        return pairs[number - 1 : number], True
    stays = _staying(old, new)
    below = {at: stays[at] for at in stays if stays.get(at + 1) == stays[at] + 1}
    if number - 1 in below:
        return [pairs[below[number - 1]]], True
    return [pair for at, pair in enumerate(pairs) if at not in below.values()], False


def _staying(old: Sequence[Level], new: Sequence[Level]) -> dict[int, int]:
    """Return where levels were that stay, by where they are; both count from 0."""
    then, now = ([(*level.schedules, *level.people) for level in them] for them in (old, new))
    blocks = SequenceMatcher(None, now, then, autojunk=False).get_matching_blocks()
    return {one.a + by: one.b + by for one in blocks for by in range(one.size)}


@frozen
class _Shared:
    """Stretches in which the lower of two levels has somebody, and nobody whom the upper has not.

    In those of `equal` the upper has nobody else either.
    """

    equal: tuple[Stretch, ...]
    within: tuple[Stretch, ...]

    @classmethod
    def of(cls, view: View, upper: Level, lower: Level) -> _Shared:
        above, below = view.of_level(upper), view.of_level(lower)
        assert above is not None, "a level that is there has a state"  # noqa: S101 - a bug if it fails
        assert below is not None, "a level that is there has a state"  # noqa: S101 - a bug if it fails
        if above.everybody.isdisjoint(below.everybody):
            return cls((), ())
        found = shared(above.course, below.course, in_turn=bool(upper.round_robin))
        both = shared(below.course, above.course, in_turn=False) if found else ()
        equal = tuple(_within(found, both))
        return cls(equal, tuple(_without(found, equal)))

    @property
    def times(self) -> tuple[Stretch, ...]:
        return joined(sorted((*self.equal, *self.within), key=lambda one: one.start))

    def without(self, old: _Shared, *, of_anybody: bool) -> _Shared:
        """Leave out what was so before: where all were the same people, or are not now either.

        Unless it is `of_anybody`, only where these were the people.
        """
        equal = _without(self.equal, old.equal, of_anybody=of_anybody)
        within = _without(self.within, old.times, of_anybody=of_anybody)
        return _Shared(tuple(equal), tuple(within))


def _without(
    stretches: Iterable[Stretch], others: Iterable[Stretch], *, of_anybody: bool = True
) -> Iterator[Stretch]:
    """Yield the parts of some stretches that lie outside some others, perhaps of their people."""
    every = tuple(others)
    for one in stretches:
        taken = [(it.start, it.end) for it in every if of_anybody or it.people == one.people]
        for start, end in subtract([(one.start, one.end)], taken):
            yield Stretch(start, end, one.people)


def _within(stretches: Sequence[Stretch], others: Iterable[Stretch]) -> Iterator[Stretch]:
    """Yield the parts of some stretches that lie inside some others."""
    return _without(stretches, tuple(_without(stretches, others)))


def _agree_for_ever(view: View, upper: Level, lower: Level) -> bool:
    """Prove it of levels of one schedule each, or of people who are named; no overrides."""
    if upper.round_robin:
        return False
    if upper.people or lower.people:
        return not lower.schedules and {*lower.people} <= {*upper.people}
    if len(upper.schedules) != 1 or len(lower.schedules) != 1:
        return False
    one, other = (view.roster.planned(level.schedules[0]) for level in (upper, lower))
    same = oncall.same_for_ever(one, other, view.until)
    return same.first_difference is None and same.until is None
