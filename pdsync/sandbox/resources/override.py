"""Overrides: somebody stands in for a while. Children of a schedule; never configuration."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox._errors import Bad, Refused, missing
from pdsync.sandbox._times import instant, moment, read_instant, zone_name
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.check import reference
from pdsync.sandbox.collections.collection import add
from pdsync.sandbox.collections.registry import Route
from pdsync.sandbox.collections.resource_type import Field, Fields, Resource
from pdsync.sandbox.collections.view import refer, whole
from pdsync.sandbox.rules.stakeholders import NO_STAKEHOLDERS, is_stakeholder
from pdsync.sandbox.schedules import rendered
from pdsync.sandbox.serving.wire import Response, answer
from pdsync.sandbox.state.store import Row

INVALID_OVERRIDE = 4004


def _prepare(call: Call, body: Fields, _old: Row | None) -> Fields:
    zone = zone_name(body.get("time_zone") or call.account.time_zone)
    return body | {
        key: read_instant(body[key], zone) for key in ("start", "end") if body.get(key) is not None
    }


def _given(_call: Call, value: Any) -> Any:
    if value is None:
        raise Bad("can't be blank")
    return value


def _settle(call: Call, fields: Fields, _old: Row | None) -> Fields:
    user = call.store.get("user", fields["user"])
    if user and is_stakeholder(user) and not call.seeding:
        raise Refused(400, INVALID_OVERRIDE, "Invalid Override", [NO_STAKEHOLDERS])
    if fields["end"] <= fields["start"]:
        raise Refused(
            400, INVALID_OVERRIDE, "Invalid Override", ["Override must end after its start"]
        )
    if fields["end"] <= call.now and not call.seeding:
        raise Refused(
            400, INVALID_OVERRIDE, "Invalid Override", ["Override must end in the future"]
        )
    return fields


def _show(call: Call, row: Row) -> Fields:
    times = {"start": row.fields["start"], "end": row.fields["end"]}
    return times | {"user": refer(call, "user", row.fields["user"])}


def _bare(call: Call, row: Row) -> Fields:
    shown = whole(call, row)
    return {key: shown[key] for key in ("id", "start", "end", "user")}


def listed(call: Call) -> Response:
    """GET: the overrides that touch the range, oldest start first."""
    schedule = call.row("schedule", call.ids["parent"])
    if call.param("since") is None or call.param("until") is None:
        raise missing("since and until")
    span = rendered.asked_range(call, schedule.fields["time_zone"])
    editable = call.flag("editable")
    rows = [
        row
        for row in call.store.children("override", schedule.id)
        if span is not None
        and moment(row.fields["start"]) < span.until
        and moment(row.fields["end"]) > span.since
        and not (editable and row.fields["start"] <= call.now)
    ]
    rows.sort(key=lambda row: str(row.fields["start"]))
    told = [_bare(call, row) | _cut(row, span) for row in call.seen(rows) if span is not None]
    return answer(200, {"overrides": told})


def _cut(row: Row, span: rendered.Range) -> Fields:
    start, end = span.cut(moment(row.fields["start"]), moment(row.fields["end"]))
    return {"start": instant(start), "end": instant(end)}


def create(call: Call) -> Response:
    """POST: several overrides, each taken or refused for itself; or one, in the old form."""
    schedule = call.row("schedule", call.ids["parent"]).id
    body = call.request.body
    if isinstance(body, dict) and isinstance(body.get("override"), dict):
        row = add(call, RESOURCE, body["override"], schedule)
        return answer(201, {"override": _bare(call, row)})
    several = body.get("overrides") if isinstance(body, dict) else None
    if not isinstance(several, list) or not several:
        raise missing("overrides")
    return answer(201, [_one(call, item, schedule) for item in several])


def _one(call: Call, item: Any, schedule: str) -> Fields:
    try:
        row = add(call, RESOURCE, item if isinstance(item, dict) else {}, schedule)
    except Bad as bad:
        return {"status": 400, "errors": [f"Override {bad}"], "override": item}
    except Refused as refused:
        return {
            "status": refused.status,
            "errors": refused.errors or [refused.message],
            "override": item,
        }
    return {"status": 201, "override": _bare(call, row)}


def delete(call: Call) -> Response:
    """DELETE: a future one goes (204), a running one ends now (200), a past one stays."""
    schedule = call.row("schedule", call.ids["parent"]).id
    row = call.row("override", call.ids["id"], schedule)
    if row.fields["end"] <= call.now:
        raise Refused(400, INVALID_OVERRIDE, "Invalid Override", ["Override is in the past"])
    if row.fields["start"] > call.now:
        call.store.delete(row.id)
        return answer(204)
    call.store.replace(row.having(end=call.now))
    return answer(200)


RESOURCE = Resource(
    kind="override",
    plural="overrides",
    path="/schedules/{parent}/overrides",
    web=None,
    fields={
        "start": Field(_given, required=True),
        "end": Field(_given, required=True),
        "user": Field(reference("user"), required=True),
    },
    show=_show,
    prepare=_prepare,
    settle=_settle,
    links=lambda fields: [("user", fields["user"])],
    label="id",
)
SEVERAL = "/schedules/{parent}/overrides"
ROUTES = [
    Route("GET", SEVERAL, listed),
    Route("POST", SEVERAL, create),
    Route("DELETE", SEVERAL + "/{id}", delete),
]
