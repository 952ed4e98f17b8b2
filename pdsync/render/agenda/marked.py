"""Rows of who is on call, with a mark at those who are by an override. JSON in, JSON out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from pdsync.json_types import Json
from pdsync.series import all_of
from pdsync.stamps import read_stamp


def marked(entry: Json) -> Iterator[Json]:
    """Yield an entry cut where an override begins or ends: `ben (by override, for ana)`.

    In an entry of one person alone, whom "" stands for, every override is theirs.
    """
    overrides = entry.get("overrides", [])
    if not overrides:
        yield entry
        return
    times = [entry["start"], *(one[end] for one in overrides for end in ("start", "end"))]
    cuts = {read_stamp(time): time for time in times}
    ends = entry["end"] or max(times, key=read_stamp)
    cuts.setdefault(read_stamp(ends), ends)
    for start, end in pairwise(sorted(cuts)):
        on = [one for one in overrides if _is_on(one, start)]
        users = [_called(user, on) for user in entry["users"]]
        yield {"start": cuts[start], "end": cuts[end], "users": users}


def _is_on(override: Json, at: datetime) -> bool:
    return read_stamp(override["start"]) <= at < read_stamp(override["end"])


def _called(user: str, overrides: Sequence[Json]) -> str:
    theirs = [one for one in overrides if user in {one["user"], ""}]
    if not theirs:
        return user
    return by_override(user, (one["instead_of"] for one in theirs))


def by_override(user: str, relieved: Iterable[str | None]) -> str:
    """Say that somebody has hours by override, and whose they are: None are nobody's."""
    return f"{user} ({override_words(relieved)})"


def override_words(relieved: Iterable[str | None]) -> str:
    """Say the same without who it is: `by override, for ana and ben`."""
    people = dict.fromkeys(one for one in relieved if one)
    return f"by override, for {all_of([*people])}" if people else "by override"
