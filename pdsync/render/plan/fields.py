"""The fields of a change as rows: what comes, goes, moves, and old → new. Lays nothing out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pdsync.frozen import frozen
from pdsync.json_types import Json
from pdsync.render._escape import visible
from pdsync.render._layout import Row
from pdsync.render._times import days_of_week
from pdsync.render.plan.as_json import SECRET
from pdsync.render.plan.lists import listed
from pdsync.render.plan.parts import is_member, is_window, window_texts, windows_in_a_row
from pdsync.render.plan.phases import is_implied, is_phase, phase_row
from pdsync.render.plan.texts import differing
from pdsync.render.plan.values import is_days, row_of, unit_of, words

_RULES = "escalation_rules"
_Step = tuple[str, str]
"""A part of a path, and whether an item of a list comes (`+`), goes (`-`) or neither."""


@frozen
class _Entry:
    """A field, and the steps to it from where it is shown: in the new body, and in the old one."""

    steps: tuple[str, ...]
    was: tuple[str, ...]
    field: Json

    @property
    def below(self) -> _Entry:
        """The same, seen from one step further down."""
        return _Entry(self.steps[1:], self.was[1:], self.field)


def field_rows(change: Json) -> tuple[Row, ...]:
    """Every field of the change, those of one structure together."""
    fields = [
        _Entry(_steps(field["path"]), _steps(_old_path(field)), field) for field in change["fields"]
    ]
    return _rows(fields, new=change["action"] == "create")


def _old_path(field: Json) -> str:
    return str(field.get("moved_from") or field.get("old_path") or field["path"])


def _steps(pointer: str) -> tuple[str, ...]:
    parts = pointer.split("/")[1:]
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in parts)


def _rows(entries: Iterable[_Entry], *, new: bool) -> tuple[Row, ...]:
    groups: dict[_Step, list[_Entry]] = {}
    for entry in entries:
        groups.setdefault(_step(entry), []).append(entry)
    return tuple(_row(step, group, new=new) for step, group in groups.items())


def _step(entry: _Entry) -> _Step:
    steps, field = entry.steps, entry.field
    first = steps[0] if steps else ""
    if len(steps) != 1 or not first.isdigit() or field.get("moved_from"):
        return first, ""
    return first, "+" if field["old"] is None else "-" if field["new"] is None else ""


def _row(step: _Step, group: Sequence[_Entry], *, new: bool) -> Row:
    """One field, or an item with what changed in it; an item that moved says that as well."""
    label = _label(step, group[0])
    parts = [entry.below for entry in group]
    inside = _rows([part for part in parts if part.steps and not _is_implied(part, parts)], new=new)
    own = next((part.field for part in parts if not part.steps), None)
    if step[0].isdigit() and own is None and (who := group[0].field.get("who")):
        return Row("", visible(who), right=", ".join(f"{one.label} {one.text}" for one in inside))
    if own is None:
        return Row(label, _whose(group), rows=inside)
    if is_phase(step[0], own):
        return phase_row(own)
    if "moved_from" in own:
        return _moved(label, own, inside)
    return _leaf(label, step[1], own, new=new)


def _is_implied(part: _Entry, parts: Sequence[_Entry]) -> bool:
    """Return True for a phase that moved because of what is told beside it."""
    return is_phase(part.steps[0], part.field) and is_implied(
        part.field, {other.steps[0] for other in parts if other.steps}
    )


def _label(step: _Step, entry: _Entry) -> str:
    """The name of a field, or the number of an item: `+ 2`, `3 → 2` if it had another."""
    name, sign = step
    if not name.isdigit():
        return visible(name)
    if sign and is_member(entry.field["new"] or entry.field["old"]):
        return sign
    number, level = int(name) + 1, "level " if _is_rule(entry) else ""
    was = entry.was[0] if entry.was else name
    if not sign and was.isdigit() and was != name:
        return f"{level}{int(was) + 1} → {number}"
    return f"{sign} {level}{number}".lstrip()


def _is_rule(entry: _Entry) -> bool:
    """Return True for a rule of an escalation policy, which is a level to everybody."""
    steps = _steps(entry.field["path"])
    return steps[0] == _RULES and len(entry.steps) == len(steps) - 1


def _whose(group: Sequence[_Entry]) -> str:
    """Return whom the level notifies of which something else changes."""
    aimed = any(entry.steps[1:2] == ("targets",) for entry in group)
    whose = group[0].field.get("whose") if _is_rule(group[0]) and not aimed else None
    return visible(", ".join(whose)) if whose else ""


def _moved(label: str, field: Json, inside: tuple[Row, ...]) -> Row:
    """An item at its new place; how it is, unless that changed too and stands below."""
    row = row_of(label, field["new"], unit=field.get("unit") or _unit(field))
    right = row.right if not inside else ""
    said = f"{right}, moved" if right else "moved"
    return Row(label, row.text or words(field["new"]), right=said, rows=inside)


def _leaf(label: str, sign: str, field: Json, *, new: bool) -> Row:
    old, after, unit = field["old"], field["new"], field.get("unit") or _unit(field)
    if sign == "-":
        return row_of(label, old, unit=unit, tone="red")
    if sign == "+" or new:
        return row_of(label, after, unit=unit, tone="green" if sign else "")
    return _changed(label, field, unit)


def _changed(label: str, field: Json, unit: str | None) -> Row:
    """Return the row of a value that was another before, compared inside where that can be."""
    old, new = field["old"], field["new"]
    if _are_windows(old, new):
        before, after = (window_texts(one or [], words) for one in (old, new))
        return listed(label, before, after, whole=windows_in_a_row)
    if _is_structure(old) or _is_structure(new):
        return _structures(label, row_of("-", old, tone="red"), row_of("+", new, tone="green"))
    if isinstance(old, str) and isinstance(new, str) and (hunks := differing(old, new)):
        return Row(label, rows=tuple(Row("", f"{words(a)} → {words(b)}") for a, b in hunks))
    if isinstance(old, list) and isinstance(new, list):
        return _lists(label, field, unit)
    return Row(label, f"{words(old, unit)} → {_after(old, new, unit)}")


def _lists(label: str, field: Json, unit: str | None) -> Row:
    old, new = field["old"], field["new"]
    if is_days(label, old) and is_days(label, new):
        return Row(label, f"{days_of_week(old)} → {days_of_week(new)}")
    turns = {words(who): f", first turn {at}" for who, at in field.get("first_turns", {}).items()}
    before, after = ([words(one, unit) for one in part] for part in (old, new))
    return listed(label, before, after, more=turns)


def _are_windows(*values: Any) -> bool:
    """Return True for the windows of a layer, before and after; without any it is always open."""
    if not all(isinstance(value, list | None) for value in values):
        return False
    parts = [part for value in values for part in value or ()]
    return bool(parts) and all(is_window(part) for part in parts)


def _unit(field: Json) -> str | None:
    return unit_of(field["path"])


def _after(old: Any, new: Any, unit: str | None) -> str:
    return "(another secret)" if old == new == SECRET else words(new, unit)


def _is_structure(value: Any) -> bool:
    if isinstance(value, list):
        return any(isinstance(item, Mapping) for item in value)
    return isinstance(value, Mapping) and value != SECRET


def _structures(label: str, old: Row, new: Row) -> Row:
    """Two structures: side by side if both are short, else the old one above the new one."""
    if not old.rows and not new.rows:
        return Row(label, f"{old.text} → {new.text}")
    return Row(label, rows=(old, new))
