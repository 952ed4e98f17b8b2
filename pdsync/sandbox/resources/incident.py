"""Incidents: enough of them to hold on to what a configuration would delete.

An open incident keeps a snapshot of its policy: the schedules it pages by cannot be deleted
until it is resolved, whatever has become of the policy.
"""

from __future__ import annotations

from typing import Any

from pdsync.sandbox._errors import Bad, invalid
from pdsync.sandbox._times import shown
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.check import name, one_of, optional, reference, text
from pdsync.sandbox.collections.collection import add, any_of, change, collection
from pdsync.sandbox.collections.paging import standing
from pdsync.sandbox.collections.registry import Route
from pdsync.sandbox.collections.resource_type import Condition, Field, Fields, Resource
from pdsync.sandbox.collections.view import refer, refer_all, whole
from pdsync.sandbox.schedules.oncall import first_responders
from pdsync.sandbox.serving.auth import require_from
from pdsync.sandbox.serving.wire import Response, answer
from pdsync.sandbox.state.store import Row

OPEN = ("triggered", "acknowledged")
BORN = ("created_at", "incident_number", "incident_key", "assignees", "snapshot")


def _settle(call: Call, fields: Fields, old: Row | None) -> Fields:
    if old is None:
        return fields | _born(call, fields) | {"changed_at": call.now, "changed_by": call.actor}
    born = {name: old.fields[name] for name in BORN}
    if fields["status"] == old.fields["status"]:
        return fields | born
    if old.fields["status"] not in OPEN:
        raise invalid("Incident Already Resolved")
    return fields | born | {"changed_at": call.now, "changed_by": call.actor}


def _born(call: Call, fields: Fields) -> Fields:
    service = call.row("service", fields["service"])
    policy_id = fields["escalation_policy"] or service.fields["escalation_policy"]
    policy = call.row("escalation_policy", policy_id)
    assignees = fields["assignments"] or first_responders(call, policy)
    if not assignees:
        raise invalid("Nobody is on call for the escalation policy")
    rules = policy.fields["escalation_rules"]
    targets = [target for rule in rules for target in rule["targets"]]
    return {
        "created_at": call.now,
        "incident_number": call.store.count("o.kind = 'incident'", ()) + 1,
        "incident_key": fields.get("incident_key") or call.account.draw()[:32],
        "escalation_policy": policy_id,
        "assignees": assignees,
        "snapshot": sorted({ident for ident, kind in targets if kind != "user"}),
    }


def _links(fields: Fields) -> list[tuple[str, str]]:
    if fields["status"] not in OPEN:
        return []
    return [
        ("open on", fields["service"]),
        *(("assignee", user) for user in fields["assignees"]),
        *(("snapshot", schedule) for schedule in fields["snapshot"]),
    ]


def _show(call: Call, row: Row) -> Fields:
    fields, zone = row.fields, call.account.time_zone
    created, changed = shown(fields["created_at"], zone), shown(fields["changed_at"], zone)
    resolved, priority = fields["status"] == "resolved", fields["priority"]
    policy = fields["escalation_policy"]
    teams = [team for team, _ in call.store.targets(policy, "team")]
    actor = (
        ("user", fields["changed_by"]) if fields["changed_by"] else ("service", fields["service"])
    )
    return {
        "incident_number": fields["incident_number"],
        "title": fields["title"],
        "created_at": created,
        "updated_at": changed,
        "status": fields["status"],
        "incident_key": fields["incident_key"],
        "urgency": fields["urgency"],
        "service": refer(call, "service", fields["service"], "services"),
        "assignments": [] if resolved else _assignments(call, fields, created),
        "assigned_via": "direct_assignment" if fields["assignments"] else "escalation_policy",
        "last_status_change_at": changed,
        "last_status_change_by": refer(call, *actor),
        "resolved_at": changed if resolved else None,
        "escalation_policy": refer(call, "escalation_policy", policy, "escalation_policies"),
        "teams": refer_all(call, "team", teams, "teams"),
        "priority": priority and whole(call, call.row("priority", priority)),
        "acknowledgements": [],
        "pending_actions": [],
        "alert_counts": {"all": 0, "triggered": 0, "resolved": 0},
        "is_mergeable": not resolved,
        "incident_type": {"name": "incident_default"},
        "incidents_responders": [],
        "responder_requests": [],
    }


def _assignments(call: Call, fields: Fields, at: str | None) -> list[Fields]:
    return [
        {"at": at, "assignee": refer(call, "user", user, "assignees")}
        for user in fields["assignees"]
    ]


def _assignees(call: Call, value: Any) -> list[str]:
    if not isinstance(value, list):
        raise Bad("must be a list")
    one = reference("user")
    return [one(call, item.get("assignee")) for item in value if isinstance(item, dict)]


def _wrote(call: Call, row: Row) -> None:
    call.store.set_meta(f"last incident on {row.fields['service']}", row.fields["created_at"])


def create(call: Call) -> Response:
    """POST /incidents, in somebody's name."""
    require_from(call)
    row = add(call, RESOURCE, call.envelope("incident"))
    return answer(201, {"incident": whole(call, row)})


def update(call: Call) -> Response:
    """PUT /incidents/{id}, in somebody's name."""
    require_from(call)
    old = call.row("incident", call.ids["id"])
    row = change(call, RESOURCE, old, call.envelope("incident"))
    return answer(200, {"incident": whole(call, row)})


def update_several(call: Call) -> Response:
    """PUT /incidents: several at once, all or none."""
    require_from(call)
    body = call.request.body
    several = body.get("incidents") if isinstance(body, dict) else None
    if not isinstance(several, list) or not all(isinstance(item, dict) for item in several):
        raise invalid("Incidents must be a list")
    rows = [
        change(call, RESOURCE, call.row("incident", str(item.get("id"))), item) for item in several
    ]
    place = standing(len(rows), 0, more=False, total=None)
    return answer(200, {"incidents": [whole(call, row) for row in rows], **place})


def _field(name: str, values: list[str]) -> Condition:
    return any_of(f"json_extract(o.fields, '$.{name}')", values)


RESOURCE = Resource(
    kind="incident",
    plural="incidents",
    path="/incidents",
    web="/incidents",
    fields={
        "title": Field(name(1024), required=True),
        "service": Field(reference("service"), required=True),
        "status": Field(one_of(*OPEN, "resolved"), "triggered"),
        "urgency": Field(one_of("high", "low"), "high"),
        "priority": Field(optional(reference("priority"))),
        "escalation_policy": Field(optional(reference("escalation_policy"))),
        "assignments": Field(_assignees, []),
        "incident_key": Field(text(255)),
    },
    show=_show,
    settle=_settle,
    links=_links,
    label="title",
    order="seq",
    filters={
        "service_ids": lambda values: _field("service", values),
        "statuses": lambda values: _field("status", values),
        "urgencies": lambda values: _field("urgency", values),
        "incident_key": lambda values: _field("incident_key", values),
    },
    wrote=_wrote,
)
ROUTES = [
    *collection(RESOURCE, "LG"),
    Route("POST", "/incidents", create),
    Route("PUT", "/incidents", update_several),
    Route("PUT", "/incidents/{id}", update),
]
