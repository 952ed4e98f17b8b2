"""Hand-off notification rules: who is told before a shift begins or ends. Children of a user."""

from __future__ import annotations

from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.check import one_of, reference, whole_number
from pdsync.sandbox.collections.child import children
from pdsync.sandbox.collections.resource_type import Field, Fields, Resource
from pdsync.sandbox.collections.view import the_object
from pdsync.sandbox.resources.contact_method import refuse_anothers
from pdsync.sandbox.state.store import Row


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
