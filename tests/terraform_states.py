"""States of Terraform for tests: what it would track of an account that is there."""

import json

MANAGED = "Managed by Terraform"
MOVING = """\
teams:
  checkout: {name: Checkout, description: Managed by Terraform, members: [ana.silva@acme.example]}
schedules:
  primary:
    name: Checkout Primary
    description: Managed by Terraform
    time_zone: Europe/London
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
        members: [ana.silva@acme.example, ben.okafor@acme.example]
        anchor: {who: ana.silva@acme.example, at: 2026-03-02}
escalation_policies:
  checkout:
    name: Checkout
    description: Managed by Terraform
    num_loops: 2
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [primary]}
services:
  worker-0: {name: Worker 0, description: Managed by Terraform, escalation_policy: checkout}
  worker-1: {name: Worker 1, description: Managed by Terraform, escalation_policy: checkout}
  basket:
    name: basket.api
    description: Managed by Terraform
    escalation_policy: checkout
    integrations: {events: {name: Events, type: events_api_v2}}
  cart:
    name: cart
    description: Managed by Terraform
    escalation_policy: checkout
    integrations: {events: {name: Events, type: events_api_v2}}
  clicked: {name: Clicked, escalation_policy: checkout}
"""
"""What the states of ../shared/cases/terraform track, and a service that somebody clicked."""

SECRET = "R0MADEUPKEYFORTESTSONLY0000000AA"


def tracked(type_, name, ident, *, index=None, module=None, mode="managed", **more):
    """A resource with one instance, as a stored state has it; `more` is of the instance."""
    instance = {"schema_version": 0, "attributes": {"id": ident, "integration_key": SECRET}}
    instance["attributes"] |= more.pop("attributes", {})
    instance |= {} if index is None else {"index_key": index}
    return {
        **({"module": module} if module else {}),
        "mode": mode,
        "type": type_,
        "name": name,
        "provider": 'provider["registry.terraform.io/pagerduty/pagerduty"]',
        "instances": [{**instance, **more}],
    }


def stored(*resources, version=4):
    """The text of a state as Terraform stores it."""
    head = {"version": version, "terraform_version": "1.11.4", "serial": 10, "outputs": {}}
    lineage = "6898785a-674e-345d-c57c-31244bacaa5b"
    return json.dumps({**head, "lineage": lineage, "resources": resources}, indent=2)


def moved_to(text, ids):
    """A state with other ids, in one go."""
    for before, after in ids.items():
        text = text.replace(f'"{before}"', f'"{after}"')
    return text


ARGUMENTS = {
    "pagerduty_team": {"name", "description", "default_role", "parent"},
    "pagerduty_team_membership": {"team_id", "user_id", "role"},
    "pagerduty_escalation_policy": {
        *("name", "description", "num_loops", "teams", "rule"),
        *("rule.escalation_delay_in_minutes", "rule.target"),
        "rule.escalation_rule_assignment_strategy",
    },
    "pagerduty_schedule": {
        *("name", "description", "time_zone", "teams", "overflow", "layer"),
        *("layer.name", "layer.start", "layer.end", "layer.users", "layer.restriction"),
        *("layer.rotation_virtual_start", "layer.rotation_turn_length_seconds"),
    },
    "pagerduty_schedulev2": {
        *("name", "description", "time_zone", "teams", "rotation", "rotation.event"),
        *("rotation.event.name", "rotation.event.start_time", "rotation.event.end_time"),
        *("rotation.event.recurrence", "rotation.event.assignment_strategy"),
        *("rotation.event.effective_since", "rotation.event.effective_until"),
    },
    "pagerduty_service": {
        *("name", "description", "escalation_policy", "response_play", "alert_creation"),
        *("acknowledgement_timeout", "auto_resolve_timeout", "incident_urgency_rule"),
        *("support_hours", "scheduled_actions", "auto_pause_notifications_parameters"),
        *("alert_grouping", "alert_grouping_timeout", "alert_grouping_parameters"),
    },
    "pagerduty_service_integration": {
        *("service", "name", "type", "vendor", "integration_key", "integration_email"),
        *("email_filter", "email_filter_mode", "email_incident_creation"),
        *("email_parser", "email_parsing_fallback"),
    },
}
"""What PagerDuty's provider 3.36.0 takes, of what pdsync has; deeper than this the API's own."""
