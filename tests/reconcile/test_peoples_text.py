"""Text of people's is text, whatever it looks like."""

import pytest
from organisation import ANA

LOOKS_LIKE_MORE = [
    "${env:STAGE}", "${now}", "${soon}", "${service:shop}", "$${now}", "${", "}", "%24%7Bnow%7D",
]  # fmt: skip


def shop(text):
    return f"""\
teams:
  shop: {{name: Shop, description: '{text}'}}
schedules:
  layered:
    time_zone: Etc/UTC
    description: '{text}'
    layers:
      - {{name: '{text}', rotate: weekly, handoff: Mon 09:00, members: [{ANA}]}}
  shifts:
    time_zone: Etc/UTC
    rotations:
      - {{name: '{text}', rotate: weekly, handoff: Mon 09:00, members: [{ANA}]}}
escalation_policies:
  shop:
    name: Shop
    teams: [shop]
    description: '{text}'
    escalation_rules:
      - {{escalation_delay_in_minutes: 10m, targets: [layered]}}
services:
  shop:
    name: Shop
    escalation_policy: shop
    description: '{text}'
    integrations:
      events: {{name: 'Events {text}', type: events_api_v2_inbound_integration}}
"""


@pytest.mark.parametrize("text", LOOKS_LIKE_MORE)
def test_text_that_looks_like_a_placeholder_arrives_as_it_is(world, text):
    world.applied(shop(text))

    service = world.named("service", "services", "Shop")
    listed = world.named("schedule", "schedules", "layered")
    layered = world.get(f"/schedules/{listed['id']}")["schedule"]
    (listed,) = world.get("/v3/schedules")["schedules"]
    shifts = world.get(f"/v3/schedules/{listed['id']}")["schedule"]
    assert (
        service["description"].partition("\n")[0],
        [one["summary"] for one in service["integrations"]],
        [one["name"] for one in layered["schedule_layers"]],
        [event["name"] for one in shifts["rotations"] for event in one["events"]],
    ) == (text, [f"Events {text}"], [text], [text])


def test_what_is_passed_through_is_sent_as_it_is(world):
    text = "{id: '${service:shop}', at: '${now}'}"

    world.apply(
        shop("x").replace("    integrations:", f"    extra: {{note: {text}}}\n    integrations:")
    )

    (sent,) = (one for one in world.sandbox.requests if one.path == "/services" and one.body)
    assert sent.body["service"]["note"] == {"id": "${service:shop}", "at": "${now}"}
