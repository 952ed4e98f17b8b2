"""Answers of the API, looked at before anything is read from them. Reads only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pdsync.errors import NotWhole
from pdsync.kinds import Kind
from pdsync.reconcile._remote import Query, Remote, request

_AGAIN = "try again: nothing is made of an answer that is not whole"


def read_one(remote: Remote, kind: Kind, ident: str, params: Query = ()) -> Mapping[str, Any]:
    """One resource of a kind, by id; raises NotWhole where the answer does not hold it."""
    path = f"{kind.endpoint.path}/{ident}"
    return part_of(remote.get(path, params), kind.endpoint.singular, request(path, params))


def part_of(body: Any, name: str, asked: str) -> Mapping[str, Any]:
    """The object with an id that an answer wraps; raises NotWhole where there is none."""
    found = body.get(name) if isinstance(body, Mapping) else None
    if not isinstance(found, Mapping) or not has_id(found):
        raise NotWhole(f"{asked}: the answer holds no `{name}` with an id", hint=_AGAIN)
    return found


def items_of(body: Any, name: str, asked: str) -> list[Any]:
    """Return the list in an answer; raises NotWhole where there is none."""
    found = body.get(name) if isinstance(body, Mapping) else None
    if not isinstance(found, list):
        raise NotWhole(f"{asked}: the answer holds no list `{name}`", hint=_AGAIN)
    return found


def list_of(body: Any, name: str, asked: str) -> list[Mapping[str, Any]]:
    """The list of objects with ids in an answer; raises NotWhole where there is none."""
    return with_ids(items_of(body, name, asked), name, asked)


def with_ids(items: Any, name: str, asked: str) -> list[Mapping[str, Any]]:
    """The items themselves; raises NotWhole where one of them is not to be told from others."""
    if not all(isinstance(one, Mapping) and has_id(one) for one in items):
        raise NotWhole(f"{asked}: an entry of the list `{name}` has no id", hint=_AGAIN)
    return list(items)


def has_id(found: Mapping[str, Any]) -> bool:
    """Return True if it has an id."""
    return isinstance(found.get("id"), str) and bool(found["id"])


def objects(value: Any) -> list[Mapping[str, Any]]:
    """The objects in what should be a list of them; of anything else, none."""
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
