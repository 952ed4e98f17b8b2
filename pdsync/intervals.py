"""Intervals `(start, end)`, the end excluded, of anything that has an order. Pure.

Starts and ends may be seconds or instants; an interval that ends where it starts holds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol, TypeVar


class Ordered(Protocol):
    """Anything that can be compared: seconds, instants."""

    def __lt__(self, other: Any, /) -> bool:
        """Return True if it comes before another."""


T = TypeVar("T", bound=Ordered)


def merge(intervals: Iterable[tuple[T, T]]) -> tuple[tuple[T, T], ...]:
    """Sort intervals, and make one of those that touch or overlap."""
    merged: list[tuple[T, T]] = []
    for start, end in sorted(intervals):
        if merged and not merged[-1][1] < start:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def subtract(
    intervals: Iterable[tuple[T, T]], others: Iterable[tuple[T, T]]
) -> tuple[tuple[T, T], ...]:
    """Return the parts of intervals that lie outside all others, in the order given."""
    taken = merge(other for other in others if other[0] < other[1])
    left: list[tuple[T, T]] = []
    for start, end in intervals:
        reached = start
        for first, last in taken:
            if first < end and reached < last:
                left += [(reached, first)] if reached < first else []
                reached = max(reached, last)
        left += [(reached, end)] if reached < end else []
    return tuple(left)


def gaps(intervals: Iterable[tuple[T, T]], start: T, end: T) -> tuple[tuple[T, T], ...]:
    """Return the parts of [start, end) that no interval covers, in order."""
    return subtract([(start, end)], intervals)
