"""Turns of one layer, numbered in closed form from its virtual start. Knows no time zones.

A turn that meets no window uses up no member, so who has a turn follows from how many turns before
it met one. That repeats every `period` turns, and one table of a super-period answers for all time.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property, lru_cache
from math import gcd

from pdsync.frozen import frozen
from pdsync.oncall._restrictions import Cover, WallRange, cover, meets
from pdsync.oncall._schedule import Layer, Window
from pdsync.units import WEEK


@frozen
class Turns:
    """Turns of a layer: k is [origin + k * length, origin + (k + 1) * length), in wall seconds."""

    origin: int
    length: int
    cover: Cover

    @staticmethod
    def of(layer: Layer, origin: int) -> Turns:
        """Make a layer's turns from the wall time of its virtual start."""
        return _turns(origin, layer.turn_seconds, layer.windows)

    @cached_property
    def period(self) -> int:
        """Number of turns after which the pattern of empty turns repeats."""
        return WEEK // gcd(self.length, WEEK)

    @property
    def served(self) -> int:
        """Number of turns in a period that are not empty."""
        return self._counts[-1]

    @cached_property
    def _counts(self) -> tuple[int, ...]:
        return _counts(self.origin % WEEK, self.length, self.cover)

    def number(self, wall: int) -> int:
        """Return the number k of the turn at a wall time."""
        return (wall - self.origin) // self.length

    def stretch(self, turn: int) -> WallRange:
        """Return the stretch of turn k, in wall seconds."""
        start = self.origin + turn * self.length
        return start, start + self.length

    def is_empty(self, turn: int) -> bool:
        """Return True if turn k meets no window."""
        place = turn % self.period
        return self._counts[place] == self._counts[place + 1]

    def ordinal(self, turn: int) -> int:
        """Count the turns that are not empty from the virtual start up to turn k, excluded."""
        periods, place = divmod(turn, self.period)
        return periods * self.served + self._counts[place]

    def nth(self, ordinal: int) -> int:
        """Return the number k of the turn that is not empty and has an ordinal."""
        periods, rest = divmod(ordinal, self.served)
        # Of turns with the same count before them the last is the one that is not empty.
        return periods * self.period + bisect_right(self._counts, rest) - 1


@lru_cache(maxsize=1024)
def _turns(origin: int, length: int, windows: tuple[Window, ...]) -> Turns:
    """Return the same object for the same turns, so that they are counted once for all who ask."""
    return Turns(origin, length, cover(windows))


@lru_cache(maxsize=1024)
def _counts(phase: int, length: int, covered: Cover) -> tuple[int, ...]:
    """Return for each turn of a super-period the non-empty turns before it; then the total."""
    counts = [0]
    for start in range(phase, phase + length * (WEEK // gcd(length, WEEK)), length):
        counts.append(counts[-1] + meets(covered, start, start + length))
    return tuple(counts)
