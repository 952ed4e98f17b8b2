"""Shift-based schedules: what they are called and what they render to; no rules of their parts."""

from __future__ import annotations

from collections.abc import Iterable

from pdsync.sandbox._errors import Bad
from pdsync.sandbox._times import instant, shown, zone_name
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.check import name, references, text
from pdsync.sandbox.collections.collection import add, allow, change, linked, page_of
from pdsync.sandbox.collections.resource_type import Field, Fields, Resource
from pdsync.sandbox.collections.view import calendar_feed, refer, refer_all, whole
from pdsync.sandbox.resources import schedule_event, schedule_rotation
from pdsync.sandbox.rules.membership import enlist
from pdsync.sandbox.schedules import shifts
from pdsync.sandbox.schedules.rendered import request_zone
from pdsync.sandbox.schedules.shift_schedule import (
    PATH,
    needed_range,
    refusal,
    refused,
    served,
    show_member,
    the_schedule,
)
from pdsync.sandbox.schedules.shifts import Shift
from pdsync.sandbox.serving.wire import Response, answer
from pdsync.sandbox.state.store import Row

IN_USE = "Schedule can't be deleted if it's being used by "
ELSEWHERE = ("rotations", "escalation_policies")
REQUIRED = {"name": None, "time_zone": None}


def _prepare(call: Call, body: Fields, old: Row | None) -> Fields:
    for key in ELSEWHERE:
        if body.get(key) and not call.seeding:
            raise refused(f"schedule.{key}", f"{key} is not accepted: it has endpoints of its own")
    return body if old else REQUIRED | body


def zone_given(_call: Call, value: object) -> str:
    """A time zone, missed in the newer API's words."""
    if value in (None, ""):
        raise Bad("cannot be empty.")
    return zone_name(value)


def _settle(call: Call, fields: Fields, old: Row | None) -> Fields:
    made = old.fields["key"] if old else call.account.draw()[:24].upper()
    return fields | {"key": made}


def people(call: Call, schedule: str) -> list[str]:
    """Everybody in an event that has not ended, once."""
    events = (
        event.fields
        for rotation in call.store.child_ids("schedule_rotation", schedule)
        for event in call.store.children("schedule_event", rotation)
        if schedule_event.until(event) > call.now
    )
    members = (user for event in events for user in event["assignment_strategy"]["members"])
    return list(dict.fromkeys(user for user in members if user))


def join_teams(call: Call, schedule: Row) -> None:
    """The people of a team's schedule become its members."""
    enlist(call, schedule.fields["teams"], people(call, schedule.id))


def _show(call: Call, row: Row) -> Fields:
    policies = call.store.users_of(row.id, "escalation_policy", "target")
    told = {
        "name": row.fields["name"],
        "description": row.fields["description"],
        "time_zone": row.fields["time_zone"],
        **calendar_feed(call, row),
        "teams": refer_all(call, "team", row.fields["teams"]),
        "escalation_policies": refer_all(call, "escalation_policy", policies),
    }
    if "users" in call.includes:
        told["users"] = refer_all(call, "user", people(call, row.id))
    return told


def _whole(call: Call, row: Row) -> Fields:
    rotations = schedule_rotation.present(call, row.id)
    told = [schedule_rotation.show(call, one) for one in rotations]
    if call.brief_rotations:
        told = [{key: one[key] for key in one if key != "events"} for one in told]
    return whole(call, row) | {"rotations": told}


def listed(call: Call) -> Response:
    """GET /v3/schedules: references only, in larger pages than elsewhere, and never counted."""
    allow(call, RESOURCE)
    rows, envelope = page_of(call, RESOURCE)
    told = [refer(call, RESOURCE.kind, row.id) for row in rows]
    place = {name: value for name, value in envelope.items() if name != "total"}
    return answer(200, {"schedules": told, **place})


def get(call: Call) -> Response:
    """GET /v3/schedules/{id}, with its final schedule if asked for."""
    row = the_schedule(call)
    told = _whole(call, row)
    if "final_schedule" in call.includes:
        told["final_schedule"] = _final(call, row)
    return answer(200, {"schedule": told})


def _final(call: Call, row: Row) -> Fields:
    zone = request_zone(call, row.fields["time_zone"])
    span = needed_range(call, zone)
    found = shifts.final(call, row, span)
    kept = found if span.overflow else shifts.cut(found, span)
    return {
        "type": "final_schedule",
        "rendered_coverage_percentage": shifts.coverage(found, span),
        "computed_shift_assignments": [_assignment(shift, zone) for shift in kept],
    }


def _assignment(shift: Shift, zone: str) -> Fields:
    own = "shift_id" if shift.kind == "custom_shift" else "rotation_id"
    source = {"type": shift.kind, own: shift.source}
    if shift.override:
        source |= {"type": f"{shift.kind}_override", "override_id": shift.override}
    return {
        "type": "computed_shift_assignment",
        "start_time": shown(instant(shift.start), zone),
        "end_time": shown(instant(shift.end), zone),
        "member": show_member(shift.user),
        "source": source,
    }


def create(call: Call) -> Response:
    """POST /v3/schedules: without rotations, which come one by one."""
    row = add(call, RESOURCE, call.envelope("schedule"))
    call.ids["schedule"] = row.id
    return answer(201, {"schedule": _whole(call, row)})


def update(call: Call) -> Response:
    """PUT /v3/schedules/{id}: what is given replaces, what is not given stays."""
    row = change(call, RESOURCE, the_schedule(call), call.envelope("schedule"))
    return answer(200, {"schedule": _whole(call, row)})


def delete(call: Call) -> Response:
    """DELETE /v3/schedules/{id}, unless something still needs it."""
    row = the_schedule(call)
    if call.store.users_of(row.id, "escalation_policy", "target"):
        raise refused("schedule", f"{IN_USE}escalation policies")
    if call.store.users_of(row.id, "incident", "snapshot"):
        raise refused("schedule", f"{IN_USE}an escalation policy snapshot with open incidents")
    call.store.delete(row.id)
    return answer(204)


def _links(fields: Fields) -> Iterable[tuple[str, str]]:
    return [("team", team) for team in fields["teams"]]


RESOURCE = Resource(
    kind="schedule_v3",
    plural="schedules",
    path=PATH,
    web="/schedules",
    fields={
        "name": Field(name(255)),
        "description": Field(text(1024)),
        "time_zone": Field(zone_given),
        "teams": Field(references("team"), []),
    },
    show=_show,
    prepare=_prepare,
    settle=_settle,
    links=_links,
    filters={"team_ids": linked("schedule_v3", "team")},
    wrote=join_teams,
    refuse=refusal("schedule"),
    pages=(100, 1000),
)
ONE = "/{schedule}"
ROUTES = [
    served("GET", "", listed),
    served("POST", "", create),
    served("GET", ONE, get),
    served("PUT", ONE, update),
    served("DELETE", ONE, delete),
]
