"""Marks of other tools in a text: variables, quotes of word processors, conflicts of a merge.

Knows the text alone, and says what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pdsync.diagnostics import Diagnostic, Place, Related, error
from pdsync.frozen import frozen
from pdsync.on_demand import regex

RULES = {"variable": "unfilled-variable", "quotes": "curly-quotes", "conflict": "merge-conflict"}

_VARIABLE = regex(r"\$\{[^}\n]*\}|\{\{[^}\n]*\}\}|<%[^>\n]*%>|(?<![\w$])\$[A-Z_][A-Z0-9_]+(?!\w)")
_OPENING = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u00ab\u00bb"
_CLOSING = "\u201c\u201d\u201f\u2018\u2019\u00ab\u00bb"
_CURLY = regex(f"[{_OPENING}][^{_OPENING}]+[{_CLOSING}]")
_NO_SPACE = regex(r"[ -]*([\w.-]+:([\u00a0\u2007\u202f]).*)")
_CONFLICT = regex(r"^(<{7}|>{7})(?= |$)", re.MULTILINE)

ForeignWords = tuple[str, str, str]
"""A rule, what is wrong, and what to write instead."""


def foreign(text: str, *, quoted: bool) -> ForeignWords | None:
    """Say what is wrong with a value that another tool was to fill in, or with its quotes.

    Curly quotes around a text that is `quoted` in YAML belong to it.
    """
    if not may_be_foreign(text):
        return None
    if found := _VARIABLE.search(text):
        return _not_filled_in(found[0])
    if not quoted and _CURLY.fullmatch(text):
        return _no_quotes(text)
    return None


def may_be_foreign(text: str) -> bool:
    """Return True if anything in a file may be of another tool. Quick where nothing is."""
    has_variable = any(mark in text for mark in ("$", "{{", "<%")) and _VARIABLE.search(text)
    return bool(has_variable or (not text.isascii() and _CURLY.search(text)))


@frozen
class ForeignPart:
    """Part of a line that is another tool's: its column, its width, and what is said of it."""

    column: int
    width: int
    words: ForeignWords


def foreign_in_line(line: str) -> ForeignPart | None:
    """Find what is another tool's in a line that is no YAML."""
    if found := _VARIABLE.search(line):
        return ForeignPart(found.start() + 1, len(found[0]), _not_filled_in(found[0]))
    if found := _CURLY.search(line):
        return ForeignPart(found.start() + 1, len(found[0]), _no_quotes(found[0]))
    return None


def conflicts(text: str, file: str) -> Iterator[Diagnostic]:
    """Yield an error for each conflict that a merge left in a file."""
    marks = [*_CONFLICT.finditer(text)] if "<<<<<<<" in text or ">>>>>>>" in text else []
    for number, mark in enumerate(marks):
        is_second = number > 0 and marks[number - 1][1][0] == "<"
        if mark[1][0] == ">" and is_second:
            continue
        ends = marks[number + 1 : number + 2] if mark[1][0] == "<" else []
        yield error(
            RULES["conflict"],
            "a merge left its conflict in this file, which is not read",
            help="keep the lines that are meant, and delete the marks: <<<<<<<, =======, >>>>>>>",
            place=_place(text, mark, file),
            related=tuple(Related("it ends here", _place(text, end, file)) for end in ends),
        )


def false_space(text: str, file: str, line: int) -> Diagnostic | None:
    """Say what is wrong with a line, counted from 0, whose `:` only looks as if a space follows."""
    found = None if text.isascii() else _NO_SPACE.match(text)
    if found is None:
        return None
    return error(
        "broken-yaml",
        f"after this name stands U+{ord(found[2]):04X}, which only looks like a space",
        help="write a plain space after the `:`",
        place=Place(file, line + 1, found.start(1) + 1, len(found[1])),
    )


def template(line: str, inner: Place) -> Diagnostic | None:
    """Say what `{{ name }}` is, which YAML takes for a mapping; `inner` is that of its inside."""
    begins = inner.column - 2
    found = foreign_in_line(line[begins:]) if line[begins:].startswith("{{") else None
    if found is None:
        return None
    rule, message, how = found.words
    place = Place(inner.file, inner.line, begins + 1, found.width)
    return error(rule, message, help=how, place=place)


def _place(text: str, mark: re.Match[str], file: str) -> Place:
    return Place(file, text.count("\n", 0, mark.start()) + 1, 1, len(mark[1]))


def _not_filled_in(variable: str) -> ForeignWords:
    message = f"`{variable}` is a variable, and pdsync fills in none"
    return RULES["variable"], message, "write the value that is meant"


def _no_quotes(text: str) -> ForeignWords:
    message = f"{text[0]} and {text[-1]} are not quotes in YAML: they would be part of the text"
    return RULES["quotes"], message, f'write "{text[1:-1]}", with straight quotes'
