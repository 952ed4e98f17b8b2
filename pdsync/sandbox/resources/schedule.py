"""Layered schedules: rotations of people, stacked. What they render to is `_rendered`'s."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pdsync.sandbox._errors import Bad, invalid
from pdsync.sandbox._times import zone_name
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.check import name, references, text, time_zone
from pdsync.sandbox.collections.collection import collection, linked
from pdsync.sandbox.collections.registry import Route
from pdsync.sandbox.collections.resource_type import Field, Fields, Resource, accepted, shaped
from pdsync.sandbox.collections.view import calendar_feed, refer_all, whole
from pdsync.sandbox.rules.membership import enlist
from pdsync.sandbox.schedules import rendered
from pdsync.sandbox.schedules.layers import merged, with_past
from pdsync.sandbox.serving.wire import Response, answer
from pdsync.sandbox.state.store import Row

IN_USE = "Schedule can't be deleted if it's being used by "


def _prepare(call: Call, body: Fields, old: Row | None) -> Fields:
    """Turns the body's layers into what they make of the stored ones."""
    if "schedule_layers" not in body:
        return body
    try:
        zone = zone_name(body.get("time_zone"))
    except Bad as bad:
        raise invalid(f"Time zone {bad}") from None
    before = old.fields["schedule_layers"] if old else []
    return body | {"schedule_layers": merged(call, body["schedule_layers"], before, zone)}


def _settle(call: Call, fields: Fields, old: Row | None) -> Fields:
    made = old.fields["key"] if old else call.account.draw()[:24].upper()
    settled = fields | {"name": fields["name"] or "Untitled schedule", "key": made}
    return with_past(call, settled, old.fields) if old else settled


def _people(layers: Iterable[Fields]) -> list[str]:
    return list(dict.fromkeys(user for layer in layers for user in layer["users"]))


def _present_people(call: Call, row: Row) -> list[str]:
    """Everybody in a layer that has not ended, once."""
    layers = row.fields["schedule_layers"]
    return _people(layer for layer in layers if layer["end"] is None or layer["end"] > call.now)


def _show(call: Call, row: Row) -> Fields:
    policies = call.store.users_of(row.id, "escalation_policy", "target")
    shown: Fields = {
        "name": row.fields["name"],
        "description": row.fields["description"],
        "time_zone": row.fields["time_zone"],
        **calendar_feed(call, row),
        "escalation_policies": refer_all(call, "escalation_policy", policies),
        "users": refer_all(call, "user", _present_people(call, row)),
        "teams": refer_all(call, "team", row.fields["teams"], "teams"),
    }
    user = call.param("include_next_oncall_for_user")
    coming = user and rendered.next_on_call(call, row, user)
    if coming:
        shown["next_oncall_for_user"] = coming
    return shown | rendered.layers_and_final(call, row)


def _links(fields: Fields) -> list[tuple[str, str]]:
    return [("team", team) for team in fields["teams"]] + [
        ("user", user) for user in _people(fields["schedule_layers"])
    ]


def _wrote(call: Call, row: Row) -> None:
    enlist(call, row.fields["teams"], _present_people(call, row))


def _veto(call: Call, row: Row) -> None:
    if call.store.users_of(row.id, "escalation_policy", "target"):
        raise invalid(f"{IN_USE}escalation policies")
    if call.store.users_of(row.id, "incident", "snapshot"):
        raise invalid(f"{IN_USE}an escalation policy snapshot with open incidents")


def preview(call: Call) -> Response:
    """POST /schedules/preview: a definition as it would render, stored nowhere."""
    fields = accepted(call, RESOURCE, call.envelope("schedule"), None)
    row = shaped(RESOURCE, Row("schedule", "preview", fields))
    shown = {
        key: None if key in ("id", "self", "html_url") else value
        for key, value in whole(call, row).items()
    }
    return answer(200, {"schedule": shown})


def users(call: Call) -> Response:
    """GET /schedules/{id}/users: who is on call at some time in the range."""
    row = call.row("schedule", call.ids["id"])
    on_call = rendered.on_call_between(call, row)
    rows = [call.row("user", ident) for ident in on_call]
    return answer(200, {"users": [whole(call, row) for row in rows]})


def _given(_call: Call, value: Any) -> Any:
    return value


RESOURCE = Resource(
    kind="schedule",
    plural="schedules",
    path="/schedules",
    web="/schedules",
    fields={
        "name": Field(name(255)),
        "description": Field(text(1024)),
        "time_zone": Field(time_zone, required=True),
        "teams": Field(references("team"), []),
        "schedule_layers": Field(_given, []),
    },
    show=_show,
    prepare=_prepare,
    settle=_settle,
    links=_links,
    filters={"team_ids": linked("schedule", "team")},
    veto=_veto,
    wrote=_wrote,
)
ROUTES = [
    *collection(RESOURCE),
    Route("POST", "/schedules/preview", preview),
    Route("GET", "/schedules/{id}/users", users),
]
