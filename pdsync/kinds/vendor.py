"""Vendors, the products that send events: looked up by name, never changed."""

from datetime import datetime
from typing import Any

from pydantic import Field

from pdsync.kinds._endpoint import Collection
from pdsync.kinds._kind import Kind
from pdsync.kinds._model import Raw, Resource
from pdsync.kinds._wire import as_it_is, live


class Vendor(Resource):
    """A product that sends events."""

    name: Any = Field(None, description="The name in the list of integrations.")


def _from_wire(raw: Raw, _: datetime) -> Vendor:
    return live(Vendor, raw, {"id": as_it_is, "name": as_it_is})


KIND = Kind(
    name="vendor",
    section="vendors",
    model=Vendor,
    endpoint=Collection("/vendors", "vendor", "vendors"),
    from_wire=_from_wire,
    managed=False,
    marked=False,
)
