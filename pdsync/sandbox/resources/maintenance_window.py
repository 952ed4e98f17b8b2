"""Maintenance windows: times in which services make no incidents."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox._errors import Bad, Refused, invalid
from pdsync.sandbox._times import read_instant, shown
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.check import BLANK, references, text
from pdsync.sandbox.collections.collection import collection, linked, listed
from pdsync.sandbox.collections.registry import Route
from pdsync.sandbox.collections.resource_type import Condition, Field, Fields, Resource
from pdsync.sandbox.collections.view import refer, refer_all
from pdsync.sandbox.serving.wire import Response, answer
from pdsync.sandbox.state.store import Row

START, END = "json_extract(o.fields, '$.start_time')", "json_extract(o.fields, '$.end_time')"
FILTERS = {
    "past": f"{END} <= ?1",
    "future": f"{START} > ?1",
    "ongoing": f"{START} <= ?1 AND {END} > ?1",
    "open": f"{END} > ?1",
    "all": "?1 = ?1",
}
PASSED = (
    "Start time cannot be modified for maintenance windows that have already started",
    "End time already passed and can not be modified",
)


def _time(call: Call, value: Any) -> str:
    return read_instant(value, call.account.time_zone)


def _services(call: Call, value: Any) -> list[str]:
    services: list[str] = references("service")(call, value)
    if not services:
        raise Bad(BLANK)
    return services


def _settle(call: Call, fields: Fields, old: Row | None) -> Fields:
    if old is not None and old.fields["end_time"] <= call.now:
        raise invalid(*PASSED)
    if old is not None and old.fields["start_time"] <= call.now:
        fields = fields | {"start_time": old.fields["start_time"]}
    elif not call.seeding:
        fields = fields | {"start_time": max(fields["start_time"], call.now)}
    if fields["end_time"] <= max(fields["start_time"], "" if call.seeding else call.now):
        raise invalid("End time must be in the future and after the start time")
    made = old.fields if old else _made(call)
    return fields | {name: made[name] for name in ("created_by", "sequence_number")}


def _made(call: Call) -> Fields:
    number = call.store.count("o.kind = 'maintenance_window'", ()) + 1
    return {"created_by": call.actor, "sequence_number": number}


def _show(call: Call, row: Row) -> Fields:
    zone, creator = call.account.time_zone, row.fields["created_by"]
    policies = (
        policy
        for service in row.fields["services"]
        for policy, _ in call.store.targets(service, "escalation_policy")
    )
    teams = {team for policy in policies for team, _ in call.store.targets(policy, "team")}
    return row.fields | {
        "start_time": shown(row.fields["start_time"], zone),
        "end_time": shown(row.fields["end_time"], zone),
        "created_by": creator and refer(call, "user", creator, "users"),
        "services": refer_all(call, "service", row.fields["services"], "services"),
        "teams": refer_all(call, "team", sorted(teams), "teams"),
    }


def _when(call: Call) -> Condition:
    wanted = call.param("filter")
    if wanted is None:
        return "1", ()
    if wanted not in FILTERS:
        raise invalid("Filter is not included in the list")
    return FILTERS[wanted].replace("?1", f"'{call.now}'"), ()


def several(call: Call) -> Response:
    """GET /maintenance_windows, by time and by service."""
    return listed(call, RESOURCE, _when(call))


def delete(call: Call) -> Response:
    """DELETE: a future window goes, an ongoing one ends now, a past one stays (405)."""
    row = call.row("maintenance_window", call.ids["id"])
    if row.fields["end_time"] <= call.now:
        raise Refused(405, 5003, "Cannot cancel a maintenance window from the past")
    if row.fields["start_time"] > call.now:
        call.store.delete(row.id)
    else:
        call.store.replace(row.having(end_time=call.now))
    return answer(204)


RESOURCE = Resource(
    kind="maintenance_window",
    plural="maintenance_windows",
    path="/maintenance_windows",
    web="/service-directory/maintenance-windows",
    fields={
        "start_time": Field(_time, required=True),
        "end_time": Field(_time, required=True),
        "services": Field(_services, required=True),
        "description": Field(text()),
    },
    show=_show,
    settle=_settle,
    links=lambda fields: [("service", service) for service in fields["services"]],
    label="description",
    order="seq",
    filters={"service_ids": linked("maintenance_window", "service")},
)
ONE = "/maintenance_windows/{id}"
ROUTES = [
    *collection(RESOURCE, "CGU"),
    Route("GET", "/maintenance_windows", several),
    Route("DELETE", ONE, delete),
]
