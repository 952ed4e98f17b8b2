"""On-call changes of a plan with nothing said twice: part of `pdsync.plan/2`. Plain dicts.

Shifts that the same people have instead of the same others, one after another, are one change with
their `times`. Gaps before and after a plan are mostly the same: those stand under `both`. A level
that only follows a schedule has what that has, and does not repeat it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from pdsync.json_types import Json
from pdsync.render.plan_oncall.as_json import COURSE
from pdsync.stamps import read_stamp

_SAME = ("old", "new", "every_week")


def packed(oncall: Json | None) -> Json | None:
    """Return who is on call because of a plan, with nothing said twice."""
    if oncall is None:
        return None
    followed = {_token(row): row for row in oncall["schedules"]}
    levels = [_following(row, followed.get(row["follows"])) for row in oncall["levels"]]
    rows = {
        kind: [_packed_row(row) for row in of] for kind, of in (*_rows(oncall), ("levels", levels))
    }
    return {**oncall, **rows}


def unpacked(oncall: Json | None) -> Json | None:
    """Return the same with everything where it is looked for."""
    if oncall is None:
        return None
    rows = {kind: [_unpacked_row(row) for row in of] for kind, of in _rows(oncall)}
    followed = {_token(row): row for row in rows["schedules"]}
    rows["levels"] = [_as_followed(row, followed) for row in rows["levels"]]
    return {**oncall, **rows}


def _rows(oncall: Json) -> Iterator[tuple[str, list[Json]]]:
    return ((kind, oncall[kind]) for kind in ("schedules", "levels", "services"))


def _token(row: Json) -> str:
    """Return what a level names that follows a schedule."""
    return str(row["id"] or row["key"])


def _following(row: Json, schedule: Json | None) -> Json:
    """Return a level without what it has in common with the schedule that it follows."""
    if schedule is None or any(row.get(name) != schedule.get(name) for name in COURSE):
        return row
    return {name: value for name, value in row.items() if name not in COURSE}


def _as_followed(row: Json, schedules: dict[str, Json]) -> Json:
    schedule = schedules.get(row["follows"])
    if schedule is None or row["unknown"] or "changes" in row:
        return row
    return {**row, **{name: schedule[name] for name in COURSE}}


def _packed_row(row: Json) -> Json:
    if "changes" not in row:
        return row
    return {**row, "changes": list(_runs(row["changes"])), "gaps": _packed_gaps(row["gaps"])}


def _unpacked_row(row: Json) -> Json:
    if "changes" not in row:
        return row
    changes = [one for run in row["changes"] for one in _changes(run)]
    return {**row, "changes": changes, "gaps": _unpacked_gaps(row["gaps"])}


def _runs(changes: Iterable[Json]) -> Iterator[Json]:
    """Join changes that follow each other and are of the same people."""
    for _, group in groupby(changes, key=lambda one: [one.get(name) for name in _SAME]):
        run = list(group)
        about = {name: value for name, value in run[-1].items() if name not in {"start", "end"}}
        yield {"times": _times(run), **about}


def _changes(run: Json) -> Iterator[Json]:
    about = {name: value for name, value in run.items() if name not in {"times", "ends"}}
    changes = [{**span, **about} for span in _spans(run["times"])]
    if "ends" in run:
        changes[-1]["ends"] = run["ends"]
    yield from changes


def _packed_gaps(gaps: Json) -> Json:
    found = {side: _times(gaps[side] or ()) for side in ("before", "after")}
    shared = {*map(tuple, found["before"])} & {*map(tuple, found["after"])}
    left = {
        side: None if gaps[side] is None else [one for one in of if tuple(one) not in shared]
        for side, of in found.items()
    }
    return {"both": [one for one in found["before"] if tuple(one) in shared], **left}


def _unpacked_gaps(gaps: Json) -> Json:
    return {
        side: None if gaps[side] is None else _spans(_in_order(gaps["both"], gaps[side]))
        for side in ("before", "after")
    }


def _in_order(some: Sequence[list[str]], others: Sequence[list[str]]) -> list[list[str]]:
    return sorted((*some, *others), key=lambda one: read_stamp(one[0]))


def _times(spans: Iterable[Json]) -> list[list[str]]:
    return [[one["start"], one["end"]] for one in spans]


def _spans(times: Iterable[Sequence[str]]) -> list[Json]:
    return [{"start": start, "end": end} for start, end in times]
