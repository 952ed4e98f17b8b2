"""The routes of what belongs to one object: a list (contact methods of a user), or one thing."""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.collection import add, allow, change, create, delete, update
from pdsync.sandbox.collections.registry import Route
from pdsync.sandbox.collections.resource_type import Resource, accepted
from pdsync.sandbox.collections.view import whole
from pdsync.sandbox.serving.wire import Response, answer
from pdsync.sandbox.state.store import Row


def children(spec: Resource, owner: str, allowed: str = "LCGUD") -> Iterator[Route]:
    """Any of List (not paginated), Create, Get, Update, Delete below an owner of a kind."""
    several = spec.path
    one = several + "/{id}"

    def owned(call: Call) -> str:
        allow(call, spec)
        return call.row(owner, call.ids["parent"]).id

    def listed(call: Call) -> Response:
        rows = call.seen(call.store.children(spec.kind, owned(call)))
        return answer(200, {spec.plural: [whole(call, row) for row in rows]})

    def get(call: Call) -> Response:
        row = call.row(spec.kind, call.ids["id"], owned(call))
        return answer(200, {spec.kind: whole(call, row)})

    routes = {
        "L": Route("GET", several, listed),
        "C": Route("POST", several, lambda call: create(call, spec, owned(call))),
        "G": Route("GET", one, get),
        "U": Route("PUT", one, lambda call: update(call, spec, owned(call))),
        "D": Route("DELETE", one, lambda call: delete(call, spec, owned(call))),
    }
    return (routes[letter] for letter in allowed)


def only_child(spec: Resource, owner: str) -> Iterator[Route]:
    """Get and Update of the one object that every owner of a kind has, stored once it differs.

    It has no id and no heading of its own: an answer is what the resource shows.
    """

    def stored(call: Call) -> tuple[str, Row | None]:
        allow(call, spec)
        ident = call.row(owner, call.ids["parent"]).id
        return ident, next(iter(call.store.children(spec.kind, ident)), None)

    def get(call: Call) -> Response:
        ident, row = stored(call)
        untouched = Row(spec.kind, "", accepted(call, spec, {}, None), ident)
        return answer(200, {spec.kind: spec.show(call, row or untouched)})

    def put(call: Call) -> Response:
        (ident, row), body = stored(call), call.envelope(spec.kind)
        made = change(call, spec, row, body) if row else add(call, spec, body, ident)
        return answer(200, {spec.kind: spec.show(call, made)})

    return iter((Route("GET", spec.path, get), Route("PUT", spec.path, put)))
