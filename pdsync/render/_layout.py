"""Columns of text: how wide a text is, and how it is broken into lines. Knows no plan."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from pdsync.frozen import frozen
from pdsync.render._style import Style

MINUS = "\u2212"
"""Before what goes."""
NO_BREAK = "\u00a0"
"""Between words that stay on one line."""

_ASCII = "\x7f"
"""The last of the characters that all take one column."""
_INDENT = 2
_GAP = 3
_READABLE = 30
"""A longer text may be wrapped, but not into fewer columns than this if there is another way."""


@frozen
class Row:
    """A label, a text beside it, rows that belong to it, and a text that ends its first line."""

    label: str
    text: str = ""
    tone: str = ""
    rows: tuple[Row, ...] = ()
    right: str = ""


def width(text: str) -> int:
    """The columns that a terminal needs for it; wide characters take two."""
    if text.isascii():
        return len(text)
    return len(text) + sum(_cells(one) - 1 for one in text if one > _ASCII)


def _cells(character: str) -> int:
    if unicodedata.combining(character) or character in "\u200c\u200d\ufe0e\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def pad(text: str, columns: int) -> str:
    """The text, filled up with spaces."""
    return text + " " * (columns - width(text))


def wrap(text: str, columns: int) -> list[str]:
    """The text in lines of at most so many columns, broken between words where possible."""
    if width(text) <= columns and not text[:1].isspace():
        return [text.rstrip()]
    lines: list[str] = []
    line = ""
    for word in _pieces(text, max(columns, 1)):
        if line and width(line) + width(word.rstrip()) > columns:
            lines.append(line.rstrip())
            line = ""
        line += word if line or word.strip() else ""
    return [*lines, line.rstrip()]


def sentence(text: str, style: Style, indent: int) -> str:
    """The text in lines that fit where sentences are wrapped, those after the first indented.

    What stands before the first line may be as wide as the indent.
    """
    if not style.wraps:
        return text
    return f"\n{' ' * indent}".join(wrap(text, style.columns - indent))


def prose(markdown: str, columns: int) -> str:
    """Markdown with its paragraphs in lines of at most so many columns; code stays as it is."""
    found = []
    for number, part in enumerate(markdown.split("```")):
        paragraphs = part.split("\n\n") if number % 2 == 0 else []
        wrapped = ["\n".join(wrap(one.replace("\n", " "), columns)) for one in paragraphs]
        found.append("\n\n".join(wrapped) if paragraphs else part)
    return "```".join(found)


def _pieces(text: str, columns: int) -> list[str]:
    """Words with the spaces after them; a word wider than a line is cut."""
    pieces = []
    for word in text.split(" "):
        rest = word
        while width(rest) > columns:
            end = cut(rest, columns)
            pieces.append(rest[:end])
            rest = rest[end:]
        pieces.append(rest + " ")
    return pieces


def cut(word: str, columns: int) -> int:
    """Count the characters that fit into so many columns, one at least."""
    used = 0
    for index, character in enumerate(word):
        used += _cells(character)
        if used > columns:
            return max(index, 1)
    return len(word)


def fill(left: str, right: str, columns: int) -> str:
    """Return the space between two texts that share a line, so that the second ends it.

    Spaces; with a line break before them when there is no room for both.
    """
    space = columns - width(left) - width(right)
    if space >= 2:  # noqa: PLR2004 - less would read as one text
        return " " * space
    return "\n" + " " * max(columns - width(right), 6)


def table(rows: Sequence[Row], columns: int, style: Style) -> list[str]:
    """Rows as lines, their texts below each other; longer ones are wrapped in their column."""
    below = _too_wide(rows, columns)
    indent = _label_column([row for row, is_below in zip(rows, below, strict=True) if not is_below])
    texts = _text_column(rows, columns - indent)
    lines: list[str] = []
    for row, is_below in zip(rows, below, strict=True):
        if is_below:
            lines += _below(row, columns, style)
        else:
            block = [*_text(row, texts, style), *table(row.rows, columns - indent, style)]
            lines += _labelled(row.label, indent, block)
    return lines


def _too_wide(rows: Sequence[Row], columns: int) -> list[bool]:
    """For each row, whether what belongs to it must stand below its label and not beside it.

    A label by itself is a line, and makes no room for texts beside it.
    """
    alone = [not (row.text or row.rows or row.right) for row in rows]
    indent = _label_column([row for row, is_alone in zip(rows, alone, strict=True) if not is_alone])
    broken = _broken(rows, indent, columns)
    return [
        is_alone or number in broken or (bool(row.rows) and indent + _needed(row) > columns)
        for number, (row, is_alone) in enumerate(zip(rows, alone, strict=True))
    ]


def _broken(rows: Sequence[Row], indent: int, columns: int) -> set[int]:
    """Return the rows to set otherwise, so that no word is broken that need not be: by number.

    Those whose words have no room beside the labels, or those with long labels, if they are fewer.
    """
    words = {
        number: max(map(width, row.text.split(" ")))
        for number, row in enumerate(rows)
        if row.label and not row.rows and not row.right
    }
    cut = {one for one, word in words.items() if columns - indent < word <= columns - _INDENT}
    room = columns - max((words[one] for one in cut), default=0) - _GAP
    long = {one for one in words if width(rows[one].label) > room} if cut else cut
    return min(long, cut, key=len)


def _text_column(rows: Sequence[Row], columns: int) -> int:
    """The columns for texts, so that those on the right stand below each other too."""
    right = max((width(row.right) for row in rows), default=0)
    if not right:
        return columns
    widest = max(width(row.text) for row in rows)
    return max(min(widest, columns - right - _GAP), 1)


def _label_column(rows: Sequence[Row]) -> int:
    """The columns of the labels and of the gap after them, which is smaller after numbers."""
    widest = max((width(row.label) for row in rows), default=0)
    if not widest:
        return 0
    numbers = all(row.label[-1:].isdigit() for row in rows)
    return widest + (2 if numbers else _GAP)


def _needed(row: Row) -> int:
    """The columns that it needs beside its label to be read well."""
    below = max((_needed(child) for child in row.rows), default=0)
    right = width(row.right) + _GAP if row.right else 0
    text = width(row.text) + right if right else min(width(row.text), _READABLE)
    return max(text, _label_column(row.rows) + below if row.rows else 0)


def _text(row: Row, columns: int, style: Style) -> list[str]:
    if not row.text:
        return []
    first, *rest = wrap(row.text, columns)
    first = f"{pad(first, columns + _GAP)}{row.right}" if row.right else first
    return [style.paint(line, row.tone) for line in (first, *rest)]


def _labelled(label: str, indent: int, block: Sequence[str]) -> list[str]:
    first = pad(label, indent) + "".join(block[:1])
    return [first.rstrip(), *(" " * indent + line for line in block[1:])]


def _below(row: Row, columns: int, style: Style) -> list[str]:
    if row.label and row.text and not row.rows and not row.right:
        return _below_label(row, columns, style)
    head = wrap("  ".join(one for one in (row.label, row.text, row.right) if one), columns)
    rows = table(row.rows, columns - _INDENT, style)
    return [*(style.paint(line, row.tone) for line in head), *(" " * _INDENT + row for row in rows)]


def _below_label(row: Row, columns: int, style: Style) -> list[str]:
    """Return a label and a text in one line, or in lines below each other."""
    line = f"{row.label}{' ' * _GAP}{row.text}"
    if width(line) <= columns:
        return [style.paint(line, row.tone)]
    texts = wrap(row.text, columns - _INDENT)
    return [
        *wrap(row.label, columns),
        *(" " * _INDENT + style.paint(one, row.tone) for one in texts),
    ]
