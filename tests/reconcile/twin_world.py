"""What tests of twins share: a configuration, and what another run makes of it as well."""

from threading import Lock

import httpx
from organisation import ANA, BEN

ROTA = "layers: [{{name: L, rotate: weekly, handoff: Mon 09:00, members: [{}]}}]"
TEXT = f"""\
schedules:
  primary:
    name: Primary
    time_zone: Europe/London
    {ROTA.format(ANA)}
  second:
    name: Second
    time_zone: Europe/London
    {ROTA.format(BEN)}
escalation_policies:
  p: {{name: P, escalation_rules: [{{escalation_delay_in_minutes: 5, targets: [primary]}}]}}
  q: {{name: Q, escalation_rules: [{{escalation_delay_in_minutes: 5, targets: [second]}}]}}
services:
  s:
    name: S
    escalation_policy: p
    integrations: {{ev: {{name: Ev, type: events_api_v2_inbound_integration}}}}
"""
RULES = "escalation_rules: [{{escalation_delay_in_minutes: 5, targets: [{}]}}]"
NEW = f"  new: {{name: N, {RULES.format('primary')}}}\n"
LATER = (
    TEXT.replace("name: Primary", "name: First")
    .replace("name: Second", "name: Next")
    .replace("5, targets: [primary]", "6, targets: [primary]")
    .replace("  q: {name: Q", f"{NEW}  q: {{name: R")
    .replace("name: S\n", "name: Shop\n")
    + "  t: {name: T, escalation_policy: new}\n"
)
"""Another name for everything, a policy that needs the schedule, a service that needs that."""
MARK = "[managed by pdsync: acme/primary]"
PAGE = "https://acme.pagerduty.com/schedules"
UNTIL = "; until then none of them is changed, nor what needs them"


def copy_of(world, name, plural="schedules", path=None):
    """What another run makes of the same configuration: the same once more."""
    singular = plural.removesuffix("s")
    body = world.named(singular, plural, name)
    if plural == "schedules":
        body = world.get(f"/schedules/{body['id']}")["schedule"]
        body["schedule_layers"] = [
            {key: value for key, value in one.items() if key != "id"}
            for one in reversed(body["schedule_layers"])
        ]
    return world.send("POST", path or f"/{plural}", {singular: body})[singular]["id"]


def ident(world, name, plural="schedules"):
    return world.named(plural, plural, name)["id"]


class Between(httpx.BaseTransport):
    """Lets something happen just before one of the requests, once they are counted.

    Those that go out beside it wait until it has happened.
    """

    def __init__(self, inner):
        self.inner, self.count, self.happenings, self.refused = inner, 0, {}, None
        self.counting = Lock()

    def handle_request(self, request):
        with self.counting:
            self.count += 1
            self.happenings.pop(self.count, lambda: None)()
        if request.url.path == self.refused:
            error = {"message": "Access Denied", "code": 2010}
            return httpx.Response(403, json={"error": error})
        return self.inner.handle_request(request)


class Late(httpx.BaseTransport):
    """Shows a schedule only in the third of all lists that are asked for after it was made."""

    def __init__(self, inner, asked):
        self.inner, self.asked = inner, asked

    def handle_request(self, request):
        answer = self.inner.handle_request(request)
        if (request.method, request.url.path) != ("GET", "/schedules"):
            return answer
        body = httpx.Response(200, content=answer.read()).json()
        for one in body["schedules"]:
            self.asked[one["id"]] += 1
        body["schedules"] = [one for one in body["schedules"] if self.asked[one["id"]] > 2]
        body["total"] = len(body["schedules"])
        return httpx.Response(200, json=body)
