"""Changes of the account taken over into files: what differs, and as little of it as will do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from pdsync.dump.alterations import Alterations, Care
from pdsync.dump.entries import Writing
from pdsync.dump.references import References
from pdsync.dump.wish import Thing
from pdsync.dump.yaml_text import yaml_text
from pdsync.frozen import frozen
from pdsync.json_types import FieldPath
from pdsync.kinds import AsOf, Kind, Plain, Resource, TeamMember
from pdsync.reconcile import Live, Snapshot
from pdsync.source import Config, Entry
from pdsync.source.departure import Documents
from pdsync.source.edit import Add, Change, Edit, Edited, Lines, NotEditable, Put, edited


class AsRead:
    """Account as it was read, and the keys that the configuration has for what is in it."""

    def __init__(self, snapshot: Snapshot, keys: Mapping[Thing, str], now: datetime) -> None:
        self.now = now
        self._writing = Writing(References(snapshot, keys), AsOf(now), frozenset(), {})

    def body(self, live: Live, key: str) -> dict[str, object]:
        """Return a live resource as a dump would write it."""
        parent, _, own = key.rpartition("/")
        return self._writing.entry(live, own, parent or None).body or {}


@frozen
class Differing:
    """Entry with the live resource that it is, and the fields in which they differ.

    `turns` is the field of a schedule in which whose turn it is is to be written too, where nothing
    there says so.
    """

    entry: Entry
    live: Live
    fields: Sequence[str]
    turns: str | None = None


WAYS: tuple[Care | None, ...] = (
    Care(ordered=False, complete=False),
    Care(ordered=True, complete=False),
    Care(ordered=True, complete=True),
    None,
)
"""Ways to write what differs, the one that changes least first; None writes whole fields anew."""


def taken_over(
    config: Config, differing: Iterable[Differing], as_read: AsRead, way: Care | None
) -> Edited:
    """Write what differs as the account has it; raises NotEditable where something cannot be."""
    takings = (_taking(config, one, as_read, way) for one in differing)
    return edited(config, [edit for one in takings for edit in one.edits()])


def _taking(config: Config, one: Differing, as_read: AsRead, way: Care | None) -> _Taking:
    entry = one.entry
    body = {"name": one.live.name, **as_read.body(one.live, entry.key)}
    said = Documents(config).of(entry)
    for step in entry.places.prefix:
        said = said[step]
    body |= {name: _in_form_of(said.get(name), body[name]) for name in one.fields if name in body}
    return _Taking(one, said, body, _Same(one.live.kind, entry.key, body), way)


@frozen
class _Taking:
    """Entry that is to say what the live body does: what differs, and in which way it is written.

    `said` is the entry as its document has it.
    """

    differing: Differing
    said: Mapping[str, Any]
    body: Mapping[str, object]
    same: _Same
    care: Care | None

    def edits(self) -> Iterator[Edit]:
        """Yield the edits of each field that differs; raises NotEditable for what has no words."""
        entry = self.differing.entry
        turns = [self.differing.turns] if self.differing.turns else []
        for field in dict.fromkeys((*self.differing.fields, *turns)):
            if field not in self.body:
                raise NotEditable(
                    f"`{field}` is not as the account has it, and cannot be written here",
                    "change it by hand, or leave it out so that it stays the account's",
                )
            for change in self._changes(entry, field):
                yield Edit(entry.place.file, entry.places.document, change)

    def _changes(self, entry: Entry, field: str) -> Iterable[Change]:
        written = next((one for one in names_of(entry, field) if entry.places.has((one,))), None)
        live = _as_loaded(self.body[field])
        if written is None:
            return [Add(entry.places.prefix, live, field)]
        way = (*entry.places.prefix, written)
        if self.care is not None:
            care = replace(self.care, turns=bool(self.differing.turns))
            found = Alterations(care, self.same.may_stand)
            return found.between(self.said[written], live, way, (field,))
        if _is_inline(entry, written):
            return [Put(way, live)]
        return [Lines(way, tuple(yaml_text({field: self.body[field]}, {}).splitlines()))]


def _in_form_of(said: Any, live: object) -> object:
    """Return people with roles as a list, where that is how they are written."""
    if not isinstance(said, list) or not isinstance(live, Mapping):
        return live
    return [
        user if role == TeamMember.model_fields["role"].default else {"user": user, "role": role}
        for user, role in live.items()
    ]


class _Same:
    """Judge of written values: do they mean what the live body says?"""

    def __init__(self, kind: Kind, key: str, body: Mapping[str, Any]) -> None:
        parent, _, own = key.rpartition("/")
        self._kind, self._key, self._parent = kind, own, parent or None
        self._body = {name: _as_loaded(value) for name, value in body.items()}
        self._live = self._read(self._body)

    def may_stand(self, path: FieldPath, value: Any) -> bool:
        """Return True if a value in the place of another leaves the meaning as it is."""
        found = self._read(_replaced(self._body, path, value))
        return found is not None and found == self._live

    def _read(self, body: dict[str, Any]) -> Resource | None:
        whole = self._kind.endpoint.completed(self._key, self._parent, body)
        try:
            return self._kind.model.model_validate(whole)
        except ValidationError:
            return None


def _replaced(data: Any, path: FieldPath, value: Any) -> Any:
    if not path:
        return value
    step, *rest = path
    copy: Any = [*data] if isinstance(data, list) else {**data}
    copy[step] = _replaced(copy[step], tuple(rest), value) if rest else value
    return copy


def _is_inline(entry: Entry, field: str) -> bool:
    """Return True if a value begins on the line of its name."""
    return entry.places.value((field,)).line == entry.places.key((field,)).line


def _as_loaded(value: object) -> object:
    """Return plain data as it is read of YAML, where every scalar without quotes is a text."""
    if isinstance(value, Mapping):
        return {name: _as_loaded(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_as_loaded(one) for one in value]
    if isinstance(value, bool):
        return Plain("true" if value else "false")
    return Plain(value) if isinstance(value, int) else value


def names_of(entry: Entry, field: str) -> tuple[str, ...]:
    """Return the names under which a field may stand, given the one for people."""
    model = type(entry.resource)
    names = (model.names_of(one) for one in model.model_fields)
    return next((one for one in names if field in one), (field,))
