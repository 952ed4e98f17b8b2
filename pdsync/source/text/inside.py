"""Places inside of a text that a file holds, in whatever form YAML has it: quoted, folded, a block.

Finds a place; where text and file do not agree, it gives that of the whole.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pdsync.diagnostics import Place
from pdsync.on_demand import regex

_SPACE = " \t\n"
_ESCAPED = regex(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\n[ \t]*|.)", re.DOTALL)


def place_inside(text: str, whole: Place, value: str, at: int, width: int) -> Place:
    """Return the place of a part of a value, which is written at a place of a file's text.

    `at` counts characters of the value before the part.
    """
    lines = text.splitlines(keepends=True)
    if not 0 < whole.line <= len(lines):
        return whole
    start = sum(map(len, lines[: whole.line - 1])) + whole.column - 1
    found = _found(text.replace("\r", "\n"), start, value, at)
    if found is None:
        return whole
    before = text[:found]
    line = before.count("\n") + 1
    return replace(whole, line=line, column=found - before.rfind("\n"), width=max(width, 1))


def _found(text: str, start: int, value: str, at: int) -> int | None:
    """Return where in the file the character `at` of a value is."""
    first = text[start : start + 1]
    quote = first if first in {"'", '"'} else ""
    here = start + len(quote)
    if first in {"|", ">"}:
        here = text.find("\n", start) + 1
    for number, character in enumerate(value[: at + 1]):
        found = _next(text, here, character, quote)
        if found is None:
            return None
        here, after = found
        if number == at:
            return here
        here = after
    return here


def _next(text: str, here: int, character: str, quote: str) -> tuple[int, int] | None:
    """Return where a character of the value is, and where the next can be; None if nowhere."""
    if character in _SPACE:
        return (here, here + 1) if text[here : here + 1] in _SPACE else _other(text, here, quote)
    while text[here : here + 1] and text[here] in _SPACE:
        here += 1
    if quote == '"' and (found := _ESCAPED.match(text, here)):
        if found[0][1] == "\n":
            return _next(text, found.end(), character, quote)
        return here, found.end()
    if text[here : here + 1] != character:
        return None
    return here, here + 1 + (quote == character == "'")


def _other(text: str, here: int, quote: str) -> tuple[int, int] | None:
    """Return the place of a space that is written otherwise: escaped."""
    found = _ESCAPED.match(text, here) if quote == '"' else None
    return (here, found.end()) if found else None
