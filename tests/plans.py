"""Plans as literal values, for the tests of how they are shown."""

from pdsync.diagnostics import Place
from pdsync.kinds import Call
from pdsync.reconcile import Action, Change, FieldChange, Plan


def plan(*changes, **more):
    return Plan("acme", "acme", "policies", "sandbox.db", changes, **more)


def at(line):
    return Place("policies/checkout.yaml", line, 3)


def rule(delay, *targets):
    return {"escalation_delay_in_minutes": delay, "targets": list(targets)}


POLICY = Change(
    Action.CREATE,
    "escalation_policy",
    "checkout",
    "Checkout",
    place=at(3),
    fields=(
        FieldChange("/num_loops", None, 2),
        FieldChange(
            "/escalation_rules",
            None,
            [rule(10, "Checkout Primary"), rule(90, "ana@acme.example", "ben@acme.example")],
        ),
    ),
    calls=(Call("POST", "/escalation_policies"),),
)

SCHEDULE = Change(
    Action.CREATE,
    "schedule",
    "nights",
    "Nights",
    place=at(9),
    fields=(
        FieldChange("/time_zone", None, "Europe/Madrid"),
        FieldChange(
            "/layers",
            None,
            [
                {
                    "name": "Weekly",
                    "rotate": 604800,
                    "members": ["ana@acme.example", "ben@acme.example"],
                    "only": [
                        {
                            "type": "weekly_restriction",
                            "start_time_of_day": "20:00:00",
                            "duration_seconds": 43200,
                            "start_day_of_week": day,
                        }
                        for day in (1, 2, 3, 4, 7)
                    ],
                }
            ],
        ),
    ),
    calls=(Call("POST", "/schedules"),),
)

SERVICE = Change(
    Action.UPDATE,
    "service",
    "checkout-api",
    "Checkout API",
    id="PSERV01",
    place=at(19),
    fields=(
        FieldChange("/escalation_policy", "Platform Team", "Checkout"),
        FieldChange("/acknowledgement_timeout", 1800, 900, unit="seconds"),
        FieldChange("/auto_resolve_timeout", 14400, None, unit="seconds"),
        FieldChange("/incident_urgency_rule/type", "constant", "use_support_hours"),
        FieldChange(
            "/incident_urgency_rule/during_support_hours",
            None,
            {"type": "constant", "urgency": "high"},
        ),
    ),
    notes=("PagerDuty will also add ana@acme.example to the team Platform, if not on it yet",),
    calls=(Call("PUT", "/services/PSERV01"),),
)

RULES = Change(
    Action.UPDATE,
    "escalation_policy",
    "platform",
    "platform",
    id="PPOLI01",
    place=at(30),
    fields=(
        FieldChange("/escalation_rules/0/escalation_delay_in_minutes", 10, 15, unit="minutes"),
        FieldChange("/escalation_rules/0/targets", ["Primary"], ["Primary", "ana@acme.example"]),
        FieldChange(
            "/escalation_rules/1",
            rule(5, "Lead"),
            rule(5, "Lead"),
            moved_from="/escalation_rules/2",
        ),
        FieldChange("/escalation_rules/2", None, rule(5, "Security")),
        FieldChange("/escalation_rules/1", rule(5, "Old"), None),
    ),
    calls=(Call("PUT", "/escalation_policies/PPOLI01"),),
)

ADOPTED = Change(
    Action.ADOPT,
    "service",
    "search",
    "Search",
    id="PSERV02",
    place=at(40),
    fields=(FieldChange("/description", "Finds things", ""),),
    calls=(Call("PUT", "/services/PSERV02"),),
)

DELETED = Change(
    Action.DELETE,
    "service",
    "legacy-cart",
    "Legacy Cart",
    id="PSERV03",
    calls=(Call("DELETE", "/services/PSERV03", deletes=1),),
)

BLOCKED = Change(
    Action.DELETE,
    "service",
    "shop",
    "Shop",
    id="PSERV04",
    blocked=("it has 2 open incidents: #12 and #14",),
    calls=(Call("DELETE", "/services/PSERV04", deletes=1),),
)

EVERYTHING = plan(
    POLICY,
    SCHEDULE,
    SERVICE,
    RULES,
    ADOPTED,
    DELETED,
    BLOCKED,
    refused=(
        "7 deletions are more than 5, the limit of `safety.max_deletes`; check the plan, then "
        "allow it with `--allow-deletes 7`",
    ),
    people={"ana@acme.example": "Ana Silva", "ben@acme.example": "Ben Okafor"},
)
