"""Edits of YAML files as text: what is not meant to change keeps every space and comment. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pdsync.diagnostics import Span

_COMMENT = re.compile(r"(?:^|\s)(?P<text>#.*)$")
_QUOTED = re.compile(r"""(?<![\w])(?:"[^"]*"|'[^']*')""")


class NotEditable(Exception):
    """What should be replaced is not written in lines of its own; `reason` is a sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def with_block(text: str, key: Span, lines: Sequence[str]) -> str:
    """A file's text with the block of one key, itself included, replaced by other lines.

    `key` is the place of the key's name; `lines` begin at the key's own column. A block that
    stands in braces, or is an alias, raises NotEditable.
    """
    old = text.splitlines(keepends=True)
    at, column = key.line - 1, key.column - 1
    if old[at][:column].strip():
        raise NotEditable("it stands in braces or behind something else on its line")
    _, _, value = old[at][column:].partition(":")
    if value.split("#")[0].strip():
        raise NotEditable(_why_not(value.strip()))
    end = _end(old, at, column)
    newline = "\r\n" if old[at].endswith("\r\n") else "\n"
    new = [f"{' ' * column}{line}{newline}" for line in lines]
    return "".join([*old[:at], *new, *old[end:]])


def _why_not(value: str) -> str:
    """What stands behind a key in the way of its block."""
    word = value.split(maxsplit=1)[0]
    if word[0] == "&":
        return f"other places may refer to its anchor, {word}"
    if word[0] == "*":
        return f"it is an alias, {word}, of what is written elsewhere"
    if word[0] in "[{":
        return "its value is written in brackets: write each part after a `- `"
    return "its value stands on the same line"


def comments_of(text: str, key: Span) -> tuple[str, ...]:
    """The comments in the block of one key, itself included."""
    lines = text.splitlines(keepends=True)
    block = lines[key.line - 1 : _end(lines, key.line - 1, key.column - 1)]
    found = (_COMMENT.search(_QUOTED.sub(_blank, line.rstrip())) for line in block)
    pairs = zip(block, found, strict=True)
    return tuple(line.rstrip()[one.start("text") :] for line, one in pairs if one)


def _blank(quoted: re.Match[str]) -> str:
    return "_" * len(quoted[0])


def _end(lines: Sequence[str], at: int, column: int) -> int:
    return at + 1 + _length(lines[at + 1 :], column)


def _length(below: Sequence[str], column: int) -> int:
    """How many lines belong to a block; comments and empty lines after it do not."""
    length = 0
    for number, line in enumerate(below, start=1):
        content = line.strip()
        indent = len(line) - len(line.lstrip(" "))
        if not content or content.startswith("#"):
            continue
        if indent < column or (indent == column and not content.startswith("-")):
            break
        length = number
    return length
