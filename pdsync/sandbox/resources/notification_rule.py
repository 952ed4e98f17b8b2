"""Notification rules: when a user is told, by which contact method. Children of a user.

The contact method is told whole, where the API's description has a reference: clients that are
tested against PagerDuty take no type but `phone_contact_method` and its like.
"""

from __future__ import annotations

from typing import Any

from pdsync.sandbox._errors import invalid
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.check import one_of, reference, whole_number
from pdsync.sandbox.collections.child import children
from pdsync.sandbox.collections.collection import allow
from pdsync.sandbox.collections.registry import Route
from pdsync.sandbox.collections.resource_type import Field, Fields, Resource
from pdsync.sandbox.collections.view import the_object, whole
from pdsync.sandbox.resources.contact_method import refuse_anothers
from pdsync.sandbox.serving.wire import Response, answer
from pdsync.sandbox.state.store import Row

URGENCIES = ("high", "low")


def _settle(call: Call, fields: Fields, _old: Row | None) -> Fields:
    if fields["urgency"] == "low":
        call.need("urgencies")
    delay = fields["start_delay_in_minutes"]
    return fields | {"summary": f"{delay} minutes: channel {fields['contact_method']}"}


def _show(call: Call, row: Row) -> Fields:
    names = ("start_delay_in_minutes", "urgency")
    return {name: row.fields[name] for name in names} | {
        "contact_method": the_object(call, "contact_method", row.fields["contact_method"])
    }


def listed(call: Call) -> Response:
    """GET: the rules for one urgency, for high where none is named, or for `all`."""
    allow(call, RESOURCE)
    owner = call.row("user", call.ids["parent"]).id
    wanted = call.param("urgency") or "high"
    if wanted not in (*URGENCIES, "all"):
        raise invalid("Urgency is not included in the list")
    rows = call.seen(call.store.children(RESOURCE.kind, owner))
    told = [whole(call, row) for row in rows if wanted in (row.fields["urgency"], "all")]
    return answer(200, {RESOURCE.plural: told})


def _wrote(call: Call, row: Row) -> None:
    refuse_anothers(call, row)
    rules = call.store.children("notification_rule", row.parent)
    if any(other.id != row.id and _key(other) == _key(row) for other in rules):
        raise invalid("Channel Start delay must be unique for a given contact method")


def _key(row: Row) -> tuple[Any, ...]:
    names = ("start_delay_in_minutes", "urgency", "contact_method")
    return tuple(row.fields[name] for name in names)


RESOURCE = Resource(
    kind="notification_rule",
    plural="notification_rules",
    path="/users/{parent}/notification_rules",
    web=None,
    fields={
        "start_delay_in_minutes": Field(whole_number(0), required=True),
        "urgency": Field(one_of(*URGENCIES), "high"),
        "contact_method": Field(reference("contact_method"), required=True),
    },
    show=_show,
    settle=_settle,
    links=lambda fields: [("contact_method", fields["contact_method"])],
    typed=lambda _fields: "assignment_notification_rule",
    label="summary",
    wrote=_wrote,
)
ROUTES = [
    *children(RESOURCE, "user", "CGUD"),
    Route("GET", RESOURCE.path, listed),
]
