"""Drift for a terminal: each resource, what happened to it and by whom, and what apply would do."""

from __future__ import annotations

from collections.abc import Sequence

from pdsync.json_types import Json
from pdsync.kinds import KINDS
from pdsync.render._escape import visible
from pdsync.render._layout import Row, fill, sentence, table, wrap
from pdsync.render._style import Style
from pdsync.render.drift.words import (
    about_trail,
    inverted,
    summary,
    unmanaged,
    what_happened,
    who,
    would,
)
from pdsync.render.plan.change import title, where
from pdsync.render.plan.fields import field_rows

_SIGNS = {"changed": "~", "deleted": "-", "missing": "?", "unmarked": "=", "left": "+"}
_TONES = {"deleted": "red", "left": "red"}
_INDENT = 6


def drift_text(row: Json, style: Style, *, show_ids: bool = False) -> str:
    """Return drift as text, the counts as its last line."""
    blocks = [_heading(row, style)]
    blocks += [_block(one, row, style, show_ids=show_ids) for one in row["changes"]]
    blocks += ["\n".join(made)] if (made := made_lines(row, style)) else []
    blocks += _painted(row["refused"], "Refused: ", style, "error")
    about = [text for text in (about_trail(row), unmanaged(row)) if text]
    blocks += _painted(about, "", style, "yellow")
    return "\n\n".join([*blocks, style.paint(sentence(summary(row), style, 7), "bold")])


def block_lines(change: Json, row: Json, style: Style, columns: int) -> list[str]:
    """Return what happened to one resource, below the line that names it."""
    happened = what_happened(change, row["audit"])
    lines = [line for text in happened for line in wrap(f"{visible(text)}", columns)]
    if change["outside"]["what"] in {"changed", "unmarked"}:
        lines += table(field_rows({**inverted(change), "action": "update"}), columns, style)
    found = [Row("blocked", visible(one), "red") for one in change["blocked"]]
    found += [Row("! risk", visible(one), "yellow") for one in change["risks"]]
    return [*lines, *wrap(would(change), columns), *table(found, columns, style)]


def made_lines(row: Json, style: Style) -> list[str]:
    """Return what was made outside and is not managed."""
    lines: list[str] = []
    for one in row["made"]:
        lines += [style.paint(f"  * {KINDS[one['kind']].title} {visible(one['name'])}", "yellow")]
        made = wrap(visible(f"made by {who(one['outside'])}"), style.columns - _INDENT)
        lines += [" " * _INDENT + line for line in made]
    return lines


def sign(change: Json) -> str:
    """Return the sign of what happened."""
    return _SIGNS[change["outside"]["what"]]


def _block(change: Json, row: Json, style: Style, *, show_ids: bool) -> str:
    named, place = title(change, show_ids=show_ids), where(change)
    space = fill(f"  ~ {named}", place, style.columns)
    tone = _TONES.get(change["outside"]["what"], "yellow")
    shown = style.paint(f"{sign(change)} {style.link(named, change.get('page'))}", tone)
    lines = block_lines(change, row, style, style.columns - _INDENT)
    head = f"  {shown}{space}{style.paint(place, 'dim')}"
    return "\n".join([head, *(" " * _INDENT + line for line in lines)])


def _heading(row: Json, style: Style) -> str:
    source = visible(row["source"]).rstrip("/") + "/"
    parts = ["pdsync drift", f"{source} ↔ {visible(row['target'])}"]
    parts += [f"stack {row['stack']}"] if row["stack"] else []
    return style.paint(" · ".join(parts), "bold")


def _painted(texts: Sequence[str], lead: str, style: Style, tone: str) -> list[str]:
    lines = [line for text in texts for line in wrap(f"{lead}{visible(text)}", style.columns)]
    return ["\n".join(style.paint(line, tone) for line in lines)] if lines else []
