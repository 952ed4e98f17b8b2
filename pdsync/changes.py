"""Changes of values, list items, keys and comments of files, as data. Makes none of them."""

from __future__ import annotations

from typing import Any, TypeAlias

from pdsync.frozen import frozen
from pdsync.json_types import FieldPath


@frozen
class Put:
    """Another value in the place of one that is written, or of nothing after a colon."""

    path: FieldPath
    value: Any


@frozen
class Add:
    """An item more in the list at `path`, or with a `name` a key more in the mapping there.

    It is put before what is at the place `before`, by default last.
    """

    path: FieldPath
    value: Any
    name: str | None = None
    before: int | None = None


@frozen
class Remove:
    """One item or key less."""

    path: FieldPath


@frozen
class Rename:
    """Another name for a key, in its place."""

    path: FieldPath
    name: str


@frozen
class Lines:
    """Other lines of YAML in the place of a key and its value: a key with its value.

    They begin at the column of the key.
    """

    path: FieldPath
    lines: tuple[str, ...]


@frozen
class Comment:
    """Another comment in the place of one, or none: then its line goes too, if it has one alone."""

    line: int
    column: int
    old: str
    new: str = ""
    path: FieldPath = ()


Change: TypeAlias = Put | Add | Remove | Rename | Lines | Comment


@frozen
class Edit:
    """A change of one document of a file; documents are counted from 0."""

    file: str
    document: int
    change: Change
