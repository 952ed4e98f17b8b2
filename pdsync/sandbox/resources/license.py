"""Licences: what the account pays for, each for some roles. Only the seed adds them."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox._times import shown
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.check import each, name, one_of, optional, text, whole_number
from pdsync.sandbox.collections.paging import paged
from pdsync.sandbox.collections.registry import Route
from pdsync.sandbox.collections.resource_type import Field, Fields, Resource
from pdsync.sandbox.collections.view import refer, whole
from pdsync.sandbox.rules.licenses import held
from pdsync.sandbox.serving.auth import refuse_others_than_admins
from pdsync.sandbox.serving.wire import Response, answer
from pdsync.sandbox.state.store import Row

OF_KIND = "o.kind = ?"


def _show(_call: Call, row: Row) -> Fields:
    told = {key: value for key, value in row.fields.items() if key != "allocations"}
    return told | {"self": None, "html_url": None}


def listed(call: Call) -> Response:
    """GET /licenses: not paginated, each with how many of it are in use and left."""
    refuse_others_than_admins(call)
    users = call.store.children("user", "")
    used = [held(call, user).id for user in users]
    rows = call.store.children("license", "")
    return answer(200, {"licenses": [_counted(call, row, used.count(row.id)) for row in rows]})


def _counted(call: Call, row: Row, used: int) -> dict[str, Any]:
    most = row.fields["allocations"]
    left = None if most is None else max(most - used, 0)
    return whole(call, row) | {"current_value": used, "allocations_available": left}


def of_user(call: Call) -> Response:
    """GET /users/{id}/license: the one that was written on the user, else one for the role."""
    refuse_others_than_admins(call)
    user = call.row("user", call.ids["id"])
    return answer(200, {"license": whole(call, held(call, user))})


def allocations(call: Call) -> Response:
    """GET /license_allocations: who has which licence, and since when."""
    refuse_others_than_admins(call)
    rows, place = paged(
        call,
        lambda page: call.store.select(OF_KIND, ("user",), "o.seq", page),
        lambda: call.store.count(OF_KIND, ("user",)),
    )
    return answer(200, {"license_allocations": [_allocated(call, row) for row in rows], **place})


def _allocated(call: Call, user: Row) -> dict[str, Any]:
    return {
        "license": whole(call, held(call, user)),
        "user": refer(call, "user", user.id),
        "allocated_at": shown(user.fields["licensed_at"], call.account.time_zone),
    }


def _word(_call: Call, value: Any) -> str:
    return str(value)


RESOURCE = Resource(
    kind="license",
    plural="licenses",
    path="/licenses",
    web=None,
    fields={
        "name": Field(name(255), required=True),
        "description": Field(text(), ""),
        "role_group": Field(one_of("FullUser", "Stakeholder"), "FullUser"),
        "valid_roles": Field(each(_word, least=1), required=True),
        "allocations": Field(optional(whole_number(0))),
    },
    show=_show,
)
ROUTES = [
    Route("GET", "/licenses", listed),
    Route("GET", "/license_allocations", allocations),
    Route("GET", "/users/{id}/license", of_user),
]
