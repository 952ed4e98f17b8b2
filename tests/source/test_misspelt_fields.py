"""A field with a typo is one finding, which names the field that is meant, wherever it stands."""

import re

import pytest
from source.saying import said

TEXT = """\
teams:
  support:
    name: Support
    members:
      - {user: ana.silva@acme.example, role: manager}
schedules:
  primary:
    name: Primary
    time_zone: Europe/London
    teams: [support]
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
        anchor: {who: ana.silva@acme.example, at: 2026-01-05}
        only: Mon-Fri 09:00-17:00
        members: [ana.silva@acme.example]
  api:
    time_zone: Europe/London
    layers:
      - start: 2026-01-05 09:00
        rotation_virtual_start: 2026-01-05 09:00
        rotation_turn_length_seconds: 1 week
        users: [ana.silva@acme.example]
        restrictions:
          - type: daily_restriction
            start_time_of_day: 09:00
            duration_seconds: 8h
  by_shifts:
    time_zone: Europe/London
    rotations:
      - name: Days
        shifts: Mon-Fri 09:00-17:00
        per_member: 1
        anchor: {who: ana.silva@acme.example, at: 2026-01-05}
        members: [ana.silva@acme.example]
  v3:
    time_zone: Europe/London
    rotations:
      - events:
          - name: E
            start_time: {date_time: 2026-01-05T09:00:00, time_zone: Europe/London}
            end_time: {date_time: 2026-01-05T17:00:00, time_zone: Europe/London}
            effective_since: 2026-01-05T09:00:00Z
            recurrence: ["RRULE:FREQ=DAILY"]
            assignment_strategy:
              type: rotating_member_assignment_strategy
              shifts_per_member: 1
              members: [{type: user_member, user_id: PABC123}]
    expect: {coverage: always, min_rest: 11h}
escalation_policies:
  shop:
    name: Shop
    num_loops: 2
    escalation_rules:
      - escalation_delay_in_minutes: 15m
        targets: [{schedule: primary}]
services:
  cart:
    name: Cart
    escalation_policy: shop
    incident_urgency_rule:
      type: use_support_hours
      during_support_hours: {type: constant, urgency: high}
      outside_support_hours: {type: constant, urgency: low}
    support_hours:
      type: fixed_time_per_day
      time_zone: Europe/London
      start_time: 09:00
      end_time: 17:00
      days_of_week: [1, 2]
    scheduled_actions:
      - type: urgency_change
        at: {type: named_time, name: support_hours_start}
        to_urgency: high
    auto_pause_notifications_parameters: {enabled: true, timeout: 300}
    integrations:
      mail:
        name: Mail
        type: generic_email_inbound_integration
        integration_email: a@acme.pagerduty.com
      prom: {name: Prom, vendor: Prometheus}
      mail2:
        name: M
        type: generic_email_inbound_integration
        integration_email: a2@acme.pagerduty.com
        email_incident_creation: use_rules
        email_filter_mode: and-rules-email
        email_filters:
          - {subject_mode: match, subject_regex: x, body_mode: always, from_email_mode: always}
        email_parsers:
          - action: trigger
            match_predicate:
              type: all
              children:
                - {part: subject, type: contains, matcher: abc}
            value_extractors:
              - {part: subject, type: regex, regex: "(a)", value_name: incident_key}
    expect: {coverage: always, answers_within: 15m, distinct_people: 2}
"""

KEYS = {"support", "primary", "api", "by_shifts", "shop", "cart", "mail", "prom"}
FIELDS = [
    pytest.param(found, id=f"{TEXT.count(chr(10), 0, found.start()) + 1}-{found[0]}")
    for found in re.finditer(r"(?<=[ {])[a-z_]{2,}(?=: |:$)", TEXT, re.MULTILINE)
    if found[0] not in KEYS
]


def test_without_a_typo_nothing_is_told():
    assert said(TEXT) == ""


@pytest.mark.parametrize("found", FIELDS)
def test_a_typo_is_told_once_with_the_field_that_is_meant(found):
    middle = len(found[0]) // 2
    typo = found[0][:middle] + found[0][middle + 1 :]
    first, *rest = said(TEXT[: found.start()] + typo + TEXT[found.end() :]).splitlines()
    assert f"unknown-field: `{typo}` is not a field " in first
    assert rest == [f"  did you mean `{found[0]}`?"]
