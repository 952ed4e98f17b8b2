"""What a PagerDuty with the made-up orchestrations answers."""

from pdsync.sandbox.collections.check import one_of, optional, reference
from pdsync.sandbox.collections.child import only_child
from pdsync.sandbox.collections.resource_type import Field, Resource
from pdsync.sandbox.collections.view import refer


def _show(call, row):
    priority = row.fields["priority"]
    return {
        "type": "service",
        "severity": row.fields["severity"],
        "priority": priority and refer(call, "priority", priority, "priorities"),
        "parent": refer(call, "service", row.parent),
    }


RESOURCE = Resource(
    kind="orchestration_path",
    plural="orchestration_paths",
    path="/event_orchestrations/services/{parent}",
    web=None,
    fields={
        "severity": Field(one_of(None, "info", "warning", "critical")),
        "priority": Field(optional(reference("priority"))),
    },
    show=_show,
)
ROUTES = [*only_child(RESOURCE, "service")]
