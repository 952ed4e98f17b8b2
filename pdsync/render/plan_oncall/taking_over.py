"""People who went on or off call by an apply, or will before long, by its JSON. Returns text."""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.json_types import Json
from pdsync.render._escape import visible
from pdsync.render._layout import NO_BREAK, Row, table
from pdsync.render._style import Style
from pdsync.render.plan_oncall.turned import turned_words
from pdsync.render.plan_oncall.words import PlanRange, is_same


def taking_over(row: Json, style: Style) -> list[str]:
    """Return who is on call at once in place of whom, by what was done; nothing for nobody."""
    oncall = row["oncall"]
    if oncall is None:
        return []
    asked = PlanRange(oncall["since"], oncall["until"])
    rows = [found for one in _done(row) for found in _rows(one, asked, row["soon"])]
    lines = [f"  {one.replace(NO_BREAK, ' ')}" for one in table(rows, style.columns - 2, style)]
    return ["On call at once:", *lines] if rows else []


def _done(row: Json) -> Iterator[Json]:
    """Yield the schedules, and levels that notify others, of changes that were made."""
    done = {(one["kind"], one["key"]) for one in row["changes"] if one["outcome"] == "done"}
    oncall = row["oncall"]
    for one in oncall["schedules"]:
        if ("schedule", one["key"]) in done:
            yield one
    for one in oncall["levels"]:
        if one["aimed"] and ("escalation_policy", one["key"]) in done:
            yield one


def _rows(touched: Json, asked: PlanRange, soon: str | None) -> Iterator[Row]:
    if touched["unknown"] or touched["coverage"]["before"] is None:
        return
    name = visible(touched["name"])
    label = f"{name}, level {touched['level']}" if "level" in touched else name
    now = touched["now"]
    if now["old"] != now["new"]:
        yield Row(label, turned_words(now, named=True))
    for one in touched["changes"]:
        if soon and is_same(one["start"], soon):
            at = asked.at(one["start"])
            yield Row(label, turned_words(one, f", from {at} on", named=True))
