"""References by key: whether the configuration has what they name. Knows nothing of the account.

People and vendors, `{name: …}` and `{id: …}` are left to the plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from pdsync.diagnostics import Diagnostic, Place, error
from pdsync.frozen import frozen
from pdsync.json_types import FieldPath
from pdsync.kinds import KINDS, Ref, near_key
from pdsync.on_demand import regex
from pdsync.source._config import Entry
from pdsync.source._fields import place_of, takes_null
from pdsync.source._partly import written_refs
from pdsync.source._sections import Written
from pdsync.source._unknown_fields import a

# A search compares with every key. Whoever has more unknown references misses a file, not a letter.
_MOST_SEARCHES = 30
_NEEDS_NO_QUOTES = regex(r"(?!(?:null|~)$)[\w.-][\w .-]*", re.IGNORECASE)
_NULLS = {"null", "~"}
_ID = regex(r"(?:https://.*/)?([PQ](?=[A-Z]*[0-9])[A-Z0-9]{6,13})(?:[/?#].*)?")
"""An id of PagerDuty, or the address of the page or the answer that has it."""


@frozen
class Declared:
    """The keys written for each kind, and the key of each name, in lowercase.

    `near` remembers the nearest key of each unknown one.
    """

    keys: Mapping[str, frozenset[str]]
    names: Mapping[tuple[str, str], str]
    near: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def nearest(self, kind: str, key: str) -> str | None:
        """The nearest key of a kind, if there is one; not looked for too often."""
        if (kind, key) not in self.near and len(self.near) < _MOST_SEARCHES:
            self.near[kind, key] = near_key(key, self.keys.get(kind, ()))
        return self.near.get((kind, key))


def unknown_references(
    entries: Iterable[Entry], unfit: Iterable[Written], keys: Mapping[str, frozenset[str]]
) -> Iterator[Diagnostic]:
    """Yield the unknown references by key; `keys` are all that are written for each kind.

    Those of entries that cannot be read whole are looked at as well.
    """
    entries = list(entries)
    names = {(entry.kind, str(entry.resource.name).lower()): entry.key for entry in entries}
    declared = Declared(keys, names)
    for entry in entries:
        for path, ref in entry.refs:
            if key := _unknown_key(ref, keys):
                null = takes_null(type(entry.resource), path)
                yield _unknown(ref, key, place_of(entry, path), declared, null=null)
            elif (ref.kind, ref.key) == (entry.kind, entry.key):
                yield _itself(entry, path)
    for each in unfit:
        for path, ref in written_refs(each.kind.model, each.body or {}):
            if key := _unknown_key(ref, keys):
                null = takes_null(each.kind.model, path)
                yield _unknown(ref, key, each.places.value(path), declared, null=null)


def _itself(entry: Entry, path: FieldPath) -> Diagnostic:
    title = entry.kind.replace("_", " ")
    return error(
        "invalid-value",
        f"this names {title} `{entry.key}` itself",
        help=f"write another {title}, or delete it",
        place=place_of(entry, path),
    )


def _unknown_key(ref: Ref, keys: Mapping[str, frozenset[str]]) -> str | None:
    is_ours = ref.kind in KINDS and KINDS[ref.kind].managed
    return ref.key if is_ours and ref.key not in keys.get(ref.kind, ()) else None


def _unknown(ref: Ref, key: str, place: Place, declared: Declared, *, null: bool) -> Diagnostic:
    message = f"there is no {KINDS[ref.kind].title} `{key}` in this configuration"
    how = _meant(ref.kind, key, declared)
    if null and key.lower() in _NULLS:
        how = f"write `null` without quotes if none is meant; {how}"
    return error("unknown-reference", message, help=how, place=place)


def _by_id(kind: str, ident: str) -> str:
    if kind != "schedule":
        return f"write {{id: {ident}}} for one that is only in the account"
    return f"write {{schedule: {{id: {ident}}}}}, or {{user: {{id: {ident}}}}} for a person"


def _meant(kind: str, key: str, declared: Declared) -> str:
    named = declared.names.get((kind, key.lower()))
    if named:
        return f"did you mean `{named}`, whose name this is?"
    near = declared.nearest(kind, key)
    if near:
        return f"did you mean `{near}`?"
    others = [other for other in KINDS.values() if key in declared.keys.get(other.name, ())]
    if others:
        return f"`{key}` is {a(others[0].title)}; {a(KINDS[kind].title)} belongs here"
    if found := _ID.fullmatch(key):
        return _by_id(kind, found[1])
    name = key if _NEEDS_NO_QUOTES.fullmatch(key) else f'"{key}"'
    return f"write {{name: {name}}} if it lives in the account and not in this configuration"
