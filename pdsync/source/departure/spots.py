"""Spots: where the files name a person, and in which form. Reads; edits nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from pdsync.diagnostics import Place
from pdsync.frozen import frozen
from pdsync.json_types import FieldPath
from pdsync.kinds import Ref
from pdsync.source._config import Config, Entry
from pdsync.source._fields import place_of, written_path
from pdsync.source.edit.renaming import text_way
from pdsync.source.text.parse import read


@frozen
class Leaver:
    """Somebody who leaves, by e-mail and, where an account was asked, id; and who comes instead."""

    email: str
    id: str | None = None
    instead: str | None = None

    def is_meant_by(self, ref: Ref) -> bool:
        """Return True for a reference to whoever leaves."""
        return ref.is_user(self.email, self.id)


@frozen
class Documents:
    """Documents of a configuration, each as plain data."""

    config: Config

    @cached_property
    def _read(self) -> dict[str, list[Any]]:
        return {}

    def of(self, entry: Entry) -> Any:
        """Return the whole document in which an entry is written."""
        file = entry.place.file
        if file not in self._read:
            self._read[file] = [one.data for one in read(self.config.texts[file], file).documents]
        return self._read[file][entry.places.document]


@frozen
class Spot:
    """Spot that names the leaver; all ways lead there from the entry.

    `path` is by the fields of the model, `way` by what is written. In a list, an item of `holder`
    or one of its names, `step`, goes when they leave; without a `step` it stands there alone.
    """

    entry: Entry
    path: FieldPath
    way: FieldPath
    holder: FieldPath
    step: str | int | None
    place: Place

    @property
    def list_path(self) -> FieldPath:
        """Path of the list that it is an item of, by the fields of the model; () for none."""
        return _item(self.path)[:-1]

    @property
    def is_name(self) -> bool:
        """True for a name of a mapping."""
        return isinstance(self.step, str)


def spots(config: Config, leaver: Leaver, documents: Documents) -> Iterator[Spot]:
    """Yield every spot that names the leaver, in the order of the files."""
    found = [
        _spot(entry, path, documents.of(entry))
        for entry in config.entries
        for path, ref in entry.refs
        if leaver.is_meant_by(ref)
    ]
    yield from sorted(found, key=lambda one: one.place)


def _spot(entry: Entry, path: FieldPath, document: Any) -> Spot:
    item = _item(path)
    if not item:
        way = text_way(entry, path, "user")
        return Spot(entry, path, way, way, None, place_of(entry, path))
    holder = written(entry, item[:-1])
    one = (*holder, item[-1])
    if entry.places.has(one):
        return Spot(entry, path, text_way(entry, path, "user"), holder, item[-1],
                    entry.places.value(one))  # fmt: skip
    data = at(document, (*entry.places.prefix, *holder))
    name = [*data][int(item[-1])] if isinstance(data, Mapping) and len(data) > int(item[-1]) else ""
    if "@" in str(name):
        way = (*holder, name)
        return Spot(entry, path, way, holder, name, entry.places.key(way))
    way = text_way(entry, path, "user")
    way = way if entry.places.has(way) else holder
    return Spot(entry, path, way, holder, None, entry.places.value(holder))


def _item(path: FieldPath) -> FieldPath:
    """Return the part of a path that leads to the item of a list; () where it leads to none."""
    own = path[:-1] if path[-1:] == ("user",) else path
    return own if own and isinstance(own[-1], int) else ()


def written(entry: Entry, path: FieldPath) -> FieldPath:
    """Return a path by what is written; one thing where a list may stand has no number."""
    way = written_path(type(entry.resource), entry.places, path)
    return tuple(
        step
        for place, step in enumerate(way)
        if isinstance(step, str) or entry.places.has(way[: place + 1])
    )


def at(data: Any, way: FieldPath) -> Any:
    """Return what is written at the end of a way; None where nothing is."""
    for step in way:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data
