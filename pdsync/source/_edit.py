"""Edits of YAML files as text: what is not meant to change keeps every space and comment. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from pdsync.diagnostics import Span


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
        raise NotEditable("its value stands on the same line")
    end = at + 1 + _length(old[at + 1 :], column)
    newline = "\r\n" if old[at].endswith("\r\n") else "\n"
    new = [f"{' ' * column}{line}{newline}" for line in lines]
    return "".join([*old[:at], *new, *old[end:]])


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
