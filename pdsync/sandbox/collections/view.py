"""Objects and references as answers show them; reads, never changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.registry import resources
from pdsync.sandbox.collections.resource_type import Resource
from pdsync.sandbox.state.store import Row

Heading = tuple[str, str, str, str]


def whole(call: Call, row: Row) -> dict[str, Any]:
    """An object as its own GET shows it."""
    spec = resources()[row.kind]
    heading = (row.kind, row.type, row.label, row.parent)
    shown = {"id": row.id} if spec.bare else _heading(call, spec, row.id, heading)
    return shown | spec.show(call, row)


def refer(call: Call, kind: str, ident: str, include: str = "") -> dict[str, Any]:
    """A reference to an object, or the object itself when `include` is asked for.

    An object that is gone is still referred to, by its id and type alone.
    """
    if include and include in call.includes:
        found = call.store.find(ident)
        if found is not None:
            return whole(replace(call, includes=frozenset()), found)
    return call.once(("reference", ident), lambda: _reference(call, kind, ident))


def the_object(call: Call, kind: str, ident: str) -> dict[str, Any]:
    """An object in the place of a reference to it; one that is gone is referred to."""
    return refer(replace(call, includes=frozenset({kind})), kind, ident, kind)


def refer_all(call: Call, kind: str, idents: Iterable[str], include: str = "") -> list[Any]:
    """References to several objects of one kind, in the order given."""
    return [refer(call, kind, ident, include) for ident in idents]


def reference_to(call: Call, row: Row) -> dict[str, Any]:
    """A reference to an object that may be gone from the account."""
    heading = (row.kind, row.type, row.label, row.parent)
    shown = _heading(call, resources()[row.kind], row.id, heading)
    return shown | {"type": f"{row.type}_reference"}


def readdressed(call: Call, told: Any) -> Any:
    """What was told to somebody else, with the addresses by which this client asks."""
    if isinstance(told, list):
        return [readdressed(call, one) for one in told]
    if not isinstance(told, dict):
        return told
    found = {name: readdressed(call, value) for name, value in told.items()}
    for name, begins in (("self", call.request.origin), ("html_url", _site(call))):
        if isinstance(found.get(name), str):
            found[name] = begins + urlsplit(found[name]).path
    return found


def calendar_feed(call: Call, row: Row) -> dict[str, Any]:
    """The addresses under which calendars subscribe to a schedule."""
    site, path = _site(call), f"/private/{row.fields['key']}/feed/{row.id}"
    return {
        "http_cal_url": site + path,
        "web_cal_url": f"webcal://{site.partition('://')[2]}{path}",
    }


def _site(call: Call) -> str:
    found: str = call.once("site", lambda: call.request.site(call.account.subdomain))
    return found


def ids_below(call: Call, parent: str) -> dict[str, list[str]]:
    """Ids of the objects that belong to one, by kind; a reference to them asks nothing more."""
    found: dict[str, list[str]] = {}
    for ident, heading in call.store.headings_below(parent):
        found.setdefault(heading[0], []).append(ident)
        call.memo["heading", ident] = heading
    return found


def _reference(call: Call, kind: str, ident: str) -> dict[str, Any]:
    found = call.once(("heading", ident), lambda: call.store.heading(ident))
    if found is None:
        gone = {"summary": None, "self": None, "html_url": None}
        return {"id": ident, "type": f"{kind}_reference", **gone}
    shown = _heading(call, resources()[found[0]], ident, found)
    return shown | {"type": f"{found[1]}_reference"}


def _heading(call: Call, spec: Resource, ident: str, found: Heading) -> dict[str, Any]:
    _, type_, label, parent = found
    page = None if spec.web is None else f"{_site(call)}{spec.web.format(parent=parent)}/{ident}"
    address = f"{call.request.origin}{spec.path.format(parent=parent)}/{ident}"
    return {"id": ident, "type": type_, "summary": label, "self": address, "html_url": page}
