"""Priorities, most severe first. Only the seed adds them."""

from __future__ import annotations

from pdsync.sandbox.collections.check import name, text
from pdsync.sandbox.collections.collection import collection
from pdsync.sandbox.collections.resource_type import Field, Resource

RESOURCE = Resource(
    kind="priority",
    plural="priorities",
    path="/priorities",
    web=None,
    fields={
        "name": Field(name(255), required=True),
        "description": Field(text()),
        "color": Field(text()),
    },
    show=lambda _call, row: row.fields,
    order="seq",
    ability="priorities",
)
ROUTES = [*collection(RESOURCE, "L")]
