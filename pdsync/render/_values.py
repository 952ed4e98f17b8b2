"""JSON values in words: durations, lists, parts of a resource. Lays nothing out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pdsync.kinds import duration_words
from pdsync.render._escape import visible
from pdsync.render._json import SECRET
from pdsync.render._layout import Row, pad, width

_ONE_LINE = 50
"""A part that needs more columns than this is shown field by field."""

_WIDEST_TARGETS = 40
_SECONDS = {"seconds": 1, "minutes": 60}
_LIKE_ANOTHER_TYPE = re.compile(r"none|true|false|null|[-+.0-9]+|\s.*|.*\s|", re.IGNORECASE)


def words(value: Any, unit: str | None = None) -> str:
    """A value on one line."""
    if value == SECRET:
        return "(secret)"
    if isinstance(value, Mapping):
        return ", ".join(f"{visible(name)}: {words(v, unit_of(name))}" for name, v in value.items())
    if isinstance(value, list):
        return ", ".join(words(item, unit) for item in value) or "none"
    if isinstance(value, str):
        return f'"{visible(value)}"' if _LIKE_ANOTHER_TYPE.fullmatch(value) else visible(value)
    return _scalar(value, unit)


def _scalar(value: Any, unit: str | None) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and unit in _SECONDS:
        return duration_words(value * _SECONDS[unit]) if value else "0"
    return str(value)


def unit_of(name: str) -> str | None:
    """The unit that a field's name tells."""
    return next((unit for unit in _SECONDS if name.endswith(f"_{unit}")), None)


def row_of(label: str, value: Any, *, unit: str | None = None, tone: str = "") -> Row:
    """A value beside its label, on one line if it is short, else with rows of its own."""
    unit = unit or unit_of(label)
    if isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        return Row(label, tone=tone, rows=_numbered(value, tone))
    if isinstance(value, Mapping) and value != SECRET:
        return _part(label, value, tone)
    return Row(label, words(value, unit), tone)


def _numbered(items: Sequence[Any], tone: str) -> tuple[Row, ...]:
    if all(_is_rule(item) for item in items):
        column = min(max(width(_targets(item)) for item in items), _WIDEST_TARGETS)
        return tuple(
            Row(str(number), _rule(item, column), tone) for number, item in enumerate(items, 1)
        )
    return tuple(row_of(str(number), item, tone=tone) for number, item in enumerate(items, 1))


def _part(label: str, part: Mapping[str, Any], tone: str) -> Row:
    if _is_rule(part):
        return Row(label, _rule(part, 0), tone)
    flat = not any(isinstance(value, Mapping | list) for value in part.values())
    if flat and width(line := words(part)) <= _ONE_LINE:
        return Row(label, line, tone)
    title = part.get("name")
    rest = {name: value for name, value in part.items() if name != "name" or title is None}
    rows = tuple(row_of(visible(name), value, tone=tone) for name, value in rest.items())
    return Row(label, words(title) if title is not None else "", tone, rows)


def _is_rule(value: Any) -> bool:
    return isinstance(value, Mapping) and "targets" in value


def _targets(rule: Mapping[str, Any]) -> str:
    return words(rule["targets"])


def _rule(rule: Mapping[str, Any], column: int) -> str:
    """One rule of an escalation policy: whom it notifies, and how long until the next."""
    delay = rule.get("escalation_delay_in_minutes")
    after = "" if delay is None else f"then after {words(delay, 'minutes')}"
    known = {"targets", "escalation_delay_in_minutes"}
    others = words({name: value for name, value in rule.items() if name not in known})
    tail = ", ".join(text for text in (after, "" if others == "" else others) if text)
    return f"{pad(_targets(rule), column)}   {tail}".rstrip()
