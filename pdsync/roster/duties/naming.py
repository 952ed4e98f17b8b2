"""Places of the files that name a person. Reads a configuration; asks no schedule."""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Place
from pdsync.frozen import frozen
from pdsync.json_types import FieldPath
from pdsync.kinds import Ref
from pdsync.source import Config, Entry, place_of


@frozen
class Identity:
    """A person, by e-mail and, where an account was asked, id and name."""

    email: str
    id: str | None = None
    name: str | None = None

    @property
    def token(self) -> str:
        """The token that a roster has for them."""
        return self.id or self.email

    def is_meant_by(self, ref: Ref) -> bool:
        """Return True for a reference to this person."""
        return ref.is_user(self.email, self.id)


@frozen
class Naming:
    """A place in which an entry names a person; `path` leads there from the entry."""

    entry: Entry
    path: FieldPath
    place: Place


def namings(config: Config, who: Identity) -> tuple[Naming, ...]:
    """Return every place that names a person, in the order of the files."""
    found = (one for entry in config.entries for one in _in_entry(entry, who))
    return tuple(sorted(found, key=lambda one: one.place))


def _in_entry(entry: Entry, who: Identity) -> Iterator[Naming]:
    for path, ref in entry.refs:
        if who.is_meant_by(ref):
            yield Naming(entry, path, _place(entry, path, who.email))


def _place(entry: Entry, path: FieldPath, email: str) -> Place:
    """Return where they are written: people may be the names of a mapping too."""
    ways = ((*path[:end], email) for end in range(1, len(path)))
    way = next((one for one in ways if entry.places.has(one)), None)
    return entry.places.key(way) if way else place_of(entry, path)
