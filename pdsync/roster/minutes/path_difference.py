"""Difference of an escalation path in minutes before and after a plan. Judges nothing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from functools import cached_property
from typing import Any

from pdsync.frozen import frozen
from pdsync.roster.minutes.timed_path import TimedLevel, TimedPath


@frozen
class PathDifference:
    """A path before and after, which differ."""

    old: TimedPath
    new: TimedPath

    @cached_property
    def levels(self) -> tuple[tuple[TimedLevel | None, TimedLevel | None], ...]:
        """Levels that differ, before and after, in the order of the numbers that they have or had.

        A level is the one with the same targets, or else the one with the same number.
        """
        pairs = _pairs(self.old.levels, self.new.levels)
        return tuple(sorted((one for one in pairs if one[0] != one[1]), key=_place))

    @cached_property
    def fields(self) -> tuple[tuple[str, Any, Any], ...]:
        """Everything but levels that differs: its name, and both values."""
        names = [one.name for one in fields(TimedPath) if one.name != "levels"]
        found = [(name, getattr(self.old, name), getattr(self.new, name)) for name in names]
        return tuple(one for one in found if one[1] != one[2])


def difference(old: TimedPath, new: TimedPath) -> PathDifference | None:
    """Return what differs; None where nothing does."""
    return PathDifference(old, new) if old != new else None


def _pairs(
    old: Sequence[TimedLevel], new: Sequence[TimedLevel]
) -> Iterator[tuple[TimedLevel | None, TimedLevel | None]]:
    left, unmatched = list(new), []
    for one in old:
        same = [other for other in left if other.targets == one.targets]
        found = min(same, key=lambda other: abs(other.number - one.number), default=None)
        if found is None:
            unmatched.append(one)
        else:
            left.remove(found)
            yield one, found
    yield from _by_number(unmatched, left)


def _by_number(
    old: Iterable[TimedLevel], new: Iterable[TimedLevel]
) -> Iterator[tuple[TimedLevel | None, TimedLevel | None]]:
    before, after = ({one.number: one for one in levels} for levels in (old, new))
    for number in {**before, **after}:
        yield before.get(number), after.get(number)


def _place(pair: tuple[TimedLevel | None, TimedLevel | None]) -> tuple[int, bool]:
    old, new = pair
    return (new or old or _NOWHERE).number, new is None


_NOWHERE = TimedLevel(0, 0, ())
