"""What became of a plan as Markdown, for the summary of a job: its end first, then the plan."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from pdsync.json_types import Json
from pdsync.render._escape import markdown
from pdsync.render.plan.markdown.blocks import named
from pdsync.render.plan.markdown.document import SUMMARY_LIMIT, plan_markdown
from pdsync.render.plan.markdown.look import points
from pdsync.render.plan.markdown.pages import Pages
from pdsync.render.plan.markdown.room import Portion, Room, size
from pdsync.render.plan.result import ending

_TOGETHER = 20
"""Names that stand in a line."""


def apply_markdown(row: Json, *, show_ids: bool = False, limit: int = SUMMARY_LIMIT) -> str:
    """The end of an apply and what was not done, then its plan, never longer than so many bytes."""
    first, *rest = ending(row).split("\n")
    parts = [f"## pdsync: {_lowered(markdown(first.rstrip('.')))}"]
    parts += [markdown(one) for one in rest]
    parts += [markdown(row["problem"])] if row["problem"] else []
    room = Room(limit // 2).without(*parts)
    if not row["source"]:  # it ended before there was a plan
        told = room.kept(points(row, (), Pages.of(row)))
        return f"## pdsync: nothing was applied\n\n{told}\n"
    if told := room.kept([*_not_done(row)]):
        parts.append(told)
    above = "\n\n".join(parts)
    plan = plan_markdown(row, show_ids=show_ids, limit=limit - size(above) - 2)
    return f"{above}\n\n{plan.partition(chr(10))[2]}"


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _not_done(row: Json) -> Iterator[Portion]:
    """Yield what was not done, with why, and what to know of what was; the same once for all."""
    pages = Pages.of(row)
    told = [one for one in row["changes"] if one["outcome"] != "done" or one["results"]]
    for (outcome, reason, results), group in groupby(told, _end):
        changes = list(group)
        said = markdown("; ".join(filter(None, [reason, *results])))
        word = "Note" if outcome == "done" else outcome.capitalize()
        names = [named(one, pages) for one in changes]
        more = f", and {len(names) - _TOGETHER:,} more" if len(names) > _TOGETHER else ""
        these = ", ".join(names[:_TOGETHER])
        yield Portion(f"- **{word}**: {these}{more}{f': {said}' if said else ''}", len(changes))


def _end(change: Json) -> tuple[str, str | None, tuple[str, ...]]:
    return change["outcome"], change["reason"], tuple(change["results"])
