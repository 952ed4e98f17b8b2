"""Overrides of a shift-based schedule: one member stands in for another; never configuration."""

from __future__ import annotations

from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.check import optional, text
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

SOURCES = {"rotation_id": "schedule_rotation", "custom_shift_id": "custom_shift"}
TYPE = "override_shift"
CHANGEABLE = ("start_time", "end_time", "overriding_member")


def _prepare(call: Call, body: Fields, old: Row | None) -> Fields:
    if old:
        return {key: body[key] for key in body if key in CHANGEABLE}
    if body.get("type") != TYPE and not call.seeding:
        raise refused("override.type", f"Type must be {TYPE}")
    return body


def _settle(call: Call, fields: Fields, old: Row | None) -> Fields:
    if old is None:
        _refuse_sources(call, fields)
    else:
        _refuse_begun(call, fields, old.fields)
    refuse_ended(call, "override", fields)
    return fields | {"of": fields["rotation_id"] or fields["custom_shift_id"]}


def _refuse_begun(call: Call, fields: Fields, old: Fields) -> None:
    """Refuse changes of an override that is over, and of one that has begun all but its end."""
    if old["end_time"] <= call.now:
        raise refused("override", "What has ended cannot be changed")
    moved = [key for key in ("start_time", "overriding_member") if fields[key] != old[key]]
    if old["start_time"] <= call.now and moved:
        raise refused("override", "Of an override that has started only end_time can change")


def _refuse_sources(call: Call, fields: Fields) -> None:
    given = [key for key in SOURCES if fields[key]]
    if len(given) != 1:
        raise refused("override", "Give either rotation_id or custom_shift_id")
    (key,) = given
    source = call.store.get(SOURCES[key], fields[key], call.ids["schedule"])
    if source is None or source.fields.get("deleted"):
        raise refused(f"override.{key}", "There is no such part of the schedule")


def _show(call: Call, row: Row) -> Fields:
    source = {key: row.fields[key] for key in SOURCES if row.fields[key]}
    told = {
        "start_time": row.fields["start_time"],
        "end_time": row.fields["end_time"],
        "overridden_member": show_member(row.fields["overridden_member"]),
        "overriding_member": show_member(row.fields["overriding_member"]),
    }
    return shown_part(call, row, "overrides", source | told)


RESOURCE = Resource(
    kind="override_shift",
    plural="overrides",
    path="/v3/schedules/{parent}/overrides",
    web=None,
    fields={
        "rotation_id": Field(optional(text())),
        "custom_shift_id": Field(optional(text())),
        "start_time": Field(read_time, required=True),
        "end_time": Field(read_time, required=True),
        "overridden_member": Field(read_member, required=True),
        "overriding_member": Field(read_member, required=True),
    },
    show=_show,
    prepare=_prepare,
    settle=_settle,
    refuse=refusal("override"),
    long_ids=True,
)
ROUTES = routes(RESOURCE, "override")
