"""The fields of a change as rows: what comes, goes, moves, and old → new. Lays nothing out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pdsync.json_types import Json
from pdsync.render._escape import visible
from pdsync.render._layout import Row
from pdsync.render.plan.as_json import SECRET
from pdsync.render.plan.values import row_of, unit_of, words

_Step = tuple[str, str]
"""A part of a path, and whether an item of a list comes (`+`), goes (`-`) or neither."""


def field_rows(change: Json) -> tuple[Row, ...]:
    """Every field of the change, those of one structure together."""
    fields = [(_steps(field["path"]), field) for field in change["fields"]]
    return _rows(fields, new=change["action"] == "create")


def _steps(pointer: str) -> tuple[str, ...]:
    parts = pointer.split("/")[1:]
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in parts)


def _rows(fields: Iterable[tuple[tuple[str, ...], Json]], *, new: bool) -> tuple[Row, ...]:
    groups: dict[_Step, list[tuple[tuple[str, ...], Json]]] = {}
    for steps, field in fields:
        groups.setdefault(_step(steps, field), []).append((steps[1:], field))
    return tuple(_row(step, group, new=new) for step, group in groups.items())


def _step(steps: tuple[str, ...], field: Json) -> _Step:
    first = steps[0] if steps else ""
    if len(steps) != 1 or not first.isdigit() or field.get("moved_from"):
        return first, ""
    return first, "+" if field["old"] is None else "-" if field["new"] is None else ""


def _row(step: _Step, group: list[tuple[tuple[str, ...], Json]], *, new: bool) -> Row:
    name, sign = step
    label = f"{sign} {int(name) + 1}".lstrip() if name.isdigit() else visible(name)
    steps, field = group[0]
    if steps:
        return Row(label, rows=_rows(group, new=new))
    return _leaf(label, sign, field, new=new)


def _leaf(label: str, sign: str, field: Json, *, new: bool) -> Row:
    old, after, unit = field["old"], field["new"], field.get("unit") or _unit(field)
    if "moved_from" in field:
        row = row_of(label, after, unit=unit)
        moved = f"moved from {_position(field)}"
        return replace(row, right=f"{row.right}, {moved}" if row.right else moved, rows=())
    if sign == "-":
        return row_of(label, old, unit=unit, tone="red")
    if sign == "+":
        return row_of(label, after, unit=unit, tone="green")
    if new:
        return row_of(label, after, unit=unit)
    if _is_structure(old) or _is_structure(after):
        return _structures(label, row_of("-", old, tone="red"), row_of("+", after, tone="green"))
    return Row(label, f"{words(old, unit)} → {_after(old, after, unit)}")


def _unit(field: Json) -> str | None:
    return unit_of(field["path"])


def _after(old: Any, new: Any, unit: str | None) -> str:
    return "(another secret)" if old == new == SECRET else words(new, unit)


def _position(field: Json) -> str:
    """Return the former position of an item: its number, and the list when that is another one."""
    *old_list, old = _steps(field["moved_from"])
    *new_list, _ = _steps(field["path"])
    number = str(int(old) + 1) if old.isdigit() else old
    return number if old_list == new_list else f"{visible('/'.join(old_list))} {number}"


def _is_structure(value: Any) -> bool:
    if isinstance(value, list):
        return any(isinstance(item, Mapping) for item in value)
    return isinstance(value, Mapping) and value != SECRET


def _structures(label: str, old: Row, new: Row) -> Row:
    """Two structures: side by side if both are short, else the old one above the new one."""
    if not old.rows and not new.rows:
        return Row(label, f"{old.text} → {new.text}")
    return Row(label, rows=(old, new))
