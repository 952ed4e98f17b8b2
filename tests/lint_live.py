"""An account that `pdsync lint --live` asks over the wire, with a token that may only read."""

import httpx
import respx
from reconcile.world import World

from pdsync.sandbox import transport

US = "https://api.pagerduty.com"
ANA, BEN = "ana@acme.example", "ben@acme.example"
NUMBERS = ("7700900123", "7700900456")
TOKEN = "readonly-secret-1234"
WEB = f"""\
escalation_policies:
  web:
    num_loops: 1
    escalation_rules:
      - escalation_delay_in_minutes: 15m
        targets: [{ANA}]
      - escalation_delay_in_minutes: 30m
        targets: [{BEN}]
"""


def phone(ident, number=NUMBERS[0], sort="phone", **more):
    about = {"id": ident, "type": f"{sort}_contact_method", "address": number, "label": "My phone"}
    return {**about, "country_code": 44, **more}


def rule(method, minutes, urgency="high"):
    return {
        "start_delay_in_minutes": minutes,
        "urgency": urgency,
        "contact_method": {"id": method, "type": "contact_method_reference"},
    }


def person(email, *methods, rules=(), **more):
    name = email.partition("@")[0].title()
    about = {"id": f"P{name.upper():0<6}", "name": name, "email": email, **more}
    return {**about, "contact_methods": [*methods], "notification_rules": [*rules]}


class Served:
    """An account of some people, in which only what was seeded reaches them."""

    def __init__(self, *people):
        self.world = World(seed={"users": [*people]})
        for one in people:
            path = f"/users/{one['id']}/contact_methods"
            for method in self.world.get(path)["contact_methods"]:
                if method["type"] == "email_contact_method" and method["label"] == "Default":
                    self.world.send("DELETE", f"{path}/{method['id']}")
        self.asked = []

    def answering(self, change=lambda _, answer: answer):
        """Answer for PagerDuty, noting each request; `change` may make another answer of one."""
        wire = transport(self.world.sandbox)

        def answer(request):
            self.asked.append((request.method, request.url.path))
            given = wire.handle_request(request)
            given.read()
            plain = httpx.Response(given.status_code, headers=given.headers, content=given.content)
            return change(request, plain)

        routes = respx.mock(base_url=US, assert_all_called=False)
        routes.route().mock(side_effect=answer)
        return routes


REACHED = person(BEN, phone("PBEN001", NUMBERS[1]), rules=[rule("PBEN001", 0)])


class Linting:
    """Lints texts over accounts, and sees that no number and no token is told."""

    def __init__(self, run, write, monkeypatch):
        self._run, self._write, self._environment = run, write, monkeypatch

    def __call__(
        self, text, *people, token=TOKEN, change=lambda _, answer: answer, options=(), **settings
    ):
        """Lint over an account of Ben and others; returns what ended, and the account."""
        served = Served(*people, REACHED)
        self._write(text, **settings)
        return self._linted(served, options, token, change), served

    def over(self, served, text, *options):
        """Lint over an account that has something; returns what ended."""
        self._write(text)
        return self._linted(served, options)

    def _linted(self, served, options, token=TOKEN, change=lambda _, answer: answer):
        self._environment.setenv("PAGERDUTY_TOKEN", token)
        with served.answering(change):
            ended = self._run("lint", "--live", *options)
        for secret in (token, *NUMBERS):
            assert secret not in ended.out + ended.err
        assert {method for method, _ in served.asked} <= {"GET"}
        return ended


def first(ended):
    """The first line of a finding, without its place."""
    return ended.out.splitlines()[0].partition(" ")[2]
