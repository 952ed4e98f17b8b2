"""Tags: labels on users, teams and policies. Services cannot be tagged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pdsync.sandbox._errors import invalid, not_found
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.check import name, objects
from pdsync.sandbox.collections.collection import add, collection
from pdsync.sandbox.collections.paging import paged
from pdsync.sandbox.collections.registry import Route
from pdsync.sandbox.collections.resource_type import Field, Resource
from pdsync.sandbox.collections.view import refer, whole
from pdsync.sandbox.serving.wire import Response, answer
from pdsync.sandbox.state.store import Row

TAGGED = {"users": "user", "teams": "team", "escalation_policies": "escalation_policy"}


def _entity(call: Call) -> tuple[str, str]:
    kind = TAGGED.get(call.ids["entities"])
    if kind is None:
        raise not_found()
    return kind, call.row(kind, call.ids["id"]).id


def change_tags(call: Call) -> Response:
    """POST /{entities}/{id}/change_tags: adds by label or by id, removes by id."""
    _, entity = _entity(call)
    body = call.request.body if isinstance(call.request.body, dict) else {}
    for item in objects(body.get("add")):
        call.store.link(entity, "tagging", "tag", _wanted(call, item))
    for item in objects(body.get("remove")):
        call.store.unlink(entity, "tag", str(item.get("id")))
    return answer(200, {})


def _wanted(call: Call, item: Any) -> str:
    if item.get("type") == "tag_reference":
        return call.row("tag", str(item.get("id"))).id
    label = str(item.get("label") or "")
    found = next(call.store.named("tag", label), None)
    return found or add(call, RESOURCE, {"label": label}).id


def _page(call: Call, where: str, ident: str, order: str) -> tuple[list[Row], dict[str, Any]]:
    return paged(
        call,
        lambda page: call.store.select(where, (ident,), order, page),
        lambda: call.store.count(where, (ident,)),
    )


def tags_of(call: Call) -> Response:
    """GET /{entities}/{id}/tags."""
    _, entity = _entity(call)
    where = "o.id IN (SELECT l.target FROM links l WHERE l.role = 'tag' AND l.source = ?)"
    rows, place = _page(call, where, entity, "o.folded")
    return answer(200, {"tags": [whole(call, row) for row in rows], **place})


def tagged_with(call: Call) -> Response:
    """GET /tags/{id}/{entities}: references to what has the tag."""
    kind = TAGGED.get(call.ids["entities"])
    if kind is None:
        raise invalid("Entity type must be users, teams or escalation_policies")
    tag = call.row("tag", call.ids["id"]).id
    tagging = "SELECT l.source FROM links l WHERE l.role = 'tag' AND l.target = ?"
    where = f"o.kind = '{kind}' AND o.id IN ({tagging})"
    rows, place = _page(call, where, tag, "o.folded")
    return answer(200, {call.ids["entities"]: [refer(call, kind, row.id) for row in rows], **place})


def _routes() -> Iterator[Route]:
    yield from collection(RESOURCE, "LCGD")
    yield Route("GET", "/tags/{id}/{entities}", tagged_with)
    yield Route("POST", "/{entities}/{id}/change_tags", change_tags)
    yield Route("GET", "/{entities}/{id}/tags", tags_of)


RESOURCE = Resource(
    kind="tag",
    plural="tags",
    path="/tags",
    web=None,
    fields={"label": Field(name(191), required=True)},
    show=lambda _call, row: row.fields,
    label="label",
    unique="Label has already been taken",
)
ROUTES = [*_routes()]
