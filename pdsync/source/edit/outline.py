"""Outline of a YAML text: where each value and name stands in it, and how it is written. Pure.

Offsets count characters from the beginning of the text. A parser's marks are taken by line and
column alone: a byte order mark counts as a character for one parser and not for the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import accumulate
from typing import Any

import yaml

from pdsync.diagnostics import Place
from pdsync.frozen import frozen
from pdsync.json_types import FieldPath
from pdsync.on_demand import regex
from pdsync.source.text.broken import without_version
from pdsync.source.text.parse import LOADER

_PROPERTIES = regex(r"(?:[&!]\S*\s+)+")
_COLON = regex(r"\s*:")
_COMMENT = regex(r"#.*")
_AFTER_HEADER = regex(r"[|>][-+0-9]*[ \t]+(#.*)")


class Sort(Enum):
    """What a value is, as it is written."""

    SCALAR = "scalar"
    LIST = "list"
    MAPPING = "mapping"
    ALIAS = "alias"


@dataclass(slots=True)
class Node:
    """A value in the text; `start` is behind its anchor, `end` behind all that it holds.

    `style` is that of a scalar: "" for one without quotes. `flow` is True in brackets. `names` are
    where those of a mapping begin and end, in the same order as `children`. `first` is where its
    anchor begins.
    """

    sort: Sort
    start: int
    end: int
    style: str = ""
    flow: bool = False
    anchor: str | None = None
    children: dict[str | int, Node] = field(default_factory=dict)
    names: dict[str, tuple[int, int]] = field(default_factory=dict)
    first: int = -1

    @property
    def entries(self) -> list[tuple[int, int]]:
        """Where items begin and end, or names with their values."""
        if self.sort is Sort.LIST:
            return [(one.start_of_all, one.end) for one in self.children.values()]
        found = zip(self.names.values(), self.children.values(), strict=True)
        return [(name[0], max(name[1], value.end)) for name, value in found]

    @property
    def is_nothing(self) -> bool:
        """True where no value is written after a colon or a dash."""
        return self.sort is Sort.SCALAR and self.start == self.end

    @property
    def start_of_all(self) -> int:
        """Where it begins, its anchor included."""
        return self.first if self.first >= 0 else self.start


@frozen
class Outline:
    """The text, its documents, and the comments with their offsets."""

    file: str
    text: str
    documents: tuple[Node, ...]
    comments: tuple[tuple[int, str], ...]

    def offset(self, place: Place) -> int:
        """The offset of a place."""
        start = 0
        for _ in range(place.line - 1):
            start = self.text.index("\n", start) + 1
        return start + place.column - 1

    def line_start(self, offset: int) -> int:
        """The offset at which the line of an offset begins."""
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """The offset at which the line of an offset ends, before its line break."""
        end = self.text.find("\n", offset)
        end = len(self.text) if end < 0 else end
        return end - 1 if end > offset and self.text[end - 1] == "\r" else end

    def next_line(self, offset: int) -> int:
        """The offset at which the line after that of an offset begins."""
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end + 1

    def column(self, offset: int) -> int:
        """How many characters stand before an offset on its line."""
        return offset - self.line_start(offset)

    def place(self, offset: int) -> str:
        """The file, line and column of an offset, for people."""
        return f"{self.file}:{self.text.count(chr(10), 0, offset) + 1}:{self.column(offset) + 1}"


def outline(text: str, file: str) -> Outline:
    """Read the outline of a text that was read without a problem; `file` is its name in places."""
    return Outline(file, text, tuple(_Reader(text).documents()), tuple(comments(text)))


def comments(text: str) -> Iterator[tuple[int, str]]:
    """Yield the comments of a text with their offsets: all that is no token and no space."""
    given = without_version(text)
    offset = _offsets(given)
    done = 0
    for token in yaml.scan(given, Loader=LOADER):
        start = offset(token.start_mark)
        for found in _COMMENT.finditer(given, done, max(start, done)):
            yield found.start(), found[0].rstrip()
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            header = _AFTER_HEADER.match(given, start)
            if header:
                yield header.start(1), header[1].rstrip()
        done = max(done, offset(token.end_mark))


def _offsets(text: str) -> Callable[[Any], int]:
    lines = text.splitlines(keepends=True)
    starts = [0, *accumulate(map(len, lines))]

    def offset(mark: Any) -> int:
        line = min(int(mark.line), len(lines))
        return min(starts[line] + int(mark.column), len(text))

    return offset


class _Reader:
    """Reads the events of a text into nodes."""

    def __init__(self, text: str) -> None:
        self._text = without_version(text)
        self._offset = _offsets(self._text)

    def documents(self) -> Iterator[Node]:
        self._events = iter(LOADER(self._text).get_event, None)
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                yield self._node(next(self._events))

    def _node(self, event: Any) -> Node:
        first, end = self._offset(event.start_mark), self._offset(event.end_mark)
        if isinstance(event, yaml.AliasEvent):
            return Node(Sort.ALIAS, first, end, anchor=event.anchor)
        found = _PROPERTIES.match(self._text, first) if event.anchor or event.tag else None
        start = min(found.end(), end) if found else first
        if isinstance(event, yaml.ScalarEvent):
            end = start + len(self._text[start:end].rstrip()) if event.style in ("|", ">") else end
            node = Node(Sort.SCALAR, start, end, event.style or "")
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self._list(event, start)
        else:
            node = self._mapping(event, start)
        node.anchor, node.first = event.anchor, first
        return node

    def _list(self, event: Any, start: int) -> Node:
        node = Node(Sort.LIST, start, start, flow=bool(event.flow_style))
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            node.children[len(node.children)] = self._node(event)
        return self._ended(node, event)

    def _mapping(self, event: Any, start: int) -> Node:
        node = Node(Sort.MAPPING, start, start, flow=bool(event.flow_style))
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            name = self._node(event)
            key = str(getattr(event, "value", f"?{name.start}"))
            node.names[key] = name.start_of_all, name.end
            node.children[key] = self._valued(name, self._node(next(self._events)))
        return self._ended(node, event)

    def _valued(self, name: Node, value: Node) -> Node:
        """Put a value that is not written right behind its name's colon, if that has one."""
        if value.sort is Sort.SCALAR and value.start == value.end and value.anchor is None:
            colon = _COLON.match(self._text, name.end)
            at = colon.end() if colon else name.end
            return Node(Sort.SCALAR, at, at)
        return value

    def _ended(self, node: Node, event: Any) -> Node:
        inner = max((end for _, end in node.entries), default=node.start)
        node.end = self._offset(event.end_mark) if node.flow else inner
        return node


def at(document: Node, path: Sequence[str | int] | FieldPath) -> list[Node]:
    """Return the nodes from the document to what a path leads to; fewer if that is not written."""
    nodes = [document]
    for step in path:
        child = nodes[-1].children.get(step)
        if child is None:
            break
        nodes.append(child)
    return nodes
