"""Configurations that many tests begin with, and the people in them."""

ANA, BEN, CHLOE, DANIEL, MAYA = (
    f"{name}@acme.example"
    for name in ("ana.silva", "ben.okafor", "chloe.martin", "daniel.weiss", "maya.cohen")
)

ACME = """\
schedules:
  primary:
    name: Primary
    time_zone: Europe/London
    layers:
      - name: Weekly
        rotation_virtual_start: 2026-01-05 09:00
        rotation_turn_length_seconds: 1 week
        users: [ana.silva@acme.example, ben.okafor@acme.example]
  office:
    name: Office
    time_zone: Australia/Sydney
    layers:
      - name: Days
        rotation_virtual_start: 2026-01-05 09:00
        rotation_turn_length_seconds: 1 week
        users: [liam.chen@acme.example]
        restrictions: [{start_time_of_day: 09:00, duration_seconds: 8h}]
escalation_policies:
  shop:
    name: Shop
    escalation_rules:
      - escalation_delay_in_minutes: 10m
        targets: [primary, office]
      - escalation_delay_in_minutes: 15m
        targets: [emma.johnson@acme.example]
services:
  cart:
    name: Cart
    escalation_policy: shop
"""
PRIMARY = ACME[: ACME.index("  office:")]

FIRST_DOCUMENT = """\
escalation_policy:
  name: "Platform Team"
  escalation_rules:
    - escalation_delay_in_minutes: 0
      targets:
        - type: user
          id: "P123ABC"  # On-call engineer
    - escalation_delay_in_minutes: 15
      targets:
        - type: user
          id: "P456DEF"  # Team lead
"""
"""The document that began it all, with its one mistake."""
