"""Proofs for ever of what is asked of several schedules at once. Knows no question itself.

While parts of them come and go, time is rendered; after that what the clocks show repeats, and one
joint period answers for all time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from math import lcm

from pdsync.frozen import frozen
from pdsync.oncall._choices import LIKELIEST
from pdsync.oncall._clock import AnyClock, Clock, WallClock, instant_of, seconds_of
from pdsync.oncall._schedule import Span
from pdsync.oncall.final.layers import Piece
from pdsync.oncall.final.schedule import AnySchedule, final_pieces
from pdsync.oncall.proofs.coverage import HORIZON
from pdsync.oncall.proofs.steady_state import (
    amount,
    edges,
    lasting,
    moved_by_changes,
    on_the_wall,
    period,
    zones,
)
from pdsync.units import A_YEAR, DAY, WEEK

MOST_PIECES = 5_000
"""Pieces of a joint period that are looked at; where it has more, twelve months are."""
_YEAR = int(A_YEAR.total_seconds())


@frozen(order=True)
class Breach:
    """Time in which something is not as it should be, in seconds of the clock that it is on.

    `who` are the people concerned, `amount` is by how much.
    """

    start: int
    end: int
    who: tuple[str, ...] = ()
    amount: int = 0

    @property
    def span(self) -> Span:
        """The same as instants, of a breach in real time."""
        return Span(instant_of(self.start), instant_of(self.end))


@frozen
class OnCallRange:
    """Who is on call by each of some schedules in [start, end), in seconds of one clock."""

    start: int
    end: int
    pieces: tuple[Sequence[Piece], ...]
    clock: AnyClock

    def length(self, start: int, end: int) -> int:
        """Return how long a time is by the clocks: a day is one, whether they change in it or not.

        It is no longer than it takes: what ends in an hour that the clocks skip ends after it.
        """
        return min(self.clock.wall(end) - self.clock.wall(start), end - start)

    def stretches(self) -> Iterator[tuple[int, int, tuple[frozenset[str], ...]]]:
        """Yield the times in which the same people are on call, with those of each schedule."""
        edges: dict[int, list[tuple[bool, int, str]]] = {self.start: [], self.end: []}
        for number, pieces in enumerate(self.pieces):
            for start, end, who in pieces:
                edges.setdefault(start, []).append((True, number, who))
                edges.setdefault(end, []).append((False, number, who))
        on: list[frozenset[str]] = [frozenset() for _ in self.pieces]
        for at, following in pairwise(sorted(edges)):
            for is_on, number, who in sorted(edges[at]):
                on[number] = on[number] | {who} if is_on else on[number] - {who}
            yield at, following, tuple(on)


Found = Callable[[OnCallRange], Iterable[Breach]]


@frozen
class Looked:
    """The first breach that was found, or None; `until` is how far it was looked, None for ever."""

    breach: Breach | None
    until: datetime | None = None


@frozen
class Looking:
    """Search for breaches of some schedules from an instant on, on the clocks of a zone.

    `back` and `beyond` are how much more than a time is rendered to know what is so in it.
    """

    schedules: tuple[AnySchedule, ...]
    zone: str
    found: Found
    back: int = 0
    beyond: int = WEEK

    def first(self, since: datetime) -> Looked:
        """Return the first breach, or how far there is none."""
        start = seconds_of(since)
        settled, again = self._repetition(start)
        if again is None:
            breach = self._searched(start, start + _YEAR)
            return Looked(breach, instant_of(start + _YEAR))
        if settled > start and (breach := self._searched(start, settled)):
            return Looked(breach)
        if not self._on_the_wall(settled, again):
            return Looked(self._at_a_change(settled))
        reach = settled + 2 * again + WEEK
        return Looked(self._searched(start, reach), instant_of(reach))

    def of_a_year(self, since: datetime) -> list[Breach]:
        """Return the breaches of twelve months, each whole."""
        start = seconds_of(since)
        return self._rendered(start, start + _YEAR)

    def time_of_a_year(self, since: datetime) -> list[Breach]:
        """Return the breaches of twelve months, of those at their edges what is within.

        How far these reach beyond depends on where they are told apart from others.
        """
        start = seconds_of(since)
        end = start + _YEAR
        found = self._rendered(start, end)
        return [replace(one, start=max(one.start, start), end=min(one.end, end)) for one in found]

    def within(self, since: datetime, until: datetime) -> list[Breach]:
        """Return the breaches of a range."""
        return self._rendered(seconds_of(since), seconds_of(until))

    def _repetition(self, start: int) -> tuple[int, int | None]:
        """Return when all that comes and goes is over, and the joint period of the rest."""
        settled = max((edge for one in self.schedules for edge in edges(one)), default=start)
        left = [lasting(one) for one in self.schedules]
        again = lcm(WEEK, *map(period, left))
        several = len({self.zone}.union(*map(zones, left))) > 1
        long = again >= HORIZON or sum(amount(one, again) for one in left) > MOST_PIECES
        if several or long or settled > start + HORIZON:
            return start, None
        return max(settled, start), again

    def _searched(self, start: int, end: int) -> Breach | None:
        """Return the first breach of a range, looked for in growing steps: most come soon."""
        step = 4 * WEEK
        while True:
            reach = min(start + step, end)
            found = min(self._rendered(start, reach), default=None)
            if found and found.end < reach:
                return found
            if reach == end:
                is_open = found and found.end >= reach + self.beyond
                return replace(found, end=found.start + 2 * _YEAR) if found and is_open else found
            step *= 4

    def _rendered(self, start: int, end: int) -> list[Breach]:
        window = start - self.back, end + self.beyond
        pieces = tuple(final_pieces(one, window) for one in self.schedules)
        within = OnCallRange(*window, pieces, Clock(self.zone))
        return [one for one in self.found(within) if one.end > start and one.start < end]

    def _on_the_wall(self, settled: int, again: int) -> bool:
        start = Clock(self.zone).wall(settled) + 2 * DAY
        window = start - self.back, start + again + self.beyond
        left = (on_the_wall(lasting(one), window[0]) for one in self.schedules)
        clock = WallClock()
        pieces = tuple(final_pieces(one, window, LIKELIEST, clock) for one in left)
        found = self.found(OnCallRange(*window, pieces, clock))
        return any(one.end > start and one.start < start + again for one in found)

    def _at_a_change(self, settled: int) -> Breach | None:
        """Return the first breach that only a clock change makes; ten years show all of these."""
        within = settled, settled + HORIZON
        if not any(moved_by_changes(lasting(one), *within) for one in self.schedules):
            return None
        changes = (self._rendered(*change) for change in Clock(self.zone).changes(*within))
        return next((min(found) for found in changes if found), None)
