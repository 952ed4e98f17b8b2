"""Blocks of lines, one for each thing that a plan tells: a change, or the same one of several."""

from __future__ import annotations

from collections.abc import Sequence

from pdsync.json_types import Json
from pdsync.render._counts import SIGNS, TONES, counted_kind
from pdsync.render._layout import Row, table, width, wrap
from pdsync.render._style import Style
from pdsync.render.plan.adoptions import SAID
from pdsync.render.plan.change import body_lines, change_lines, short_lines
from pdsync.render.plan.folding.groups import ToldOnce, keys, names

_INDENT = 6
_FEW = 30
"""More keys than fit into a line."""


def block(told: ToldOnce, style: Style, *, most: int | None = None, show_ids: bool = False) -> str:
    """Return a change in lines; of several that are the same `most` names, all of them if None."""
    if not told.is_several:
        return "\n".join(change_lines(told.first, style, show_ids=show_ids))
    columns = style.columns - _INDENT
    line = _one_line(told, style)
    head = line or f"{SIGNS[told.first['action']]} {told.count}"
    body = [] if line else body_lines(told.first, style, columns)
    those = wrap(names(told.changes, most, show_ids=show_ids), columns)
    below = [*(style.paint(one, "dim") for one in those), *body]
    first = f"  {style.paint(head, TONES[told.first['action']])}"
    return "\n".join([first, *(f"{' ' * _INDENT}{line}" for line in below)])


def short_block(change: Json, style: Style, *, show_ids: bool = False) -> str:
    """Return a change with what must not be left out of it: why it is grave, and what goes."""
    is_whole = change["action"] == "adopt" or (change["lost"] and change["action"] == "update")
    lines = change_lines if is_whole else short_lines
    return "\n".join(lines(change, style, show_ids=show_ids))


def counted_lines(groups: Sequence[ToldOnce], style: Style) -> list[str]:
    """Return a line for each action and kind of changes that are not shown whole.

    It is the change, where that is the same for all of them and fits, or else a few names.
    """
    found: dict[tuple[str, str], list[ToldOnce]] = {}
    for one in groups:
        found.setdefault((one.first["action"], one.first["kind"]), []).append(one)
    return [_count(those, style) for those in found.values()]


def _count(groups: Sequence[ToldOnce], style: Style) -> str:
    first = groups[0]
    changes = [change for one in groups for change in one.changes]
    sign, tone = SIGNS[first.first["action"]], TONES[first.first["action"]]
    fields = {one.fields for one in groups}
    line = f"{sign} {first.fields} on {counted_kind(len(changes), first.first['kind'])}"
    if len(fields) == 1 and first.fields and width(line) <= style.columns - _INDENT:
        return f"  {style.paint(line, tone)}"
    return style.paint(f"  {sign} {with_keys(changes, style.columns - 4)}", tone)


def with_keys(changes: Sequence[Json], columns: int) -> str:
    """Return the number of changes of one kind, with as many keys as so many columns hold."""
    head = counted_kind(len(changes), changes[0]["kind"])
    most = min(len(changes), _FEW)
    while most and width(head) + 2 + width(keys(changes, most)) > columns:
        most -= 1
    return f"{head}: {keys(changes, most)}" if most else head


def _one_line(told: ToldOnce, style: Style) -> str | None:
    """Return `~ acknowledgement_timeout 30m → 20m on 29 services`; None where it is too long."""
    sign = SIGNS[told.first["action"]]
    line = f"{sign} {told.line} on {told.count}" if told.is_several and told.line else ""
    return line if line and width(line) <= style.columns - _INDENT else None


def adopted(groups: Sequence[ToldOnce], style: Style, *, most: int | None = None) -> str:
    """Return the adoptions that change nothing: once what they do, then a line per kind."""
    rows = [Row(one.count, keys(one.changes, most)) for one in groups]
    first, *rest = (style.paint(line, "yellow") for line in wrap(SAID, style.columns - 4))
    lines = [f"{' ' * _INDENT}{line}" for line in table(rows, style.columns - _INDENT, style)]
    head = f"  {style.paint('=', 'yellow')} {first}"
    return "\n".join([head, *(f"    {line}" for line in rest), *lines])
