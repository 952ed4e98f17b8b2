"""YAML text into plain data and a place for every value. Knows nothing of kinds.

Built on the parser's events: the library's own loader would turn `10:00` into 600 and forget where
it stood. A scalar without quotes becomes `Plain` (null, ~ and nothing: None), any other `str`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

import yaml
from yaml import AliasEvent, MappingEndEvent, ScalarEvent

from pdsync.diagnostics import Diagnostic, Place, error
from pdsync.json_types import FieldPath
from pdsync.kinds import Plain
from pdsync.source._config import Places, Spots
from pdsync.source.text.broken import Stop, without_version, words_for
from pdsync.source.text.document import Alias, Document, Reading
from pdsync.source.text.foreign import conflicts, false_space, template
from pdsync.source.text.refused import (
    DEEPEST,
    MOST_NODES,
    circular,
    meaningless_tag,
    no_merge,
    too_deep,
    too_many,
    twice,
    unknown_anchor,
)

LOADER: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_NOTHING = {"", "~", "null", "Null", "NULL"}
_NONE: Mapping[Any, Any] = {}
"""What most values hold, shared by them."""


def read(text: str, file: str) -> Reading:
    """Read one file's text; `file` is its name in places.

    Every character must be one that YAML allows. Never raises for anything else.
    """
    if found := tuple(conflicts(text, file)):
        return Reading((), found, whole=False)
    composer = _Composer(text, file)
    spots = _Spots(text, file)
    try:
        documents = tuple(
            Document(node.value, Places(partial(spots.of, n), (), n, composer.of_entries(node)))
            for n, node in enumerate(composer.documents())
        )
    except Stop as stop:
        return Reading((), (*composer.problems, stop.diagnostic), whole=False)
    except yaml.YAMLError as trouble:
        return Reading((), (*composer.problems, words_for(trouble, text, file)), whole=False)
    return Reading(documents, tuple(composer.problems), aliases=tuple(composer.aliases))


@dataclass(slots=True)
class _Node:
    """A value, the event that begins it, and for a collection the mark where it ends.

    `keys` are the events of the names; `size` and `height` count what it holds once aliases are
    expanded.
    """

    value: Any
    event: Any
    end: Any = None
    children: Mapping[Any, _Node] = field(default_factory=dict)
    keys: Mapping[Any, Any] = field(default_factory=dict)
    size: int = 1
    height: int = 0


class _Plains(dict[str, Plain]):
    """Scalars without quotes by their text: names of fields stand in a file over and over."""

    def __missing__(self, text: str) -> Plain:
        self[text] = Plain(text)
        return self[text]


class _Spots:
    """Places of the values of a file, which is read once more when the first is asked for.

    Most files have nothing wrong in them, and a place for each of their values would take more
    memory than all that they say.
    """

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file

    def of(self, document: int) -> Spots:
        """Return the places of the values of one document, and of the names before them."""
        return self._all[document]

    @cached_property
    def _all(self) -> Sequence[Spots]:
        composer = _Composer(self._text, self._file)
        return [composer.spots(node) for node in composer.documents()]


class _Composer:
    """Builds the nodes of one file; collects what is wrong but can be read past."""

    def __init__(self, text: str, file: str) -> None:
        self.problems: list[Diagnostic] = []
        self.aliases: list[Alias] = []
        self._text = text
        self._file = file
        self._lines: list[str] | None = None
        self._anchors: dict[str, _Node | None] = {}
        self._plains = _Plains()
        self._count = 0

    def documents(self) -> Iterator[_Node]:
        self._events = iter(LOADER(without_version(self._text)).get_event, None)
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                self._anchors = {}
                yield self._node(next(self._events), 0)

    def of_entries(self, node: _Node) -> dict[FieldPath, Place]:
        """Return the places of the names that stand in the sections of a document."""
        return {
            (section, name): self._span(event)
            for section, child in node.children.items()
            for name, event in child.keys.items()
            if name in child.children
        }

    def spots(self, node: _Node) -> Spots:
        """Return the places of all that a node holds."""
        values: dict[FieldPath, Place] = {}
        keys: dict[FieldPath, Place] = {}
        self._spread(node, (), values, keys)
        return values, keys

    def _spread(
        self,
        node: _Node,
        path: FieldPath,
        values: dict[FieldPath, Place],
        keys: dict[FieldPath, Place],
    ) -> None:
        values[path] = self._place(node)
        for step, child in node.children.items():
            inner = (*path, step)
            if step in node.keys:
                keys[inner] = self._span(node.keys[step])
            self._spread(child, inner, values, keys)

    def _node(self, event: Any, depth: int) -> _Node:
        if isinstance(event, AliasEvent):
            return self._alias(event, depth)
        if depth > DEEPEST:
            raise Stop(too_deep(self._span(event)))
        if event.tag is not None:
            self.problems.append(meaningless_tag(event.tag, self._span(event)))
        self._spend(1, event)
        if event.anchor is None:
            return self._content(event, depth)
        self._anchors[event.anchor] = None
        node = self._anchors[event.anchor] = self._content(event, depth)
        return node

    def _content(self, event: Any, depth: int) -> _Node:
        if isinstance(event, ScalarEvent):
            is_null = event.value in _NOTHING and not event.style
            return _Node(None if is_null else self._text_of(event), event, None, _NONE, _NONE)
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        return self._mapping(event, depth) if is_mapping else self._sequence(event, depth)

    def _text_of(self, scalar: Any) -> str:
        text: str = scalar.value
        if not (scalar.style or text.isascii()):
            number = scalar.start_mark.line
            if wrong := false_space(self._line(number), self._file, number):
                raise Stop(wrong)
        return text if scalar.style else self._plains[text]

    def _sequence(self, start: Any, depth: int) -> _Node:
        items: list[_Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        children = dict(enumerate(items))
        return _sized(_Node([item.value for item in items], start, event.end_mark, children))

    def _mapping(self, start: Any, depth: int) -> _Node:
        children: dict[Any, _Node] = {}
        keys: dict[Any, Any] = {}
        merges: _Node | None = None
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = self._key(event, depth)
            value = self._node(next(self._events), depth + 1)
            if key is None:
                continue
            if key in keys:
                here, first = self._span(event), self._span(keys[key])
                self.problems.append(twice(key, here, first, at_top=depth == 0))
                continue
            keys[key] = event
            if key == "<<" and isinstance(key, Plain):
                merges = value
            else:
                children[key] = value
        if merges is not None:
            del keys["<<"]
            own = _Node({}, start, event.end_mark, children, keys)
            children, keys = self._merged(merges, own)
        values = {key: child.value for key, child in children.items()}
        return _sized(_Node(values, start, event.end_mark, children, keys))

    def _key(self, event: Any, depth: int) -> str | None:
        if isinstance(event, ScalarEvent) and event.tag is None and event.anchor is None:
            return self._text_of(event)
        node = self._node(event, depth + 1)
        if isinstance(node.value, str):
            return node.value
        self.problems.append(self._no_name(self._span(event)))
        return None

    def _no_name(self, span: Place) -> Diagnostic:
        if found := template(self._line(span.line - 1), span):
            return found
        return error(
            "broken-yaml",
            "a list or a mapping cannot stand before a `:`",
            help="write a name there; text that begins with { or [ belongs in quotes",
            place=span,
        )

    def _merged(self, merges: _Node, own: _Node) -> tuple[dict[Any, _Node], dict[Any, Any]]:
        sources = list(merges.children.values()) if isinstance(merges.value, list) else [merges]
        children: dict[Any, _Node] = {}
        keys: dict[Any, Any] = {}
        for source in (*reversed(sources), own):
            if not isinstance(source.value, dict):
                self.problems.append(no_merge(self._place(source)))
                continue
            children |= source.children
            keys |= source.keys
        return children, keys

    def _alias(self, event: Any, depth: int) -> _Node:
        name = str(event.anchor)
        if name not in self._anchors:
            self.problems.append(unknown_anchor(name, self._span(event)))
            return _Node(None, event)
        node = self._anchors[name]
        if node is None:
            self.problems.append(circular(name, self._span(event)))
            return _Node(None, event)
        if depth + node.height > DEEPEST:
            raise Stop(too_deep(self._span(event)))
        self._spend(node.size, event)
        self.aliases.append(Alias(name, self._span(event), self._place(node), node.value))
        return replace(node, event=event, end=None)

    def _spend(self, size: int, event: Any) -> None:
        self._count += size
        if self._count > MOST_NODES:
            raise Stop(too_many(self._span(event)))

    def _place(self, node: _Node) -> Place:
        """Return a value's place; of a collection the whole if on one line, else its beginning."""
        span = self._span(node.event)
        if node.end is None or node.end.line + 1 != span.line or node.end.column < span.column:
            return span
        return replace(span, width=node.end.column + 1 - span.column)

    def _span(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        if start.line == end.line:
            width = end.column - start.column
        elif isinstance(event, ScalarEvent):
            width = len(self._line(start.line)[start.column :].rstrip())
        else:
            width = 1
        return Place(self._file, start.line + 1, start.column + 1, max(width, 1))

    def _line(self, number: int) -> str:
        if self._lines is None:
            self._lines = self._text.splitlines()
        return self._lines[number] if number < len(self._lines) else ""


def _sized(node: _Node) -> _Node:
    """Return the same collection, with how much it holds."""
    for child in node.children.values():
        node.size += child.size
        node.height = max(node.height, child.height)
    node.height += 1
    return node
