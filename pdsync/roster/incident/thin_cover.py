"""Thin cover of a policy: levels that are empty, and times with one person on all of them. Pure.

Times at which no level has anybody are left out: then there is no incident at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from pdsync.frozen import frozen
from pdsync.oncall import Span
from pdsync.roster._roster import Level
from pdsync.roster._timeline import Stretch, spans

Cut = tuple[datetime, datetime, tuple[frozenset[str], ...]]
"""From when until when who is there, level by level."""


@frozen
class EmptyLevel:
    """Times at which a level is passed over; `others` are the levels that are asked in its place.

    None of them where it is the last that has anybody.
    """

    level: Level
    spans: tuple[Span, ...]
    others: tuple[Level, ...]


@frozen
class ThinCover:
    """Levels with nobody at times, and the times and the people of which one is all there is."""

    empty: tuple[EmptyLevel, ...] = ()
    alone: tuple[Span, ...] = ()
    people: tuple[str, ...] = ()


def thin_cover(
    levels: Sequence[Level],
    courses: Sequence[Sequence[Stretch]],
    deleted: Collection[str],
    until: datetime,
) -> ThinCover:
    """Look at the timelines of a policy's levels, all over one range, until some time in it."""
    found = ((start, min(end, until), there) for start, end, there in _cuts(courses, deleted))
    cuts = [one for one in found if one[0] < one[1] and any(one[2])]
    single = [one for one in cuts if len(frozenset().union(*one[2])) == 1]
    empty = (_empty(index, levels, cuts) for index in range(len(levels)))
    people = dict.fromkeys(person for one in single for there in one[2] for person in there)
    return ThinCover(tuple(one for one in empty if one.spans), _spans(single), tuple(people))


def _empty(index: int, levels: Sequence[Level], cuts: Sequence[Cut]) -> EmptyLevel:
    found = [one for one in cuts if not one[2][index]]
    nexts = {
        next((at for at in range(index + 1, len(levels)) if there[at]), None)
        for _, _, there in found
    }
    others = tuple(levels[at] for at in sorted(at for at in nexts if at is not None))
    return EmptyLevel(levels[index], _spans(found), others)


def _spans(cuts: Sequence[Cut]) -> tuple[Span, ...]:
    return spans(Stretch(start, end, ()) for start, end, _ in cuts)


def _cuts(courses: Sequence[Sequence[Stretch]], deleted: Collection[str]) -> Iterator[Cut]:
    """Cut timelines of one range so finely that in each piece all of them stay the same."""
    edges = sorted({edge for course in courses for one in course for edge in (one.start, one.end)})
    at = [0] * len(courses)
    for start, end in pairwise(edges):
        for number, course in enumerate(courses):
            at[number] += course[at[number]].end <= start
        now = (course[index].people for course, index in zip(courses, at, strict=True))
        yield start, end, tuple(frozenset(people) - {*deleted} for people in now)
