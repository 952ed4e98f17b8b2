"""YAML text into plain data and a place for every value. Knows nothing of kinds.

Built on the parser's events: the library's own loader would turn `10:00` into 600 and forget where
it stood. A scalar without quotes becomes `Plain` (null, ~ and nothing: None), any other `str`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from pdsync.diagnostics import Diagnostic, Place, Related, error
from pdsync.json_types import FieldPath
from pdsync.kinds import Plain
from pdsync.source._config import Places
from pdsync.source.text.broken import Stop, without_version, words_for
from pdsync.source.text.document import Alias, Document, Reading
from pdsync.source.text.foreign import conflicts, false_space, template

DEEPEST = 60
MOST_NODES = 300_000

LOADER: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_NOTHING = {"", "~", "null", "Null", "NULL"}
_CORE = "tag:yaml.org,2002:"


def read(text: str, file: str) -> Reading:
    """Read one file's text; `file` is its name in places.

    Every character must be one that YAML allows. Never raises for anything else.
    """
    if found := tuple(conflicts(text, file)):
        return Reading((), found, whole=False)
    composer = _Composer(text, file)
    try:
        documents = tuple(_document(node) for node in composer.documents())
    except Stop as stop:
        return Reading((), (*composer.problems, stop.diagnostic), whole=False)
    except yaml.YAMLError as trouble:
        return Reading((), (*composer.problems, words_for(trouble, text, file)), whole=False)
    return Reading(documents, tuple(composer.problems), aliases=tuple(composer.aliases))


@dataclass(slots=True)
class _Node:
    """A value and its place; `size` and `height` count what it holds once aliases are expanded."""

    value: Any
    span: Place
    children: Mapping[Any, _Node] = field(default_factory=dict)
    keys: Mapping[Any, Place] = field(default_factory=dict)
    size: int = 1
    height: int = 0


def _document(node: _Node) -> Document:
    values: dict[FieldPath, Place] = {}
    keys: dict[FieldPath, Place] = {}
    _spread(node, (), values, keys)
    return Document(node.value, Places(values, keys))


def _spread(
    node: _Node, path: FieldPath, values: dict[FieldPath, Place], keys: dict[FieldPath, Place]
) -> None:
    values[path] = node.span
    for step, child in node.children.items():
        inner = (*path, step)
        if step in node.keys:
            keys[inner] = node.keys[step]
        _spread(child, inner, values, keys)


class _Composer:
    """Builds the nodes of one file; collects what is wrong but can be read past."""

    def __init__(self, text: str, file: str) -> None:
        self.problems: list[Diagnostic] = []
        self.aliases: list[Alias] = []
        self._text = text
        self._file = file
        self._lines: list[str] | None = None
        self._anchors: dict[str, _Node | None] = {}
        self._count = 0

    def documents(self) -> Iterator[_Node]:
        self._events = iter(LOADER(without_version(self._text)).get_event, None)
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                self._anchors = {}
                yield self._node(next(self._events), 0)

    def _node(self, event: Any, depth: int) -> _Node:
        span = self._span(event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(str(event.anchor), span, depth)
        if depth > DEEPEST:
            raise Stop(_too_deep(span))
        if event.tag is not None:
            self._refuse_tag(event.tag, span)
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        self._spend(1, span)
        node = self._content(event, span, depth)
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        return node

    def _content(self, event: Any, span: Place, depth: int) -> _Node:
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(span, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(span, depth)
        if event.style:
            return _Node(event.value, span)
        self._refuse_false_space(event)
        return _Node(None if event.value in _NOTHING else Plain(event.value), span)

    def _sequence(self, span: Place, depth: int) -> _Node:
        items: list[_Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        span = _to_the_end(span, event.end_mark)
        return _collection([item.value for item in items], span, dict(enumerate(items)), {})

    def _mapping(self, span: Place, depth: int) -> _Node:
        children: dict[Any, _Node] = {}
        keys: dict[Any, Place] = {}
        merges: _Node | None = None
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key, place = self._key(event, depth)
            value = self._node(next(self._events), depth + 1)
            if key is None:
                continue
            if key in keys:
                self.problems.append(_twice(key, place, keys[key], at_top=depth == 0))
                continue
            keys[key] = place
            if key == "<<" and isinstance(key, Plain):
                merges = value
            else:
                children[key] = value
        span = _to_the_end(span, event.end_mark)
        if merges is not None:
            del keys["<<"]
            children, keys = self._merged(merges, _Node({}, span, children, keys))
        values = {key: child.value for key, child in children.items()}
        return _collection(values, span, children, keys)

    def _key(self, event: Any, depth: int) -> tuple[str | None, Place]:
        span = self._span(event)
        if isinstance(event, yaml.ScalarEvent) and event.tag is None and event.anchor is None:
            self._refuse_false_space(event)
            return (event.value if event.style else Plain(event.value)), span
        node = self._node(event, depth + 1)
        if isinstance(node.value, str):
            return node.value, span
        self.problems.append(self._no_name(span))
        return None, span

    def _refuse_false_space(self, event: Any) -> None:
        if event.style or event.value.isascii():
            return
        number = event.start_mark.line
        if wrong := false_space(self._line(number), self._file, number):
            raise Stop(wrong)

    def _no_name(self, span: Place) -> Diagnostic:
        if found := template(self._line(span.line - 1), span):
            return found
        return error(
            "broken-yaml",
            "a list or a mapping cannot stand before a `:`",
            help="write a name there; text that begins with { or [ belongs in quotes",
            place=span,
        )

    def _merged(self, merges: _Node, own: _Node) -> tuple[dict[Any, _Node], dict[Any, Place]]:
        sources = list(merges.children.values()) if isinstance(merges.value, list) else [merges]
        children: dict[Any, _Node] = {}
        keys: dict[Any, Place] = {}
        for source in (*reversed(sources), own):
            if not isinstance(source.value, dict):
                self.problems.append(_no_merge(source.span))
                continue
            children |= source.children
            keys |= source.keys
        return children, keys

    def _alias(self, name: str, span: Place, depth: int) -> _Node:
        if name not in self._anchors:
            self.problems.append(_unknown_anchor(name, span))
            return _Node(None, span)
        node = self._anchors[name]
        if node is None:
            self.problems.append(_circular(name, span))
            return _Node(None, span)
        if depth + node.height > DEEPEST:
            raise Stop(_too_deep(span))
        self._spend(node.size, span)
        self.aliases.append(Alias(name, span, node.span, node.value))
        return replace(node, span=span)

    def _spend(self, size: int, span: Place) -> None:
        self._count += size
        if self._count > MOST_NODES:
            raise Stop(_too_many(span))

    def _refuse_tag(self, tag: str, span: Place) -> None:
        shown = tag.replace(_CORE, "!!") if tag.startswith(_CORE) else tag
        if shown == "!env":
            message, how = "`!env` is for secret fields only, and this is none", "write the value"
        else:
            message = f"the tag `{shown}` has no meaning here"
            how = "leave it out: the field decides what its text means"
        self.problems.append(error("unknown-tag", message, help=how, place=span))

    def _span(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        if start.line == end.line:
            width = end.column - start.column
        elif isinstance(event, yaml.ScalarEvent):
            width = len(self._line(start.line)[start.column :].rstrip())
        else:
            width = 1
        return Place(self._file, start.line + 1, start.column + 1, max(width, 1))

    def _line(self, number: int) -> str:
        if self._lines is None:
            self._lines = self._text.splitlines()
        return self._lines[number] if number < len(self._lines) else ""


def _to_the_end(span: Place, end: Any) -> Place:
    """A collection's place: the whole of it when it is on one line, else where it begins."""
    is_on_one_line = end.line + 1 == span.line and end.column >= span.column
    if not is_on_one_line:
        return span
    return Place(span.file, span.line, span.column, end.column + 1 - span.column)


