"""Changes of values, list items and keys, as data, and what a document says after one. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeAlias

from pdsync.json_types import FieldPath
from pdsync.source.text.parse import read


@dataclass(frozen=True)
class Put:
    """Another value in the place of one that is written, or of nothing after a colon."""

    path: FieldPath
    value: Any


@dataclass(frozen=True)
class Add:
    """An item more in the list at `path`, or with a `name` a key more in the mapping there.

    It is put before what is at the place `before`, by default last.
    """

    path: FieldPath
    value: Any
    name: str | None = None
    before: int | None = None


@dataclass(frozen=True)
class Remove:
    """One item or key less."""

    path: FieldPath


@dataclass(frozen=True)
class Rename:
    """Another name for a key, in its place."""

    path: FieldPath
    name: str


@dataclass(frozen=True)
class Lines:
    """Other lines of YAML in the place of a key and its value: a key with its value.

    They begin at the column of the key.
    """

    path: FieldPath
    lines: tuple[str, ...]

    @property
    def reads(self) -> Mapping[str, Any]:
        """What the lines say."""
        said = read("".join(f"{line}\n" for line in self.lines), "").documents[0].data
        return {**said}


Change: TypeAlias = Put | Add | Remove | Rename | Lines


def after(data: Any, change: Change) -> Any:
    """Return what a document says once a change is made; the value given is not changed."""
    if isinstance(change, Put):
        return _at(data, change.path, lambda _: change.value)
    if isinstance(change, Add):
        return _at(data, change.path, lambda inside: _more(inside, change))
    *way, last = change.path
    if isinstance(change, Lines):
        return _at(data, tuple(way), lambda inside: _with_lines(inside, last, change.reads))
    if isinstance(change, Rename):
        return _at(data, tuple(way), lambda inside: _renamed(inside, last, change.name))
    return _at(data, tuple(way), lambda inside: _less(inside, last))


def _at(data: Any, path: FieldPath, make: Callable[[Any], Any]) -> Any:
    if not path:
        return make(data)
    step, *rest = path
    copy: Any = [*data] if isinstance(data, list) else {**data}
    copy[step] = _at(data[step], tuple(rest), make)
    return copy


def _more(inside: Any, change: Add) -> Any:
    if change.name is None:
        items = [*(inside or ())]
        items.insert(len(items) if change.before is None else change.before, change.value)
        return items
    pairs = [*(inside or {}).items()]
    pair = change.name, change.value
    pairs.insert(len(pairs) if change.before is None else change.before, pair)
    return dict(pairs)


def _renamed(inside: Any, old: str | int, new: str) -> Any:
    return {(new if name == old else name): value for name, value in inside.items()}


def _with_lines(inside: Any, old: str | int, new: Mapping[str, Any]) -> Any:
    pairs = ([*new.items()] if name == old else [(name, value)] for name, value in inside.items())
    return dict(chain.from_iterable(pairs))


def _less(inside: Any, step: str | int) -> Any:
    if isinstance(inside, list):
        return [one for index, one in enumerate(inside) if index != step]
    return {name: value for name, value in inside.items() if name != step}
