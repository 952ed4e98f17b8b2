"""Custom shifts of a shift-based schedule: once, outside every rotation; never configuration."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox._call import Call
from pdsync.sandbox._collection import add, change
from pdsync.sandbox._errors import Bad
from pdsync.sandbox._resource import Field, Fields, Resource
from pdsync.sandbox._shift_schedule import (
    end_or_remove,
    listed_between,
    read_member,
    read_time,
    refusal,
    refuse_ended,
    refused,
    served,
    several,
    show_member,
    shown_part,
    the_schedule,
)
from pdsync.sandbox._store import Row
from pdsync.sandbox._wire import Response, answer


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


def _the_shift(call: Call) -> Row:
    return call.row("custom_shift", call.ids["id"], the_schedule(call).id)


def create(call: Call) -> Response:
    """POST of several, all or none."""
    schedule = the_schedule(call).id
    rows = [add(call, RESOURCE, one, schedule) for one in several(call, "custom_shifts")]
    return answer(201, {"custom_shifts": [_show(call, row) for row in rows]})


def get(call: Call) -> Response:
    """GET of one."""
    return answer(200, {"custom_shift": _show(call, _the_shift(call))})


def update(call: Call) -> Response:
    """PUT: anything of a future shift, only the end of one that has started."""
    row = change(call, RESOURCE, _the_shift(call), call.envelope("custom_shift"))
    return answer(200, {"custom_shift": _show(call, row)})


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
SEVERAL, ONE = "/{schedule}/custom_shifts", "/{schedule}/custom_shifts/{id}"
ROUTES = [
    served("GET", SEVERAL, lambda call: listed_between(call, RESOURCE)),
    served("POST", SEVERAL, create),
    served("GET", ONE, get),
    served("PUT", ONE, update),
    served("DELETE", ONE, lambda call: end_or_remove(call, _the_shift(call))),
]
