"""First turns of people who come to a schedule, put beside its members. JSON in, JSON out."""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.json_types import Json
from pdsync.render._times import time_words, year_of

_NAME = "first_turns"


def with_first_turns(row: Json) -> Json:
    """Return the plan; members that change in a schedule have the `first_turns` of who is new."""
    oncall = row.get("oncall")
    if not oncall:
        return row
    turns = {one["key"]: dict(_turns(one, oncall["since"])) for one in oncall["schedules"]}
    return {**row, "changes": [_in_change(one, turns) for one in row["changes"]]}


def _in_change(change: Json, turns: dict[str, dict[str, str]]) -> Json:
    known = turns.get(change["key"]) if change["kind"] == "schedule" else None
    if not known:
        return change
    return {**change, "fields": [{**field, _NAME: known} for field in change["fields"]]}


def _turns(schedule: Json, since: str) -> Iterator[tuple[str, str]]:
    """Yield who is on call nowhere before and somewhere after the plan, and from when on."""
    changes = schedule.get("changes") or []
    known = {person for one in changes for person in one["old"]}
    now = schedule.get("now") or {}
    known.update(now.get("old", ()))
    for one in changes:
        for person in one["new"]:
            if person not in known:
                known.add(person)
                start = one["start"]
                at_once = person in now.get("new", ())
                yield person, "now" if at_once else time_words(start, year_of(since))
