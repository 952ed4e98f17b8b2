"""Contents of one file as plain data, with a place for every value. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pdsync.diagnostics import Diagnostic, Place
from pdsync.source._config import Places


@dataclass(frozen=True)
class Document:
    """One document of a file: what it says, and where."""

    data: Any
    places: Places


@dataclass(frozen=True)
class Alias:
    """A place where an alias is written, and what it stands for; `anchor` is where that is."""

    name: str
    place: Place
    anchor: Place
    value: Any


@dataclass(frozen=True)
class Reading:
    """Result of reading one file; not `whole` when the rest could not be understood."""

    documents: tuple[Document, ...]
    problems: tuple[Diagnostic, ...]
    whole: bool = True
    aliases: tuple[Alias, ...] = ()
