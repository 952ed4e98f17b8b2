"""What a PagerDuty with the made-up cache variables answers."""

from pdsync.sandbox.collections.check import name, one_of
from pdsync.sandbox.collections.child import children
from pdsync.sandbox.collections.resource_type import Field, Resource

RESOURCE = Resource(
    kind="cache_variable",
    plural="cache_variables",
    path="/event_orchestrations/services/{parent}/cache_variables",
    web=None,
    fields={
        "name": Field(name(100), required=True),
        "keeps": Field(one_of("recent_value", "count"), "recent_value"),
    },
    show=lambda _call, row: row.fields,
)
ROUTES = [*children(RESOURCE, "service")]
