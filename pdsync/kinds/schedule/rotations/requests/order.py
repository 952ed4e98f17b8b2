"""Order of the requests that change events, so that an interrupted run leaves no gap soon. Pure.

PagerDuty refuses events of one rotation that overlap, so a successor can be made only when there is
room for it. Its request follows at once then, with no other between.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pdsync.kinds.schedule.rotations.requests.step import NEVER, Edge, Had, Range, Step, overlap


def as_there_is_room(steps: Iterable[Step], had: Sequence[Had]) -> list[Step]:
    """Order steps so that no two events ever overlap and cover follows at once."""
    there = {one.path: one.range for one in had}
    waiting, found = list(steps), list[Step]()
    while waiting:
        step = min(waiting, key=lambda one: _urgency(one, waiting, found, there))
        waiting.remove(step)
        found.append(step)
        _take(step, there)
    return found


def fit(steps: Iterable[Step], had: Sequence[Had]) -> bool:
    """Return True if there is room for each step when its turn comes."""
    there = {one.path: one.range for one in had}
    for step in steps:
        if not _has_room(step, there):
            return False
        _take(step, there)
    return True


def exposed_from(steps: Sequence[Step]) -> Edge:
    """Return the earliest fixed time without cover if a run is interrupted between two steps."""
    heirs = [(step, filler(steps, at)) for at, step in enumerate(steps)]
    times = [free[0] for step, heir in heirs if heir is not None for free in step.frees]
    return min((one for one in times if one.when is not None), default=NEVER)


def filler(steps: Sequence[Step], at: int) -> int | None:
    """Return the first later step that covers what a step frees; None if no step does."""
    later = range(at + 1, len(steps))
    takes = (n for n in later if _fills(steps[n], steps[at]))
    return next(takes, None)


def _urgency(
    step: Step, waiting: Sequence[Step], found: Sequence[Step], there: dict[str, Range]
) -> int:
    """Return the order key: steps with room first; of those, new cover before endings.

    A step that ends cover, and whose successor has no room even then, waits for the step that makes
    room.
    """
    if not _has_room(step, there):
        return 4
    # It covers what an earlier step freed: no other request may come between.
    if any(_fills(step, one) for one in found):
        return 0
    heirs = [one for one in waiting if one is not step and _fills(one, step)]
    # It takes no cover away that a later step gives back.
    if not heirs:
        return 1
    after = dict(there)
    _take(step, after)
    return 2 if all(_has_room(one, after) for one in heirs) else 3


def _fills(step: Step, other: Step) -> bool:
    return any(overlap(step.takes, free) for free in other.frees)


def _take(step: Step, there: dict[str, Range]) -> None:
    path = step.had.path if step.had else str(step.call.part)
    there.pop(path, None)
    if step.takes:
        there[path] = step.takes


def _has_room(step: Step, there: dict[str, Range]) -> bool:
    own = step.had.path if step.had else ""
    others = [taken for path, taken in there.items() if path != own]
    return step.takes is None or not any(overlap(step.takes, one) for one in others)
