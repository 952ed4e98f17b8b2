"""Notification rules: when a user is told, by which contact method. Children of a user.

The contact method is told whole, where the API's description has a reference: clients that are
tested against PagerDuty take no type but `phone_contact_method` and its like.
"""

from __future__ import annotations

from typing import Any

from pdsync.sandbox._call import Call
from pdsync.sandbox._check import one_of, reference, whole_number
from pdsync.sandbox._child import children
from pdsync.sandbox._errors import invalid
from pdsync.sandbox._resource import Field, Fields, Resource
from pdsync.sandbox._store import Row
from pdsync.sandbox._view import the_object


def _settle(_call: Call, fields: Fields, _old: Row | None) -> Fields:
    delay = fields["start_delay_in_minutes"]
    return fields | {"summary": f"{delay} minutes: channel {fields['contact_method']}"}


def _show(call: Call, row: Row) -> Fields:
    names = ("start_delay_in_minutes", "urgency")
    return {name: row.fields[name] for name in names} | {
        "contact_method": the_object(call, "contact_method", row.fields["contact_method"])
    }


def _wrote(call: Call, row: Row) -> None:
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
        "urgency": Field(one_of("high", "low"), "high"),
        "contact_method": Field(reference("contact_method"), required=True),
    },
    show=_show,
    settle=_settle,
    links=lambda fields: [("contact_method", fields["contact_method"])],
    typed=lambda _fields: "assignment_notification_rule",
    label="summary",
    wrote=_wrote,
)
ROUTES = [*children(RESOURCE, "user")]
