"""Custom shifts of a shift-based schedule: once, outside every rotation; never configuration."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox._errors import Bad
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.resource_type import Field, Fields, Resource
from pdsync.sandbox.schedules.shift_routes import routes
from pdsync.sandbox.schedules.shift_schedule import (
    read_member,
    read_time,
    refusal,
    refuse_ended,
    refused,
    show_member,
    shown_part,
)
from pdsync.sandbox.state.store import Row


def _assignment(call: Call, value: Any) -> Fields:
    if not isinstance(value, list) or len(value) != 1 or not isinstance(value[0], dict):
        raise Bad("must be a list of exactly one assignment")
    member = read_member(call, value[0].get("member"))
    return {"id": call.account.new_id(long=True), "member": member}


def _settle(call: Call, fields: Fields, old: Row | None) -> Fields:
    if old is not None and old.fields["start_time"] <= call.now:
        moved = fields["start_time"] != old.fields["start_time"]
        if moved or fields["assignments"]["member"] != old.fields["assignments"]["member"]:
            raise refused("custom_shift", "Of a shift that has started only end_time can change")
    refuse_ended(call, "custom_shift", fields)
    return fields


def _show(call: Call, row: Row) -> Fields:
    given = row.fields["assignments"]
    assignment = {"type": "shift_assignment", **given, "member": show_member(given["member"])}
    return shown_part(call, row, "custom_shifts", row.fields | {"assignments": [assignment]})


RESOURCE = Resource(
    kind="custom_shift",
    plural="custom_shifts",
    path="/v3/schedules/{parent}/custom_shifts",
    web=None,
    fields={
        "start_time": Field(read_time, required=True),
        "end_time": Field(read_time, required=True),
        "assignments": Field(_assignment, required=True),
    },
    show=_show,
    settle=_settle,
    refuse=refusal("custom_shift"),
    long_ids=True,
)
ROUTES = routes(RESOURCE, "custom_shift")
