"""Hand-off notification rules: who is told before a shift begins or ends. Children of a user."""

from __future__ import annotations

from pdsync.sandbox._call import Call
from pdsync.sandbox._check import one_of, reference, whole_number
from pdsync.sandbox._child import children
from pdsync.sandbox._resource import Field, Fields, Resource
from pdsync.sandbox._store import Row
from pdsync.sandbox._view import the_object
from pdsync.sandbox.resources.contact_method import refuse_anothers


def _show(call: Call, row: Row) -> Fields:
    method = the_object(call, "contact_method", row.fields["contact_method"])
    return row.fields | {"contact_method": method}


RESOURCE = Resource(
    kind="oncall_handoff_notification_rule",
    plural="oncall_handoff_notification_rules",
    path="/users/{parent}/oncall_handoff_notification_rules",
    web=None,
    fields={
        "handoff_type": Field(one_of("both", "oncall", "offcall"), "both"),
        "notify_advance_in_minutes": Field(whole_number(0), 0),
        "contact_method": Field(reference("contact_method"), required=True),
    },
    show=_show,
    links=lambda fields: [("contact_method", fields["contact_method"])],
    label="handoff_type",
    wrote=refuse_anothers,
    bare=True,
)
ROUTES = [*children(RESOURCE, "user")]
