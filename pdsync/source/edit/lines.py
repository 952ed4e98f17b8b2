"""Edits of YAML files as lines: what is not meant to change keeps every space and comment. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from pdsync.diagnostics import Place
from pdsync.source.text.broken import without_version
from pdsync.source.text.parse import LOADER

_ANCHOR = re.compile(r"(&\S+)?")
_COMMENT = re.compile(r"#.*")
_AFTER_HEADER = re.compile(r"[|>][-+0-9]*[ \t]+(#.*)")


class NotEditable(Exception):
    """Raised when a block to replace is not in lines of its own; `reason` is a sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Edit:
    """Lines of one file, from `start`, counted from 0, to before `end`, that give way to others.

    `lines` have their ends. A file that is still to be made has no lines to give way.
    """

    file: str
    start: int
    end: int
    lines: tuple[str, ...]


def with_edits(text: str, edits: Iterable[Edit]) -> str:
    """A file's text with its edits made; no two of them may touch the same line."""
    lines = text.splitlines(keepends=True)
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        lines[edit.start : edit.end] = edit.lines
    return "".join(lines)


def block_edit(text: str, key: Place, lines: Sequence[str]) -> Edit:
    """The edit that puts other lines in the place of the block of one key, itself included.

    `key` is the place of the key's name; `lines` begin at the key's own column. A block that
    stands in braces, or is an alias, raises NotEditable.
    """
    old = text.splitlines(keepends=True)
    at, column = key.line - 1, key.column - 1
    if old[at][:column].strip():
        raise NotEditable("it stands in braces or behind something else on its line")
    _, _, value = old[at][column:].partition(":")
    if not _ANCHOR.fullmatch(value.split("#")[0].strip()):
        raise NotEditable(_why_not(value.strip()))
    newline = "\r\n" if old[at].endswith("\r\n") else "\n"
    new = tuple(f"{' ' * column}{line}{newline}" for line in lines)
    return Edit(key.file, at, _end(text, key), new)


def _why_not(value: str) -> str:
    """Return the reason why the block of a key cannot be replaced."""
    word = value.split(maxsplit=1)[0]
    if word[0] == "*":
        return f"it is an alias, {word}, of what is written elsewhere"
    if word[0] in "[{":
        return "its value is written in brackets: write each part after a `- `"
    return "its value stands on the same line"


def comments_of(text: str, key: Place) -> tuple[str, ...]:
    """The comments in the block of one key, itself included."""
    start, end = key.line - 1, _end(text, key)
    return tuple(words for line, words in _comments(text) if start <= line < end)


def _comments(text: str) -> Iterator[tuple[int, str]]:
    """The comments of a file with the numbers of their lines: all that is no token and no space."""
    text = without_version(text)
    line = done = 0
    for token in yaml.scan(text, Loader=LOADER):
        between = text[done : token.start_mark.index]
        for number, part in enumerate(between.splitlines()):
            if found := _COMMENT.search(part):
                yield line + number, found[0].rstrip()
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            header = _AFTER_HEADER.match(text, token.start_mark.index)
            if header:
                yield token.start_mark.line, header[1].rstrip()
        done, line = token.end_mark.index, token.end_mark.line


def _end(text: str, key: Place) -> int:
    """The line after the last one of a key's value; comments and empty lines after it stay."""
    lines = text.splitlines()
    end = max(key.line, *(_last(event) for event in _value(text, key)))
    while end > key.line and not lines[end - 1].strip():
        end -= 1
    return end


def _value(text: str, key: Place) -> Iterator[Any]:
    """Return the parser's event for the value of a key."""
    events: Iterator[Any] = yaml.parse(without_version(text), Loader=LOADER)
    place = key.line - 1, key.column - 1
    for event in events:
        start = event.start_mark.line, event.start_mark.column
        if start == place and isinstance(event, yaml.ScalarEvent):
            break
    depth = 0
    for event in events:
        yield event
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if not depth:
            return


def _last(event: Any) -> int:
    """The number of the last line of what an event tells, counted from 1.

    What has indentation alone ends where the next thing begins, and nothing is nowhere.
    """
    mark = event.end_mark
    if mark.index == event.start_mark.index:
        return 0
    return int(mark.line) + bool(mark.column)
