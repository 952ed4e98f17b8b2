"""Strain of being on call: what of somebody's load is more than people can carry for long. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from pdsync.frozen import frozen
from pdsync.intervals import merge
from pdsync.oncall import Span
from pdsync.roster.report.load import Clocked, Load, TimeRange, clocks_of
from pdsync.units import A_DAY

REST = timedelta(hours=11)
"""What people need between two shifts."""
MOST_DAYS = 14
"""So many days without a day off are too many."""
_CLOCKS = timedelta(hours=1)
"""Where clocks go forward, days are so much shorter."""


@frozen
class Strain:
    """Strain of one person in some weeks; times are to be told in `zone`.

    `always` is the time of the weeks where somebody is on call in all of it, `nights` their number
    where it is each of them; `row` is the longest time without a day off, where that is long;
    `rests` are breaks between shifts that are too short.
    """

    person: str
    zone: str
    always: timedelta | None = None
    nights: int | None = None
    row: Span | None = None
    rests: tuple[Span, ...] = ()

    @property
    def is_any(self) -> bool:
        """True if there is something to say."""
        return bool(self.always or self.nights or self.row or self.rests)


def strains(
    courses: Iterable[Clocked], dates: Sequence[date], found: Iterable[Load]
) -> tuple[Strain, ...]:
    """Those who carry too much, in the order of their load."""
    known = list(courses)
    held: dict[str, list[TimeRange]] = defaultdict(list)
    for stretches, _ in known:
        for one in stretches:
            for person in one.people:
                held[person].append((one.start, one.end))
    zones = clocks_of(known)
    each = (_strain(load, merge(held[load.person]), zones[load.person], dates) for load in found)
    return tuple(one for one in each if one.is_any)


def _strain(load: Load, held: Sequence[TimeRange], zone: str, dates: Sequence[date]) -> Strain:
    if len(held) == 1 and held[0][1] - held[0][0] >= len(dates) * A_DAY - _CLOCKS:
        return Strain(load.person, zone, always=load.time)
    nights = load.nights if load.nights == len(dates) else None
    row = None if nights else _row(held)
    return Strain(load.person, zone, None, nights, row, _short_rests(held))


def _row(held: Sequence[TimeRange]) -> Span | None:
    """The longest time without a day off, if it is too long."""
    rows: list[Span] = []
    for start, end in held:
        if rows and start - rows[-1].end < A_DAY:
            rows[-1] = Span(rows[-1].start, end)
        else:
            rows.append(Span(start, end))
    longest = max(rows, key=lambda row: row.end - row.start)
    return longest if longest.end - longest.start >= MOST_DAYS * A_DAY - _CLOCKS else None


def _short_rests(held: Sequence[TimeRange]) -> tuple[Span, ...]:
    """Breaks that are too short, between shifts of a day at most: a longer one is no day's work."""
    return tuple(
        Span(one[1], other[0])
        for one, other in pairwise(held)
        if other[0] - one[1] < REST and _is_short(one) and _is_short(other)
    )


def _is_short(one: TimeRange) -> bool:
    return one[1] - one[0] <= A_DAY
