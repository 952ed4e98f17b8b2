"""Vendors: the monitoring tools PagerDuty knows by name. Only the seed adds them."""

from __future__ import annotations

from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.check import name, text
from pdsync.sandbox.collections.collection import collection
from pdsync.sandbox.collections.resource_type import Field, Fields, Resource
from pdsync.sandbox.state.store import Row


def _show(_call: Call, row: Row) -> Fields:
    # `integration_type` is the seed's note of what an integration with the vendor is.
    shown = {key: value for key, value in row.fields.items() if key != "integration_type"}
    logo = f"https://s3.amazonaws.com/pdpartner/{row.id.lower()}.png"
    return shown | {"logo_url": logo, "thumbnail_url": logo, "integration_guide_url": None}


RESOURCE = Resource(
    kind="vendor",
    plural="vendors",
    path="/vendors",
    web=None,
    fields={
        "name": Field(name(255), required=True),
        "description": Field(text()),
        "website_url": Field(text()),
        "integration_type": Field(text(), "events_api_v2_inbound_integration"),
    },
    show=_show,
)
ROUTES = [*collection(RESOURCE, "LG")]
