"""Blocks of lines, one for each thing that a plan tells: a change, or the same one of several."""

from __future__ import annotations

from collections.abc import Sequence

from pdsync.render._counts import SIGNS, TONES
from pdsync.render._layout import Row, table, width, wrap
from pdsync.render._style import Style
from pdsync.render.plan.adoptions import SAID
from pdsync.render.plan.change import body_lines, change_lines
from pdsync.render.plan.folding.groups import ToldOnce

_INDENT = 6


def block(told: ToldOnce, style: Style, *, most: int | None = None, show_ids: bool = False) -> str:
    """Return a change in lines; of several that are the same `most` names, all of them if None."""
    if not told.is_several:
        return "\n".join(change_lines(told.first, style, show_ids=show_ids))
    columns = style.columns - _INDENT
    head, body = f"{SIGNS[told.first['action']]} {told.count}", []
    if told.line and width(one := f"{head[:2]}{told.line} on {told.count}") <= columns:
        head = one
    else:
        body = body_lines(told.first, style, columns)
    names = wrap(told.names(most, show_ids=show_ids), columns)
    below = [*(style.paint(one, "dim") for one in names), *body]
    first = f"  {style.paint(head, TONES[told.first['action']])}"
    return "\n".join([first, *(f"{' ' * _INDENT}{line}" for line in below)])


def adopted(groups: Sequence[ToldOnce], style: Style, *, most: int | None = None) -> str:
    """Return the adoptions that change nothing: once what they do, then a line per kind."""
    rows = [Row(one.count, one.names(most)) for one in groups]
    first, *rest = (style.paint(line, "yellow") for line in wrap(SAID, style.columns - 4))
    lines = [f"{' ' * _INDENT}{line}" for line in table(rows, style.columns - _INDENT, style)]
    head = f"  {style.paint('=', 'yellow')} {first}"
    return "\n".join([head, *(f"    {line}" for line in rest), *lines])
