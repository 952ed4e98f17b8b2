"""JSON values in words: durations, lists, parts of a resource. Lays nothing out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pdsync.kinds import WRITTEN_TYPES, duration_words
from pdsync.on_demand import regex
from pdsync.render._escape import visible
from pdsync.render._layout import Row, width
from pdsync.render._service_words import short_time
from pdsync.render._times import days_of_week
from pdsync.render.plan.as_json import SECRET
from pdsync.render.plan.parts import is_member, is_window, one_line, windows
from pdsync.render.plan.phases import as_written

_ONE_LINE = 50
"""A part that needs more columns than this is shown field by field."""

_DAY_FIELDS = {"days_of_week"}
_SECONDS = {"seconds": 1, "minutes": 60}
_IN_SECONDS = ("rotate", "timeout")
"""Ends of names that do not tell their unit; the first is people's name of a turn's length."""

_CLOCK = regex(r"(?:(\d{4}-\d\d-\d\d)T)?(\d\d:\d\d:\d\d)(?:Z|[-+]\d\d:\d\d)?")
"""Times of the JSON: those with a date are on the clocks of their schedule, as they are written."""

_LIKE_ANOTHER_TYPE = regex(r"none|true|false|null|[-+.0-9]+|\s.*|.*\s|", re.IGNORECASE)


def words(value: Any, unit: str | None = None) -> str:
    """A value on one line."""
    if value == SECRET:
        return "(secret)"
    if isinstance(value, Mapping):
        return ", ".join(f"{visible(name)}: {words(v, unit_of(name))}" for name, v in value.items())
    if isinstance(value, list):
        return ", ".join(words(item, unit) for item in value) or "none"
    if isinstance(value, str):
        return _text(value)
    return _scalar(value, unit)


def _text(text: str) -> str:
    if found := _CLOCK.fullmatch(text):
        return " ".join(one for one in (found[1], short_time(found[2])) if one)
    text = WRITTEN_TYPES.get(text, text)
    return f'"{visible(text)}"' if _LIKE_ANOTHER_TYPE.fullmatch(text) else visible(text)


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
    if name.endswith(_IN_SECONDS):
        return "seconds"
    return next((unit for unit in _SECONDS if name.endswith(f"_{unit}")), None)


def row_of(label: str, value: Any, *, unit: str | None = None, tone: str = "") -> Row:
    """A value beside its label, on one line if it is short, else with rows of its own."""
    if isinstance(value, list) and value:
        return _list(label, value, unit, tone)
    if isinstance(value, Mapping) and value != SECRET:
        return _part(label, value, tone)
    return Row(label, words(value, unit or unit_of(label)), tone)


def _list(label: str, items: list[Any], unit: str | None, tone: str) -> Row:
    if all(is_window(item) for item in items):
        return Row(label, windows(items, words), tone)
    if is_days(label, items):
        return Row(label, days_of_week(items), tone)
    if not any(isinstance(item, Mapping) for item in items):
        return Row(label, words(items, unit or unit_of(label)), tone)
    numbers = ["" if is_member(item) else str(at) for at, item in enumerate(items, 1)]
    rows = tuple(row_of(at, item, tone=tone) for at, item in zip(numbers, items, strict=True))
    return Row(label, tone=tone, rows=rows)


def is_days(label: str, items: list[Any]) -> bool:
    """Return True for days of the week."""
    return label in _DAY_FIELDS and all(item in range(1, 8) for item in items)


def _part(label: str, part: Mapping[str, Any], tone: str) -> Row:
    if known := one_line(part, words):
        return Row(label, known[0], tone, right=known[1])
    flat = not any(isinstance(value, Mapping | list) for value in part.values())
    if flat and width(line := words(part)) <= _ONE_LINE:
        return Row(label, line, tone)
    title = part.get("name")
    rest = {name: one for name, one in as_written(part).items() if name != "name" or title is None}
    rows = tuple(row_of(visible(name), value, tone=tone) for name, value in rest.items())
    return Row(label, words(title) if title is not None else "", tone, rows)
