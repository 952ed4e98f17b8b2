"""Services: what breaks, whom it pages, and how urgently."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox._errors import Bad, invalid
from pdsync.sandbox._times import shown
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.check import name, one_of, reference, text
from pdsync.sandbox.collections.collection import any_of, collection
from pdsync.sandbox.collections.resource_type import Condition, Field, Fields, Resource
from pdsync.sandbox.collections.view import ids_below, refer, refer_all
from pdsync.sandbox.rules import services as rules
from pdsync.sandbox.state.store import Row

GROUPING = "alert_grouping_parameters"
AUTO_PAUSE = "auto_pause_notifications_parameters"
COMPUTED = ("active", "warning", "critical", "maintenance")


def _type(_call: Call, value: Any) -> str:
    if value not in ("service", "service_reference"):
        raise Bad("is not included in the list")
    return "service"


def _prepare(_call: Call, body: Fields, _old: Row | None) -> Fields:
    """Takes support hours and actions away with the urgency that depended on them.

    A setting for several services that stands in the place of grouping is no grouping of its own.
    """
    grouping = body.get(GROUPING)
    if isinstance(grouping, dict) and grouping.get("type") == "alert_grouping_setting_reference":
        body = {name: value for name, value in body.items() if name != GROUPING}
    rule = body.get("incident_urgency_rule")
    if not isinstance(rule, dict) or rule.get("type") != "constant":
        return body
    return {"support_hours": None, "scheduled_actions": []} | body


def _settle(call: Call, fields: Fields, old: Row | None) -> Fields:
    if old is None and fields["status"] != "active" and not call.seeding:
        raise invalid("Status must be active for a new service")
    rules.check_urgency(fields)
    created = old.fields["created_at"] if old else call.now
    kept = "disabled" if fields["status"] == "disabled" else "active"
    return fields | {"created_at": created, "status": kept}


def _show(call: Call, row: Row) -> Fields:
    policy = row.fields["escalation_policy"]
    zone = call.account.time_zone
    teams = call.once(("teams of", policy), lambda: call.store.targets(policy, "team"))
    integrations = ids_below(call, row.id).get("integration", ())
    about = {key: value for key, value in row.fields.items() if key != AUTO_PAUSE}
    if AUTO_PAUSE in call.includes:
        about[AUTO_PAUSE] = row.fields[AUTO_PAUSE]
    grouping = row.fields[GROUPING]
    return about | {
        "created_at": shown(row.fields["created_at"], zone),
        "status": _computed_status(call, row),
        "last_incident_timestamp": shown(call.store.meta(f"last incident on {row.id}"), zone),
        "escalation_policy": refer(call, "escalation_policy", policy, "escalation_policies"),
        "teams": refer_all(call, "team", [ident for ident, _ in teams], "teams"),
        "integrations": refer_all(call, "integration", integrations, "integrations"),
        "addons": [],
        "alert_creation": "create_alerts_and_incidents",
        "alert_grouping": rules.legacy_grouping(grouping),
        "alert_grouping_timeout": rules.legacy_timeout(grouping),
        GROUPING: grouping,
        "response_play": None,
    }


def _computed_status(call: Call, row: Row) -> str:
    if row.fields["status"] == "disabled":
        return "disabled"
    if row.id in call.once("in maintenance", lambda: _in_maintenance(call)):
        return "maintenance"
    states = call.once("open incidents", lambda: _open_incidents(call)).get(row.id, set())
    if "triggered" in states:
        return "critical"
    return "warning" if states else "active"


def _in_maintenance(call: Call) -> set[str]:
    ongoing = {
        window.id
        for window in call.store.children("maintenance_window", "")
        if window.fields["start_time"] <= call.now < window.fields["end_time"]
    }
    links = call.store.all_links("maintenance_window", "service")
    return {service for window, service in links if window in ongoing}


def _open_incidents(call: Call) -> dict[str, set[str]]:
    states: dict[str, set[str]] = {}
    for incident, service in call.store.all_links("incident", "open on"):
        row = call.store.get("incident", incident)
        if row is not None:
            states.setdefault(service, set()).add(row.fields["status"])
    return states


def _veto(call: Call, row: Row) -> None:
    for incident in call.store.users_of(row.id, "incident", "open on"):
        call.store.delete(incident)


def _of_teams(teams: list[str]) -> Condition:
    one, values = any_of("t.target", teams)
    through_policies = (
        "SELECT p.source FROM links p JOIN links t ON t.source = p.target AND t.role = 'team'"
        " WHERE p.kind = 'service' AND p.role = 'escalation_policy'"
    )
    return f"o.id IN ({through_policies} AND {one})", values


RESOURCE = Resource(
    kind="service",
    plural="services",
    path="/services",
    web="/service-directory",
    fields={
        "type": Field(_type, "service"),
        "name": Field(name(255), required=True),
        "description": Field(text(1024)),
        "auto_resolve_timeout": Field(rules.timeout),
        "acknowledgement_timeout": Field(rules.timeout),
        "status": Field(one_of("disabled", *COMPUTED), "active"),
        "escalation_policy": Field(reference("escalation_policy"), required=True),
        "incident_urgency_rule": Field(rules.urgency_rule, {"type": "constant", "urgency": "high"}),
        "support_hours": Field(rules.support_hours),
        "scheduled_actions": Field(rules.scheduled_actions, []),
        "alert_creation": Field(
            one_of("create_incidents", "create_alerts_and_incidents"),
            "create_alerts_and_incidents",
        ),
        GROUPING: Field(rules.grouping, {"type": None, "config": None}),
        AUTO_PAUSE: Field(rules.auto_pause, {"enabled": False, "timeout": None}),
    },
    show=_show,
    prepare=_prepare,
    settle=_settle,
    links=lambda fields: [("escalation_policy", fields["escalation_policy"])],
    unique="Name has already been taken",
    filters={
        "team_ids": _of_teams,
        "name": lambda names: any_of("o.label", names),
    },
    veto=_veto,
)
ROUTES = [*collection(RESOURCE)]
