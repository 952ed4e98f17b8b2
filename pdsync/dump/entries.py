"""Entries of a dump: live resources as they stand in the YAML, each read back to be sure. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from pdsync.dump.other_fields import OtherField, other_fields
from pdsync.dump.references import References
from pdsync.dump.wish import Thing
from pdsync.dump.yaml_text import Path
from pdsync.frozen import frozen
from pdsync.kinds import PROBLEM, Among, AnyOrder, AsOf, Kind, Ref, Roles
from pdsync.reconcile import Live

Comments = dict[Path, tuple[str, ...]]


@frozen
class DumpEntry:
    """Live resource as it is written: its body, comments by path in it, and what is unsaid.

    `others` are fields of PagerDuty's that the YAML has no name for. `body` is None where nothing
    of it can be written.
    """

    live: Live
    key: str
    body: dict[str, Any] | None
    comments: Mapping[Path, tuple[str, ...]]
    unsaid: tuple[str, ...]
    others: tuple[OtherField, ...] = ()

    @property
    def thing(self) -> Thing:
        """Its kind and id."""
        return self.live.kind.name, self.live.id


@frozen
class Writing:
    """All that it takes to write an entry.

    `by_id` are those that must say their id, since others have their name; `left` are fields that
    are not written, with the reason.
    """

    references: References
    as_of: AsOf
    by_id: frozenset[Thing]
    left: Mapping[tuple[str, str, str], str]

    def entry(self, live: Live, key: str, parent: str | None = None) -> DumpEntry:
        """Write a live resource under a key."""
        kind = live.kind
        found = kind.as_written(live.resource(self.as_of.now), self.as_of)
        comments: Comments = {path: tuple(said) for path, said in found.comments.items()}
        body = self._plain(found.fields, (), comments)
        unsaid = [*found.unsaid, *(one for one in self._unread(live))]
        for name in [*body]:
            if why := self.left.get((kind.name, live.id, name)):
                del body[name]
                unsaid.append(f"`{name}`: {why}")
        refused = _refused(kind, key, parent, body)
        unsaid += [f"`{name}`: {why}" for name, why in refused.items()]
        body = {name: value for name, value in body.items() if name not in refused}
        if "" in refused:
            return DumpEntry(live, key, None, {}, (refused[""],))
        body = self._identified(live, key, body, by_id=bool(refused))
        kept = {path: said for path, said in comments.items() if not path or path[0] in body}
        others = tuple(other_fields(live, self.as_of.now))
        told = [*unsaid, *([", ".join(f"`{one.name}`" for one in others)] if others else [])]
        if told:
            kept[()] = (*kept.get((), ()), *(f"Not here: {one}" for one in told))
        return DumpEntry(live, key, body, kept, tuple(unsaid), others)

    def _unread(self, live: Live) -> list[str]:
        unread = live.resource(self.as_of.now).unread
        return [f"{live.request} gave it {one}" for one in unread if not _is_none(live, one.field)]

    def _identified(
        self, live: Live, key: str, body: dict[str, Any], *, by_id: bool
    ) -> dict[str, Any]:
        """Return the body with a name, unless that is the key, and an id where it needs one."""
        named = {} if body.get("name") == key else {"name": body.get("name")}
        is_named = live.kind.endpoint.named and "name" in body
        needs_id = by_id or (live.kind.name, live.id) in self.by_id
        return {
            **(named if is_named else {}),
            **({"id": live.id} if needs_id and live.kind.endpoint.named else {}),
            **{name: value for name, value in body.items() if name != "name"},
            **({"protected": True} if live.mark and live.mark.protected else {}),
        }

    def _plain(self, value: Any, path: Path, comments: Comments) -> Any:
        """Return a value as plain data; what its references lead to is said in comments."""
        if isinstance(value, Ref | Among):
            ref = value.ref if isinstance(value, Among) else value
            written = self.references.write(ref, among=isinstance(value, Among))
            if written.gone:
                comments[path] = (*comments.get(path, ()), written.gone)
            return written.value
        if isinstance(value, Roles):
            return self._roles(value, path, comments)
        if isinstance(value, AnyOrder):
            return self._sorted(value, path, comments)
        if isinstance(value, Mapping):
            parts = value.items()
            return {name: self._plain(one, (*path, name), comments) for name, one in parts}
        if isinstance(value, tuple | list):
            return [self._plain(one, (*path, at), comments) for at, one in enumerate(value)]
        return value

    def _roles(self, pairs: Roles, path: Path, comments: Comments) -> Any:
        """Return people with their roles, as a mapping if all of them have an e-mail."""
        listed = AnyOrder({"user": user, "role": role} for user, role in pairs)
        made = self._sorted(listed, path, comments)
        known = all(isinstance(one["user"], str) for one in made)
        return {one["user"]: one["role"] for one in made} if known and made else made

    def _sorted(self, items: AnyOrder, path: Path, comments: Comments) -> list[Any]:
        """Return items in the order of their text, which is the same each time."""
        made: list[tuple[str, Any, Comments]] = []
        for one in items:
            own: Comments = {}
            item = self._plain(one, (), own)
            made.append((json.dumps(item, sort_keys=True, ensure_ascii=False), item, own))
        made.sort(key=lambda one: (one[0].casefold(), one[0]))
        for at, (_, _, own) in enumerate(made):
            comments |= {(*path, at, *inner): said for inner, said in own.items()}
        return [item for _, item, _ in made]


def _is_none(live: Live, name: str) -> bool:
    """Return True for a field that does not come where there is none.

    What cannot be marked has the fields of its type alone, and some fields are told on request.
    """
    kind = live.kind
    is_there = kind.wire_names.get(name, name) in live.raw
    asked = kind.includes.get(name)
    was_asked = kind.endpoint.zoned or not asked or asked in live.request
    return not is_there and not (kind.marked and was_asked)


def _refused(kind: Kind, key: str, parent: str | None, body: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of a body that the model does not take, with what is wrong with each.

    Under an empty name stands what is wrong with the whole.
    """
    whole: dict[str, Any] = kind.endpoint.completed(key, parent, body)
    refused: dict[str, str] = {}
    while found := _reasons(kind, whole):
        if [*found] == [""] and refused and "id" not in whole:
            whole["id"] = _SOME_ID  # what something is left out of says which one it is
            continue
        refused |= found
        if "" in refused:
            break
        whole = {name: value for name, value in whole.items() if name not in found}
    return refused


_SOME_ID = "PAAAAAA"


def _reasons(kind: Kind, whole: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wrong with each field of a body."""
    try:
        kind.model.model_validate(whole)
    except ValidationError as trouble:
        found: dict[str, str] = {}
        for one in trouble.errors(include_url=False):
            name = str(one["loc"][0]) if one["loc"] else ""
            message = one["ctx"]["message"] if one["type"] == PROBLEM else "pdsync knows no such"
            found.setdefault(name if name in whole else "", str(message))
        return found
    return {}
