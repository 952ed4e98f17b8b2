"""The routes of a collection that belongs to one object, such as a user's contact methods."""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.collection import allow, create, delete, update
from pdsync.sandbox.collections.registry import Route
from pdsync.sandbox.collections.resource_type import Resource
from pdsync.sandbox.collections.view import whole
from pdsync.sandbox.serving.wire import Response, answer


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
