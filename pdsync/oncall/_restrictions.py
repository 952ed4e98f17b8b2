"""Windows on the wall week: their union, and what a stretch of wall time meets. No time zones."""

from __future__ import annotations

from collections.abc import Iterable

from pdsync.oncall._schedule import WEEK, Window

Stretch = tuple[int, int]
"""From, until, in wall seconds."""
Cover = tuple[Stretch, ...]
"""Apart and in order, within [0, WEEK)."""
FULL: Cover = ((0, WEEK),)


def cover(windows: Iterable[Window]) -> Cover:
    """The union of the windows on the week; that of no window is the whole week."""
    opened = [(window.start, window.start + min(window.seconds, WEEK)) for window in windows]
    return union(opened) if opened else FULL


def union(opened: Iterable[Stretch]) -> Cover:
    """Stretches of at most a week, which may run into the next one, as one cover."""
    cut = [part for start, end in opened for part in ((start, min(end, WEEK)), (0, end - WEEK))]
    return joined(sorted(part for part in cut if part[0] < part[1]))


def joined(stretches: Iterable[Stretch]) -> Cover:
    """Sorted stretches, with those that touch or overlap made one."""
    result: list[Stretch] = []
    for start, end in stretches:
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return tuple(result)


def holes(covered: Cover) -> Cover:
    """The rest of the week."""
    edges = [0, *(edge for stretch in covered for edge in stretch), WEEK]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return tuple((start, end) for start, end in pairs if start < end)


def met(covered: Cover, start: int, end: int) -> Cover:
    """The parts of a stretch of wall time in which the cover is open."""
    if covered == FULL:
        return ((start, end),)
    found: list[Stretch] = []
    for monday in range(start - start % WEEK, end, WEEK):
        for opens, closes in covered:
            first, last = max(start, monday + opens), min(end, monday + closes)
            if first < last:
                found.append((first, last))
    return joined(found)


def meets(covered: Cover, start: int, end: int) -> bool:
    """Return True if a stretch of wall time, not empty, meets the cover."""
    if end - start >= WEEK:
        return bool(covered)
    first = start % WEEK
    last = first + end - start
    return any(
        (opens < last and first < closes) or opens + WEEK < last for opens, closes in covered
    )


def overlap(one: Cover, other: Cover) -> Cover:
    """The part of the week that is in both covers."""
    shared = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return tuple(sorted(stretch for stretch in shared if stretch[0] < stretch[1]))
