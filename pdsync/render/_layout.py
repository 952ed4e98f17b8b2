"""Columns of text: how wide a text is, and how it is broken into lines. Knows no plan."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from pdsync.render._style import Style

_INDENT = 2
_READABLE = 30
"""A longer text may be wrapped, but not into fewer columns than this if there is another way."""


@dataclass(frozen=True)
class Row:
    """A label, a text beside it, and rows that belong to it."""

    label: str
    text: str = ""
    tone: str = ""
    rows: tuple[Row, ...] = ()


def width(text: str) -> int:
    """The columns that a terminal needs for it; wide characters take two."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.combining(character) or character in "\u200c\u200d\ufe0e\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def pad(text: str, columns: int) -> str:
    """The text, filled up with spaces."""
    return text + " " * (columns - width(text))


def wrap(text: str, columns: int) -> list[str]:
    """The text in lines of at most so many columns, broken between words where possible."""
    lines: list[str] = []
    line = ""
    for word in _pieces(text, max(columns, 1)):
        if line and width(line) + width(word.rstrip()) > columns:
            lines.append(line.rstrip())
            line = ""
        line += word if line or word.strip() else ""
    return [*lines, line.rstrip()]


def _pieces(text: str, columns: int) -> list[str]:
    """Words with the spaces after them; a word wider than a line is cut."""
    pieces = []
    for word in text.split(" "):
        rest = word
        while width(rest) > columns:
            cut = _cut(rest, columns)
            pieces.append(rest[:cut])
            rest = rest[cut:]
        pieces.append(rest + " ")
    return pieces


def _cut(word: str, columns: int) -> int:
    used = 0
    for index, character in enumerate(word):
        used += _cells(character)
        if used > columns:
            return max(index, 1)
    return len(word)


def fill(left: str, right: str, columns: int) -> str:
    """What stands between two texts that share a line, so that the second ends it.

    Spaces; with a line break before them when there is no room for both.
    """
    space = columns - width(left) - width(right)
    if space >= 2:  # noqa: PLR2004 - less would read as one text
        return " " * space
    return "\n" + " " * max(columns - width(right), 6)


def table(rows: Sequence[Row], columns: int, style: Style) -> list[str]:
    """Rows as lines, their texts below each other; longer ones are wrapped in their column."""
    indent = _label_column(rows)
    lines: list[str] = []
    for row in rows:
        if indent + _needed(row) <= columns or not row.rows:
            lines += _beside(row, indent, columns, style)
        else:
            lines += _below(row, columns, style)
    return lines


def _label_column(rows: Sequence[Row]) -> int:
    """The columns of the labels and of the gap after them, which is smaller after numbers."""
    widest = max((width(row.label) for row in rows), default=0)
    numbers = all(row.label[-1:].isdigit() for row in rows)
    return widest + (2 if numbers else 3)


def _needed(row: Row) -> int:
    """The columns that it needs beside its label to be read well."""
    below = max((_needed(child) for child in row.rows), default=0)
    text = min(width(row.text), _READABLE)
    return max(text, _label_column(row.rows) + below if row.rows else 0)


def _beside(row: Row, indent: int, columns: int, style: Style) -> list[str]:
    room = columns - indent
    block = [style.paint(line, row.tone) for line in wrap(row.text, room)] if row.text else []
    block += table(row.rows, room, style)
    first = pad(row.label, indent) + (block[0] if block else "")
    return [first.rstrip(), *(" " * indent + line for line in block[1:])]


def _below(row: Row, columns: int, style: Style) -> list[str]:
    head = wrap(f"{row.label}  {row.text}".rstrip(), columns)
    rows = table(row.rows, columns - _INDENT, style)
    return [*(style.paint(line, row.tone) for line in head), *(" " * _INDENT + row for row in rows)]
