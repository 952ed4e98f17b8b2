"""Configurations before and after a bad merge, and the days on which it is made and undone."""

from git_repository import git

ANA, BEN, CHLOE = (f"{one}@acme.example" for one in ("ana.silva", "ben.okafor", "chloe.martin"))
ROTA = f"""\
schedules:
  primary:
    name: Primary
    time_zone: Europe/London
    layers:
      - name: base
        rotate: weekly
        handoff: Mon 09:00
        members: [{ANA}, {BEN}, {CHLOE}]
"""
DAILY = (
    ROTA.replace(f"[{ANA}, {BEN}", f"[{BEN}, {ANA}")
    .replace("rotate: weekly", "rotate: daily")
    .replace("Mon 09", "09")
)
SHIFTS = f"""\
schedules:
  primary:
    name: Primary
    time_zone: Europe/London
    rotations:
      - name: days
        shifts: Mon-Fri 09:00-17:00
        members: [{ANA}, {BEN}, {CHLOE}]
        per_member: 5
      - name: nights
        rotate: weekly
        handoff: Mon 17:00
        members: [{BEN}, {CHLOE}]
"""
POLICY = """\
escalation_policies:
  checkout:
    name: Checkout
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [primary]}
services:
  cart:
    name: Cart
    escalation_policy: checkout
"""
EVENTS = """\
    integrations:
      events: {name: Ev, type: events_api_v2_inbound_integration}
"""
TEAM = "teams: {web: {name: Web}}\n"
BAD = 23
"""Days after which the bad merge is applied: Wednesday 25 March."""
NIGHT = 24
"""Days after which it is taken back."""


def head():
    return git("rev-parse", "--short=12", "HEAD")
