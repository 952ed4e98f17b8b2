"""Parts of a schedule, as plain data, as lines of YAML for whoever edits files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pdsync.source.edit.scalars import flow_text

_SHORT = 80


def parts_text(name: str, parts: Sequence[Mapping[str, Any]]) -> list[str]:
    """The lines of `rotations:` or the like, with a line for each field."""
    return [f"{name}:", *(f"  {line}" for part in parts for line in _item(part))]


def _item(part: Mapping[str, Any]) -> Iterator[str]:
    lines = (line for name, value in part.items() for line in _field(name, value))
    yield f"- {next(lines)}"
    yield from (f"  {line}" for line in lines)


def _field(name: str, value: Any) -> Iterator[str]:
    """One line if that is short, else a line for each item of a list."""
    is_list = isinstance(value, Sequence) and not isinstance(value, str)
    if is_list and any(isinstance(one, Mapping) and len(one) > 1 for one in value):
        yield from parts_text(name, value)
        return
    line = f"{name}: {flow_text(value)}"
    if len(line) <= _SHORT or not is_list:
        yield line
        return
    yield f"{name}:"
    yield from (f"  - {flow_text(one)}" for one in value)
