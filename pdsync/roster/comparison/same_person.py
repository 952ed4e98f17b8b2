"""The same person on two levels of a policy that follow each other: an escalation to nobody new.

Worked example, level 1 by the schedule `primary`, level 2 by `secondary`:

    primary     ana  until Mon 09:00, then ben
    secondary   ben  until Mon 09:00, then ben

From Monday 09:00 on, whoever does not answer on level 1 is woken once more on level 2.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise

from pdsync import oncall
from pdsync.intervals import subtract
from pdsync.kinds import Undecided
from pdsync.roster._roster import Level
from pdsync.roster._timeline import Stretch, shared
from pdsync.roster.comparison.view import View
from pdsync.roster.report.shared_levels import SharedLevels


def new_same_person(before: View, after: View, policy: str, number: int) -> SharedLevels | None:
    """Find when two levels are the same people after a plan, where no two were before it.

    Raises Undecided where it cannot be told who will be on call.
    """
    upper, lower = after.level(policy, number), after.level(policy, number + 1)
    if upper is None or lower is None:
        return None
    now = _shared(after, upper, lower)
    for pair in pairwise(before.roster.levels(policy)):
        with suppress(Undecided):  # of a level that nothing changes, not everything was read
            now = _without(now, _shared(before, *pair))
    if not now:
        return None
    zone = after.zone("escalation_policy", policy) or "Etc/UTC"
    lasts = now[-1].end == after.until and _agree_for_ever(after, upper, lower)
    return SharedLevels(policy, number, zone, now, lasts)


def _shared(view: View, upper: Level, lower: Level) -> tuple[Stretch, ...]:
    """The stretches in which the lower level has somebody, and nobody whom the upper has not."""
    above, below = view.of_level(upper), view.of_level(lower)
    assert above is not None, "a level that is there has a state"  # noqa: S101 - a bug if it fails
    assert below is not None, "a level that is there has a state"  # noqa: S101 - a bug if it fails
    return shared(above.course, below.course, in_turn=bool(upper.round_robin))


def _without(stretches: Sequence[Stretch], others: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Return the parts of some stretches that lie outside some others."""
    taken = [(other.start, other.end) for other in others]
    return tuple(
        Stretch(start, end, one.people)
        for one in stretches
        for start, end in subtract([(one.start, one.end)], taken)
    )


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
