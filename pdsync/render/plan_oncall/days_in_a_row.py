"""Changed shifts at one time of day on days in a row, told as one. Takes the JSON's names."""

from __future__ import annotations

from collections.abc import Iterable

from pdsync.json_types import Json
from pdsync.render._times import year_of
from pdsync.render.agenda.shift_runs import ShiftRun, day_runs
from pdsync.render.plan_oncall.at_once import is_soon
from pdsync.render.plan_oncall.turned import turned_words
from pdsync.render.plan_oncall.words import PlanRange, end_of
from pdsync.stamps import read_stamp

_RUN = "run"
"""Of shifts that are told as one: the run of them."""


def told_by_day(changes: Iterable[Json], soon: str | None) -> list[Json]:
    """Join shifts of days in a row, at one time of day, in which the same people change.

    What begins `soon`, or ends past the range, is told by itself.
    """
    alone: list[Json] = []
    daily: list[Json] = []
    for one in changes:
        is_alone = is_soon(one, soon) or end_of(one) != one["end"]
        (alone if is_alone else daily).append(one)
    told = map(_as_change, day_runs(map(_as_shift, daily)))
    return sorted([*alone, *told], key=lambda one: read_stamp(one["start"]))


def shifts_in(change: Json) -> int:
    """Return how many shifts are told as this one."""
    return len(change[_RUN].starts) if _RUN in change else 1


def when_told(change: Json, asked: PlanRange) -> str:
    """Return when: `Mon 30 Nov to Fri 4 Dec, 06:00-22:00` of those that are told as one."""
    if _RUN not in change:
        return asked.span(change)
    run: ShiftRun = change[_RUN]
    return run.words(year_of(asked.since))


def _as_shift(change: Json) -> Json:
    """Return a change as a shift, which is the same another day if the same people change."""
    times = {"start": change["start"], "end": change["end"]}
    return {**times, "users": (turned_words(change),), "change": change}


def _as_change(run: ShiftRun) -> Json:
    """Return the first change of a run, until the end of the last."""
    change: Json = run.row["change"]
    if len(run.starts) == 1:
        return change
    end = run.ends[-1].isoformat()
    return {**change, "end": end, "ends": end, _RUN: run}
