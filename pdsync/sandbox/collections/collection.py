"""List, get, create, update and delete for any resource: the habits all collections share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from pdsync.sandbox._errors import Refused, invalid
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.paging import paged
from pdsync.sandbox.collections.registry import Route
from pdsync.sandbox.collections.resource_type import Condition, Fields, Resource, accepted, shaped
from pdsync.sandbox.collections.view import whole
from pdsync.sandbox.serving.wire import Response, answer
from pdsync.sandbox.state.store import Row

SORTABLE = {"name": "o.folded", "created_at": "o.seq", "id": "o.id"}


def collection(spec: Resource, allowed: str = "LCGUD") -> Iterator[Route]:
    """The routes of a top-level collection: any of List, Create, Get, Update, Delete."""
    one = spec.path + "/{id}"
    routes = {
        "L": Route("GET", spec.path, lambda call: listed(call, spec)),
        "C": Route("POST", spec.path, lambda call: create(call, spec)),
        "G": Route("GET", one, lambda call: get(call, spec)),
        "U": Route("PUT", one, lambda call: update(call, spec)),
        "D": Route("DELETE", one, lambda call: delete(call, spec)),
    }
    return (routes[letter] for letter in allowed)


def listed(call: Call, spec: Resource, also: Condition = ("1", ())) -> Response:
    """GET of a collection: filtered (by `also`, too), sorted, one page of it."""
    allow(call, spec)
    rows, envelope = page_of(call, spec, also)
    return answer(200, {spec.plural: [whole(call, row) for row in rows], **envelope})


def page_of(
    call: Call, spec: Resource, also: Condition = ("1", ())
) -> tuple[list[Row], dict[str, Any]]:
    """The objects that a list asks for, and the fields that tell where they stand."""
    where, values = _condition(call, spec, also)
    rows, envelope = paged(
        call,
        lambda page: call.store.select(where, values, _order(call, spec), page),
        lambda: call.store.count(where, values),
        spec.pages,
    )
    return call.seen(rows), envelope


def _condition(call: Call, spec: Resource, also: Condition) -> Condition:
    parts: list[Condition] = [("o.kind = ? AND o.parent = ''", (spec.kind,)), also]
    query = call.param("query")
    if query:
        parts.append(("instr(o.search, ?) > 0", (query.casefold(),)))
    for name, condition in spec.filters.items():
        wanted = call.params(name)
        if wanted:
            parts.append(condition(wanted))
    return " AND ".join(sql for sql, _ in parts), [v for _, values in parts for v in values]


def any_of(column: str, values: list[str]) -> Condition:
    """The column has one of the values."""
    return f"{column} IN ({', '.join('?' * len(values))})", values


def linked(kind: str, role: str) -> Callable[[list[str]], Condition]:
    """The object refers, in this role, to one of the ids."""

    def condition(idents: list[str]) -> Condition:
        one, values = any_of("l.target", idents)
        inner = f"SELECT l.source FROM links l WHERE l.kind = '{kind}' AND l.role = '{role}'"  # noqa: S608 - constants
        return f"o.id IN ({inner} AND {one})", values

    return condition


def _order(call: Call, spec: Resource) -> str:
    wanted = call.param("sort_by")
    if not wanted:
        return f"o.{spec.order}, o.seq"
    keys = [part.partition(":") for part in wanted.split(",")]
    if any(name not in SORTABLE or way not in ("", "asc", "desc") for name, _, way in keys):
        raise invalid("Sort by is not valid")
    return ", ".join(f"{SORTABLE[name]} {way or 'asc'}" for name, _, way in keys) + ", o.seq"


def get(call: Call, spec: Resource) -> Response:
    """GET of one object."""
    allow(call, spec)
    return answer(200, {spec.kind: whole(call, call.row(spec.kind, call.ids["id"]))})


def create(call: Call, spec: Resource, parent: str = "") -> Response:
    """POST to a collection."""
    allow(call, spec)
    row = add(call, spec, call.envelope(spec.kind), parent)
    return answer(201, {spec.kind: whole(call, row)})


def add(call: Call, spec: Resource, body: Fields, parent: str = "") -> Row:
    """Stores a new object made of a body; its given id counts only in a seed."""
    given = str(body.get("id") or "") if call.seeding else ""
    fields = accepted(call, spec, body, None)
    ident = given or call.account.new_id(long=spec.long_ids)
    row = shaped(spec, Row(spec.kind, ident, fields, parent))
    _refuse_taken(call, spec, row)
    call.store.insert(row)
    _wrote(call, spec, row)
    return row


def update(call: Call, spec: Resource, parent: str | None = None) -> Response:
    """PUT of one object: what is given replaces, what is not given stays."""
    allow(call, spec)
    old = call.row(spec.kind, call.ids["id"], parent)
    row = change(call, spec, old, call.envelope(spec.kind))
    return answer(200, {spec.kind: whole(call, row)})


def change(call: Call, spec: Resource, old: Row, body: Fields) -> Row:
    """Stores an object changed by a body."""
    row = shaped(spec, replace(old, fields=accepted(call, spec, body, old)))
    _refuse_taken(call, spec, row)
    call.store.replace(row)
    _wrote(call, spec, row)
    return row


def _wrote(call: Call, spec: Resource, row: Row) -> None:
    call.store.relink(row, spec.links(row.fields))
    spec.wrote(call, row)
    call.memo.clear()


def _refuse_taken(call: Call, spec: Resource, row: Row) -> None:
    if spec.unique is None:
        return
    if any(ident != row.id for ident in call.store.named(spec.kind, row.label, row.parent)):
        raise invalid(spec.unique)


def delete(call: Call, spec: Resource, parent: str | None = None) -> Response:
    """DELETE of one object, unless something still needs it."""
    allow(call, spec)
    row = call.row(spec.kind, call.ids["id"], parent)
    spec.veto(call, row)
    call.store.delete(row.id)
    return answer(204)


def allow(call: Call, spec: Resource) -> None:
    """Refuses when the plan lacks the feature; notes which references to expand."""
    if spec.ability:
        call.need(spec.ability)
    call.includes = frozenset(call.params("include"))


def forbidden(message: str = "Access Denied") -> Refused:
    """403/2010."""
    return Refused(403, 2010, message)
