"""Scalars as they stand in a file: what is meant by an alias, and what is in a block of text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from pdsync.diagnostics import Place
from pdsync.frozen import frozen
from pdsync.source.text.parse import read


@frozen
class Original:
    """Text of a scalar, and the place where it stands: for an alias, that of its anchor."""

    text: str
    place: Place


def originals_in(texts: Mapping[str, str]) -> Callable[[Place], Original | None]:
    """Return what finds the scalar at a place; None where none begins, or nothing is written.

    A file is read when the first is asked for.
    """

    @cache
    def of(file: str) -> Mapping[Place, Original]:
        return _originals(texts[file], file)

    return lambda place: of(place.file).get(place)


def _originals(text: str, file: str) -> Mapping[Place, Original]:
    reading = read(text, file)
    found: dict[Place, Original] = {}
    for document in reading.documents:
        for path, place in document.places.values.items():
            value = document.data
            for step in path:
                value = value[step]
            if isinstance(value, str):
                found[place] = Original(str(value), place)
    for alias in reading.aliases:
        if isinstance(alias.value, str):
            found[alias.place] = Original(str(alias.value), alias.anchor)
    return found
