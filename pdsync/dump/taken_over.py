"""Changes of the account taken over into a file: the fields that differ, as a dump writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from pdsync.dump.entries import Writing
from pdsync.dump.references import References
from pdsync.dump.wish import Thing
from pdsync.dump.yaml_text import yaml_text
from pdsync.json_types import FieldPath
from pdsync.kinds import Plain
from pdsync.reconcile import Live, Snapshot
from pdsync.source import Config, Entry
from pdsync.source.edit import Edit, Edited, Lines, NotEditable, Put, edited


class AsRead:
    """Account as it was read, and the keys that the configuration has for what is in it."""

    def __init__(self, snapshot: Snapshot, keys: Mapping[Thing, str], now: datetime) -> None:
        nothing: Mapping[tuple[str, str, str], str] = {}
        self._writing = Writing(
            References(snapshot, keys), now, anchors=True, by_id=frozenset(), left=nothing
        )

    def body(self, live: Live, key: str) -> dict[str, object]:
        """Return a live resource as a dump would write it."""
        parent, _, own = key.rpartition("/")
        return self._writing.entry(live, own, parent or None).body or {}


def taken_over(
    config: Config, entry: Entry, live: Live, fields: Iterable[str], as_read: AsRead
) -> Edited:
    """Write fields of an entry as the account has them; raises NotEditable where one cannot be."""
    return edited(config, _edits(entry, live, fields, as_read))


def _edits(entry: Entry, live: Live, fields: Iterable[str], as_read: AsRead) -> Iterator[Edit]:
    body = {"name": live.name, **as_read.body(live, entry.key)}
    for field in fields:
        written = next((one for one in _names(entry, field) if entry.places.has((one,))), None)
        if field not in body or written is None:
            raise NotEditable(
                f"`{field}` is not as the account has it, and cannot be written here",
                "change it by hand, or leave it out so that it stays the account's",
            )
        way = (*entry.places.prefix, written)
        change = _change(way, field, body[field], inline=_is_inline(entry, written))
        yield Edit(entry.place.file, entry.places.document, change)


def _is_inline(entry: Entry, field: str) -> bool:
    """Return True if a value begins on the line of its name."""
    return entry.places.value((field,)).line == entry.places.key((field,)).line


def _change(way: FieldPath, field: str, value: object, *, inline: bool) -> Put | Lines:
    """Return the change of a value: in its place where it is on one line, else of all its lines."""
    if inline:
        return Put(way, _as_loaded(value))
    return Lines(way, tuple(yaml_text({field: value}, {}).splitlines()))


def _as_loaded(value: object) -> object:
    """Return plain data as it is read of YAML, where every scalar without quotes is a text."""
    if isinstance(value, Mapping):
        return {name: _as_loaded(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_as_loaded(one) for one in value]
    if isinstance(value, bool):
        return Plain("true" if value else "false")
    return Plain(value) if isinstance(value, int) else value


def _names(entry: Entry, field: str) -> tuple[str, ...]:
    """Return the names under which a field may stand, given the one for people."""
    model = type(entry.resource)
    names = (model.names_of(one) for one in model.model_fields)
    return next((one for one in names if field in one), (field,))
