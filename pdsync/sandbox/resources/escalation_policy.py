"""Escalation policies: levels of people and schedules, and the delay before the next level."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox._errors import Bad, invalid, not_found
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.check import (
    BLANK,
    each,
    name,
    one_of,
    references,
    text,
    whole_number,
)
from pdsync.sandbox.collections.collection import collection, forbidden, linked
from pdsync.sandbox.collections.resource_type import Field, Fields, Resource
from pdsync.sandbox.collections.view import refer, refer_all
from pdsync.sandbox.resources.team import FORBIDDEN
from pdsync.sandbox.rules.membership import enlist
from pdsync.sandbox.rules.stakeholders import is_stakeholder
from pdsync.sandbox.state.store import Row

MOST_TARGETS = 10
# PagerDuty does not publish the name of the entitlement to round robin; this one is made up.
ROUND_ROBIN = "round_robin"
STRATEGIES = "escalation_rule_assignment_strategies"
KINDS = {
    "user": "user",
    "user_reference": "user",
    "schedule": "schedule",
    "schedule_reference": "schedule",
    "schedule_v3_reference": "schedule_v3",
}


def _rule(call: Call, value: Any) -> Fields:
    if not isinstance(value, dict):
        raise Bad("must be a list of rules")
    targets = value.get("targets")
    if not isinstance(targets, list) or not targets:
        raise Bad(f"targets {BLANK}")
    if len(targets) > MOST_TARGETS:
        raise Bad(f"base May have at most {MOST_TARGETS} escalation targets")
    return {
        "id": value.get("id") or call.account.new_id(),
        "escalation_delay_in_minutes": _delay(call, value),
        "targets": sorted({_target(call, target) for target in targets}),
        "strategy": _strategy(call, value.get("escalation_rule_assignment_strategy")),
    }


def _delay(call: Call, rule: Fields) -> int:
    try:
        return int(whole_number(1)(call, rule.get("escalation_delay_in_minutes")))
    except Bad as bad:
        raise Bad(f"escalation delay in minutes {bad}") from None


def _target(call: Call, target: Any) -> tuple[str, str]:
    # A target of an unknown type is looked for among the users.
    given = target if isinstance(target, dict) else {}
    kind, ident = KINDS.get(str(given.get("type")), "user"), str(given.get("id"))
    kinds = ("schedule", "schedule_v3") if kind.startswith("schedule") else (kind,)
    found = [row for row in (call.store.get(one, ident) for one in kinds) if row is not None]
    if not found:
        raise not_found()
    if is_stakeholder(found[0]) and not call.seeding:
        raise Bad("targets can't be stakeholders")
    return ident, found[0].kind


def _strategy(call: Call, value: Any) -> str | None:
    if value is None:
        return None
    if ROUND_ROBIN not in call.account.abilities:
        raise forbidden("Access Denied")
    wanted = value.get("type") if isinstance(value, dict) else None
    if wanted not in ("round_robin", "assign_to_everyone"):
        raise Bad("assignment strategy is not included in the list")
    return str(wanted)


def _rules(call: Call, value: Any) -> list[Fields]:
    if value == []:
        raise invalid("Cannot Delete Only Rule For Escalation Policy")
    rules: list[Fields] = each(_rule, least=1)(call, value)
    return rules


def _show(call: Call, row: Row) -> Fields:
    if STRATEGIES in call.includes and ROUND_ROBIN not in call.account.abilities:
        raise forbidden("Access Denied")
    services = call.store.users_of(row.id, "service", "escalation_policy")
    return row.fields | {
        "escalation_rules": [_shown(call, rule) for rule in row.fields["escalation_rules"]],
        "services": refer_all(call, "service", services, "services"),
        "teams": refer_all(call, "team", row.fields["teams"], "teams"),
    }


def _shown(call: Call, rule: Fields) -> Fields:
    shown = {
        "id": rule["id"],
        "escalation_delay_in_minutes": rule["escalation_delay_in_minutes"],
        "targets": [refer(call, kind, ident, "targets") for ident, kind in rule["targets"]],
    }
    if STRATEGIES in call.includes:
        strategy = {"type": rule["strategy"] or "assign_to_everyone"}
        shown["escalation_rule_assignment_strategy"] = strategy
    return shown


def _links(fields: Fields) -> list[tuple[str, str]]:
    targets = [target for rule in fields["escalation_rules"] for target in rule["targets"]]
    return [("target", ident) for ident, _ in targets] + [
        ("team", team) for team in fields["teams"]
    ]


def _wrote(call: Call, row: Row) -> None:
    rules = row.fields["escalation_rules"]
    people = [ident for rule in rules for ident, kind in rule["targets"] if kind == "user"]
    enlist(call, row.fields["teams"], people)


def _veto(call: Call, row: Row) -> None:
    if call.store.users_of(row.id, "service", "escalation_policy"):
        raise invalid("Escalation policy can't be deleted if it's being used by services")


RESOURCE = Resource(
    kind="escalation_policy",
    plural="escalation_policies",
    path="/escalation_policies",
    web="/escalation_policies",
    fields={
        "name": Field(name(255, FORBIDDEN), required=True),
        "description": Field(text(1024)),
        "num_loops": Field(whole_number(0), 0),
        "on_call_handoff_notifications": Field(
            one_of("if_has_services", "always"), "if_has_services"
        ),
        "escalation_rules": Field(_rules, required=True),
        "teams": Field(references("team", 1), []),
    },
    show=_show,
    links=_links,
    unique="Name has already been taken",
    filters={
        "team_ids": linked("escalation_policy", "team"),
        "user_ids": linked("escalation_policy", "target"),
    },
    veto=_veto,
    wrote=_wrote,
)
ROUTES = [*collection(RESOURCE)]
