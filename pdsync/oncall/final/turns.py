"""The turns of one rotation, numbered in closed form from its virtual start. No time zones.

A turn that meets no window uses up nobody: who has a turn is told by how many turns before it
met one. That repeats every `period` turns, so one table of a super-period answers for all time.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import gcd

from pdsync.oncall._restrictions import Cover, Stretch, cover, meets
from pdsync.oncall._schedule import Layer
from pdsync.units import WEEK


@dataclass(frozen=True)
class Turns:
    """Turn k is [origin + k * length, origin + (k + 1) * length), in wall seconds."""

    origin: int
    length: int
    cover: Cover

    @classmethod
    def of(cls, layer: Layer, origin: int) -> Turns:
        """A layer's rotation, given what the clocks show at its virtual start."""
        return cls(origin, layer.turn_seconds, cover(layer.windows))

    @cached_property
    def period(self) -> int:
        """After how many turns the pattern of empty ones repeats."""
        return WEEK // gcd(self.length, WEEK)

    @property
    def served(self) -> int:
        """Number of turns in a period that are not empty."""
        return self._counts[-1]

    @cached_property
    def _counts(self) -> tuple[int, ...]:
        return _counts(self.origin % WEEK, self.length, self.cover)

    def number(self, wall: int) -> int:
        """The turn k that a wall time is in."""
        return (wall - self.origin) // self.length

    def stretch(self, turn: int) -> Stretch:
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
        """The turn k that is not empty and has this ordinal."""
        periods, rest = divmod(ordinal, self.served)
        return periods * self.period + bisect_right(self._counts, rest) - 1


@lru_cache(maxsize=1024)
def _counts(phase: int, length: int, covered: Cover) -> tuple[int, ...]:
    """Of each turn of a super-period, how many turns before it are not empty; then of all."""
    counts = [0]
    for start in range(phase, phase + length * (WEEK // gcd(length, WEEK)), length):
        counts.append(counts[-1] + meets(covered, start, start + length))
    return tuple(counts)
