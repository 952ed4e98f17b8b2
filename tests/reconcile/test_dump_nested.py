"""Fields that PagerDuty adds inside of rules, layers, events and the like: a dump lists them."""

import pytest
from reconcile.wire import Altered
from reconcile.world import World

from pdsync.dump import Wish, dump
from pdsync.reconcile import read_everything

EVERYTHING = """\
teams: {web: {members: {ana.silva@acme.example: responder}}}
schedules:
  primary:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [ana.silva@acme.example]
        only: Mon-Fri 09:00-17:00
  hours:
    time_zone: Europe/London
    rotations: [{shifts: Mon-Fri 10:00-11:00, members: [ana.silva@acme.example]}]
escalation_policies:
  web:
    escalation_rules:
      - {escalation_delay_in_minutes: 10, targets: [primary]}
      - {escalation_delay_in_minutes: 10, targets: [hours, ana.silva@acme.example]}
services:
  cart:
    escalation_policy: web
    incident_urgency_rule:
      {type: use_support_hours, during_support_hours: high, outside_support_hours: low}
    support_hours:
      {time_zone: Europe/London, start_time: "09:00", end_time: "17:00", days_of_week: Mon-Fri}
    auto_pause_notifications_parameters: {enabled: true, timeout: 5m}
    scheduled_actions: [{at: support_hours_start, to_urgency: high}]
    integrations:
      mail:
        type: email
        integration_email: alerts@acme.pagerduty.com
        email_incident_creation: use_rules
        email_filter_mode: and-rules-email
        email_filters: [{subject_mode: match, subject_regex: down}]
        email_parsers:
          - action: trigger
            match_predicate:
              type: all
              children: [{type: contains, part: subject, matcher: down}]
            value_extractors:
              - {type: entire, part: subject, value_name: incident_key}
"""
WITHIN = [
    ("team", "web", []),
    (
        "schedule",
        "hours",
        [
            "rotations.colour",
            "rotations.events.assignment_strategy.colour",
            "rotations.events.assignment_strategy.members.colour",
            "rotations.events.colour",
            "rotations.events.end_time.colour",
            "rotations.events.start_time.colour",
        ],
    ),
    (
        "schedule",
        "primary",
        [
            "schedule_layers.colour",
            "schedule_layers.restrictions.colour",
            "schedule_layers.users.colour",
        ],
    ),
    ("escalation_policy", "web", ["escalation_rules.colour"]),
    (
        "service",
        "cart",
        [
            "auto_pause_notifications_parameters.colour",
            "incident_urgency_rule.colour",
            "incident_urgency_rule.during_support_hours.colour",
            "incident_urgency_rule.outside_support_hours.colour",
            "scheduled_actions.at.colour",
            "scheduled_actions.colour",
            "support_hours.colour",
        ],
    ),
    ("integration", "cart/mail", ["email_filters.colour", "email_parsers.colour"]),
]
"""What is listed where all that is nested has a colour; conditions are written as they are."""


def coloured(value):
    """All that is nested in a value with a field more, but for references and what is not set."""
    if isinstance(value, list):
        return [coloured(one) for one in value]
    if not isinstance(value, dict) or not any(value.values()):
        return value
    inside = {name: coloured(one) for name, one in value.items()}
    is_part = "self" not in value or {"events", "recurrence"} & {*value}
    return inside | ({"colour": "red"} if is_part else {})


def coloured_inside(value):
    """A resource of an answer, or a list of some, with that in all its fields."""
    if isinstance(value, list):
        return [coloured_inside(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {name: coloured(one) for name, one in value.items()}


def fields_told(world):
    found = dump(read_everything(world.client), Wish("mine"), world.now)
    told = {}
    for one in found.unsaid:
        told.setdefault((one.kind, one.key), []).append(one.field)
    return told, found


@pytest.fixture(scope="module")
def furnished():
    world = World(around=Altered)
    world.apply(EVERYTHING, "ownership: none\n")
    return world


def test_what_is_nested_and_read_is_not_listed(furnished):
    assert fields_told(furnished)[0] == {}


def test_fields_that_pagerduty_has_added_to_what_is_nested_are_listed(furnished):
    furnished.wire.alter = lambda _, body: {
        name: coloured_inside(value) for name, value in body.items()
    }
    told, found = fields_told(furnished)
    furnished.wire.alter = lambda _, body: body
    assert told == {(kind, key): fields for kind, key, fields in WITHIN if fields}
    assert "# Not here: `escalation_rules.colour`\n" in found.files["shared.yaml"]
