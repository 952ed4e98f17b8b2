"""Indentation of a line that fits nothing above it: where it would fit. Knows no parser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pdsync.frozen import frozen
from pdsync.on_demand import regex

_ITEM = regex(r"( *)((?:- +)*)(?:([\w.-]+|\"[^\"]*\") *:(?: |$))?")


@frozen
class LineLevel:
    """Place at which lines below another one may begin: beside its name, or beside its dash."""

    column: int
    line: int
    name: str


def misindented(lines: Sequence[str], number: int) -> tuple[str, str] | None:
    """Say how a line, counted from 0, would fit those above it; None if it begins where it may."""
    at = _indent(lines[number])
    is_item = lines[number].lstrip().startswith("- ")
    levels = [one for one in _levels(lines[:number]) if (one.name == "-") == is_item]
    if not levels or any(one.column == at for one in levels):
        return None
    deeper = [one for one in levels if one.column > at]
    outer = [one for one in levels if one.column < at]
    fits = [*deeper[-1:], *outer[:1]] if deeper else outer[:1]
    message = f"this line is indented by {_spaces(at)}, which fits no line above it"
    return message, f"indent it by {', or by '.join(map(_like, fits))}"


def _levels(lines: Sequence[str]) -> Iterator[LineLevel]:
    """Yield the levels that are open after some lines, the innermost first."""
    limit = None
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if limit is not None and _indent(line) >= limit:
            continue
        yield from reversed([*_of_line(line, number)])
        limit = _indent(line)


def _of_line(line: str, number: int) -> Iterator[LineLevel]:
    found = _ITEM.match(line)
    if found is None:
        return
    for dash in re.finditer("-", found[2]):
        yield LineLevel(len(found[1]) + dash.start(), number + 1, "-")
    if found[3]:
        yield LineLevel(len(found[1]) + len(found[2]), number + 1, found[3])


def _like(level: LineLevel) -> str:
    what = "the `-`" if level.name == "-" else f"`{level.name}`"
    return f"{level.column}, like {what} in line {level.line}"


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
