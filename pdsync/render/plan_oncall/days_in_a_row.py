"""Changed shifts at one time of day on days in a row, told as one. Takes the JSON's names."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from datetime import timedelta

from pdsync.json_types import Json
from pdsync.render._times import year_of
from pdsync.render.agenda.shift_runs import ShiftRun
from pdsync.render.plan_oncall.at_once import is_soon
from pdsync.render.plan_oncall.turned import turned_words
from pdsync.render.plan_oncall.words import PlanRange, end_of
from pdsync.stamps import read_stamp

_DAYS = "days"
"""Of shifts that are told as one: each of them."""


def told_by_day(changes: Iterable[Json], soon: str | None) -> list[Json]:
    """Join shifts of days in a row, at one time of day, in which the same people change.

    What begins `soon` is told by itself.
    """
    found: list[list[Json]] = []
    last: dict[Hashable, list[Json]] = {}
    for one in changes:
        key = None if is_soon(one, soon) else _by_day(one)
        run = last.get(key, []) if key else []
        if run and _is_next_day(run[-1], one):
            run.append(one)
            continue
        found.append([one])
        last[key] = found[-1]
    return [{**run[0], _DAYS: run} if len(run) > 1 else run[0] for run in found]


def each_of(changes: Sequence[Json]) -> list[Json]:
    """Return the shifts themselves, of those that are told as one too."""
    return [each for one in changes for each in one.get(_DAYS, [one])]


def when_told(change: Json, asked: PlanRange) -> str:
    """Return when: `Mon 30 Nov to Fri 4 Dec, 06:00-22:00` of those that are told as one."""
    if _DAYS not in change:
        return asked.span(change)
    starts, ends = (tuple(read_stamp(one[n]) for one in change[_DAYS]) for n in ("start", "end"))
    return ShiftRun(change, starts, ends).words(year_of(asked.since))


def _by_day(change: Json) -> Hashable | None:
    """Return what the next day's must have in common; None for shifts that are longer."""
    if end_of(change) != change["end"]:
        return None
    start, end = read_stamp(change["start"]), read_stamp(change["end"])
    if end - start >= timedelta(days=1):
        return None
    return turned_words(change), start.time(), end.time()


def _is_next_day(one: Json, another: Json) -> bool:
    first, second = (read_stamp(it["start"]).date() for it in (one, another))
    return second - first == timedelta(days=1)
