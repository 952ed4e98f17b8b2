"""A plan as Markdown for a pull request: what is dangerous first, then on-call, then fields."""

from __future__ import annotations

from collections.abc import Sequence

from pdsync.json_types import Json
from pdsync.marker import Tells, marked
from pdsync.render._base import about_base
from pdsync.render._counts import cost, counts
from pdsync.render._escape import code, fenced, markdown
from pdsync.render._merged import about_merge
from pdsync.render._undone import undone_markdown
from pdsync.render.plan.adoptions import with_changes
from pdsync.render.plan.folding.contents import LARGE, contents
from pdsync.render.plan.folding.groups import ToldOnce, told
from pdsync.render.plan.markdown.blocks import Block
from pdsync.render.plan.markdown.look import points
from pdsync.render.plan.markdown.oncall import oncall_part
from pdsync.render.plan.markdown.pages import Pages
from pdsync.render.plan.markdown.room import Portion, Room, size
from pdsync.render.plan.markdown.signs import SignStyle
from pdsync.render.plan.markdown.unmanaged import unmanaged_part
from pdsync.render.plan.text import besides, left_alone, source

LIMIT = 60_000
"""Most bytes of the output; GitHub takes 65,536 in a comment."""
SUMMARY_LIMIT = 1_000_000
"""Most bytes of what is a summary of a job; GitHub shows none of one above 1,048,576."""

_STYLE = SignStyle(columns=94)
_RESERVED = 20_000
"""Bytes that are there for who is on call, whatever else there is to look at."""

_LOOK, _CHANGES = "### Look at these", "### Changes"
_LINES = 60
"""Lines up to which the fields of a plan are not folded."""


def plan_markdown(row: Json, *, show_ids: bool = False, limit: int = LIMIT) -> str:
    """The plan, never longer than so many bytes. Its first line stays the same for a stack."""
    pages, found, command = Pages.of(row), told(row), _command(row)
    parts = [f"{_marked(row)}\n{_summary(row)}", *undone_markdown(row), *_contents(row)]
    oncall = oncall_part(row["oncall"], row["soon"], _RESERVED)
    look = Room(limit - min(size(oncall), _RESERVED)).without(*parts, _LOOK)
    if kept := look.kept(points(row, found, pages), command):
        parts.append(f"{_LOOK}\n\n{kept}")
    parts += [oncall] if oncall else []
    room = Room(limit).without(*parts, _CHANGES)
    if kept := room.kept(_changes(found, pages, show_ids=show_ids), command):
        parts.append(f"{_CHANGES}\n\n{kept}")
    parts += unmanaged_part(row.get("unmanaged"), Room(limit).without(*parts))
    return "\n\n".join(parts) + "\n"


def _command(row: Json) -> str:
    return "pdsync undo" if row.get("undo") else "pdsync plan"


def _marked(row: Json) -> str:
    """The lines by which an earlier comment of the same stack is found."""
    tells = Tells.CHANGES if row["changes"] or row["refused"] else Tells.NOTHING
    return marked("undo" if row.get("undo") else "plan", row["stack"], tells)


def _summary(row: Json) -> str:
    name = "pdsync undo" if row.get("undo") else "pdsync"
    stack = f" · stack {code(row['stack'])}" if row["stack"] else ""
    ways = f"{code(source(row))} → {code(row['target'])}{stack}"
    about = (left_alone(row), about_merge(row), *about_base(row))
    left = "".join(f"\n\n{markdown(one)}" for one in about if one)
    if not row["changes"]:
        return f"## {name}: no changes\n\n{ways}{left}"
    read = f"\n\n{besides(row)}" if besides(row) else ""
    counted = counts(row["summary"], with_changes(row["changes"]))
    return f"## {name}: {counted}\n\n{ways} · {cost(row['summary'])}{left}{read}"


def _contents(row: Json) -> list[str]:
    """Return how much changes of each kind, and of which teams, of a large plan."""
    lines = contents(row["changes"], _STYLE) if len(row["changes"]) >= LARGE else []
    return [fenced(line.removeprefix("  ") for line in lines)] if lines else []


def _changes(found: Sequence[ToldOnce], pages: Pages, *, show_ids: bool) -> list[Portion]:
    shown = [one for one in found if not _is_said(one.first)]
    blocks = [Block.of(one, pages, _STYLE, show_ids=show_ids) for one in shown]
    is_large = sum(len(one.lines) + 1 for one in blocks) > _LINES
    return [Portion(one.text(is_large=is_large), len(one.told.changes)) for one in blocks]


def _is_said(change: Json) -> bool:
    """Return True for a change of which all stands among what to look at."""
    return change["action"] in {"delete", "adopt"} and not change["fields"]