def _collection(
    value: Any, span: Place, children: Mapping[Any, _Node], keys: Mapping[Any, Place]
) -> _Node:
    size = 1 + sum(child.size for child in children.values())
    height = 1 + max((child.height for child in children.values()), default=0)
    return _Node(value, span, children, keys, size, height)


def _twice(key: str, place: Place, first: Place, *, at_top: bool) -> Diagnostic:
    return error(
        "duplicate-key",
        f"`{key}` is written twice",
        help="put what is below both under one of them, each with a key of its own"
        if at_top
        else "keep one of the two",
        place=place,
        related=(Related("first written here", first),),
    )


def _no_merge(span: Place) -> Diagnostic:
    how = "write `<<: *NAME`, or `<<: [*ONE, *TWO]`, where each names a mapping"
    return error("broken-yaml", "only mappings can be merged with `<<`", help=how, place=span)


def _unknown_anchor(name: str, span: Place) -> Diagnostic:
    how = f"write `&{name}` before the value it stands for, above this line in the same document"
    return error("unknown-anchor", f"nothing is called `&{name}` before this", help=how, place=span)


def _circular(name: str, span: Place) -> Diagnostic:
    how = "write out what is meant, without the alias"
    message = f"circular: `*{name}` stands inside of what it names"
    return error("circular-alias", message, help=how, place=span)


def _too_deep(span: Place) -> Diagnostic:
    return error(
        "too-large",
        f"this is nested more than {DEEPEST} levels deep; the file is not read",
        help="no configuration needs so many levels: look for a bracket that is not closed",
        place=span,
    )


def _too_many(span: Place) -> Diagnostic:
    return error(
        "too-large",
        f"its aliases make more than {MOST_NODES:,} values; the file is not read",
        help="use fewer aliases of large structures, or split the file",
        place=span,
    )
