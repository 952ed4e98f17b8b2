"""Contents of one file as plain data, with a place for every value. Data only."""

from __future__ import annotations

from typing import Any

from pdsync.diagnostics import Diagnostic, Place
from pdsync.frozen import frozen
from pdsync.source._config import Places


@frozen
class Document:
    """One document of a file: what it says, and where."""

    data: Any
    places: Places


@frozen
class Alias:
    """A place where an alias is written, and what it stands for; `anchor` is where that is."""

    name: str
    place: Place
    anchor: Place
    value: Any


@frozen
class Reading:
    """Result of reading one file; not `whole` when the rest could not be understood."""

    documents: tuple[Document, ...]
    problems: tuple[Diagnostic, ...]
    whole: bool = True
    aliases: tuple[Alias, ...] = ()
