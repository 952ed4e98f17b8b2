"""Priorities of incidents: looked up by name, never changed."""

from datetime import datetime
from typing import Any

from pydantic import Field

from pdsync.kinds._endpoint import Collection
from pdsync.kinds._kind import Kind
from pdsync.kinds._model import Raw, Resource
from pdsync.kinds._wire import as_it_is, live


class Priority(Resource):
    """Priority of an incident."""

    name: Any = Field(None, description="The name in the account, such as P1.")


def _from_wire(raw: Raw, _: datetime) -> Priority:
    return live(Priority, raw, {"id": as_it_is, "name": as_it_is})


KIND = Kind(
    name="priority",
    section="priorities",
    model=Priority,
    endpoint=Collection("/priorities", "priority", "priorities", optional=True),
    from_wire=_from_wire,
    managed=False,
    marked=False,
)
