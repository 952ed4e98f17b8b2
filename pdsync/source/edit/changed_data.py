"""What a document says after a change. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any

from pdsync.changes import Add, Change, Comment, Lines, Put, Rename
from pdsync.json_types import FieldPath
from pdsync.source.text.parse import read


def after(data: Any, change: Change) -> Any:
    """Return what a document says once a change is made; the value given is not changed."""
    if isinstance(change, Comment):
        return data
    if isinstance(change, Put):
        return _at(data, change.path, lambda _: change.value)
    if isinstance(change, Add):
        return _at(data, change.path, lambda inside: _more(inside, change))
    *way, last = change.path
    if isinstance(change, Lines):
        return _at(data, tuple(way), lambda inside: _with_lines(inside, last, _said(change)))
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


def _said(change: Lines) -> Mapping[str, Any]:
    text = "".join(f"{line}\n" for line in change.lines)
    return {**read(text, "").documents[0].data}
