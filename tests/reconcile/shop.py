"""A schedule, the policy that uses it and its service, to be changed and deleted."""

import httpx
from organisation import ANA

TOKEN = {"Authorization": "Token token=token"}
ROTA = """
schedules:
  {key}:
    time_zone: Europe/London
    layers:
      - name: Week
        rotation_virtual_start: 2026-01-05 09:00
        rotation_turn_length_seconds: 1 week
        users: [ana.silva@acme.example, ben.okafor@acme.example]
"""
POLICY = """
escalation_policies:
  checkout:
    name: Checkout
    escalation_rules: [{{escalation_delay_in_minutes: 10, targets: [{target}]}}]
"""
SERVICE = "services: {cart: {name: Cart, escalation_policy: checkout}}\n"


def shop(schedule, *, service=True):
    text = ROTA.format(key=schedule) + POLICY.format(target=schedule)
    return text + (SERVICE if service else "")


def open_incident(world, service):
    ident = world.named("service", "services", service)["id"]
    body = {
        "type": "incident",
        "title": "Down",
        "service": {"id": ident, "type": "service_reference"},
    }
    url, headers = "https://api.pagerduty.com/incidents", {"From": ANA, **TOKEN}
    asked = httpx.Request("POST", url, headers=headers, json={"incident": body})
    answer = world.wire.handle_request(asked)
    return httpx.Response(200, content=answer.read()).json()["incident"]
