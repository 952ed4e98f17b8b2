"""Windows of the wall week as a cover: union, holes, overlap. Knows no time zones."""

from __future__ import annotations

from collections.abc import Iterable

from pdsync.intervals import gaps, merge
from pdsync.oncall._schedule import Window
from pdsync.units import WEEK

WallRange = tuple[int, int]
"""From, until, in wall seconds."""
Cover = tuple[WallRange, ...]
"""Apart and in order, within [0, WEEK)."""
FULL: Cover = ((0, WEEK),)


def cover(windows: Iterable[Window]) -> Cover:
    """Return the union of some windows, in wall seconds of the week; no window means always."""
    opened = [(window.start, window.start + min(window.seconds, WEEK)) for window in windows]
    return union(opened) if opened else FULL


def union(opened: Iterable[WallRange]) -> Cover:
    """Join stretches of at most a week, which may run into the next week, into one cover."""
    cut = [part for start, end in opened for part in ((start, min(end, WEEK)), (0, end - WEEK))]
    return merge(part for part in cut if part[0] < part[1])


def holes(covered: Cover) -> Cover:
    """Return the rest of the week."""
    return gaps(covered, 0, WEEK)


def met(covered: Cover, start: int, end: int) -> Cover:
    """Return the parts of a stretch of wall time in which the cover is open."""
    if covered == FULL:
        return ((start, end),)
    found: list[WallRange] = []
    for monday in range(start - start % WEEK, end, WEEK):
        for opens, closes in covered:
            first, last = max(monday + opens, start), min(monday + closes, end)
            if first < last:
                began = found.pop()[0] if found and found[-1][1] == first else first
                found.append((began, last))
    return tuple(found)


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
    """Return the part of the week that is in both covers."""
    shared = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return tuple(sorted(stretch for stretch in shared if stretch[0] < stretch[1]))
