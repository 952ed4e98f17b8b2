"""Gaps of a plan in as few words as can be: what follows on, or comes again, is told once. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pdsync.json_types import Json
from pdsync.render.plan_oncall.words import end_of
from pdsync.stamps import read_stamp

_DAYS = 7


def told_once(gaps: Sequence[Json]) -> list[tuple[Json, str]]:
    """Each gap to be told, with words such as `, every week` for one that comes again."""
    return list(_told_once(_unbroken_gaps(gaps)))


def _unbroken_gaps(gaps: Sequence[Json]) -> list[Json]:
    """The gaps, in one those that follow each other because others would have had them in turn."""
    found: list[Json] = []
    for one in gaps:
        last = found[-1] if found else None
        if last and last["end"] == one["start"] and last.get("every_week") == one.get("every_week"):
            had = dict.fromkeys([*last["old"], *one["old"]])
            found[-1] = {**last, **one, "start": last["start"], "old": [*had]}
        else:
            found.append(one)
    return found


def _told_once(gaps: Sequence[Json]) -> Iterator[tuple[Json, str]]:
    """The gaps, what comes again every week or every day only the first time, with these words."""
    weeks = {_of_week(one) for one in gaps if one.get("every_week")}
    days = Counter(times for _, times in weeks)
    told = set()
    for one in gaps:
        day, times = _of_week(one)
        daily = days[times] == _DAYS
        again = ("" if daily else day, times)
        if not one.get("every_week"):
            yield one, ""
        elif again not in told:
            told.add(again)
            yield one, ", every day" if daily else ", every week"


def _of_week(change: Json) -> tuple[str, str]:
    """The day of the week on which it begins, and the times by the clocks."""
    start, end = (read_stamp(one) for one in (change["start"], _end(change)))
    return f"{start:%a}", f"{start:%H:%M:%S} {end:%H:%M:%S}"


def _end(change: Json) -> str:
    return end_of(change) or str(change["end"])
