"""A client of the sandbox whose every answer is checked against PagerDuty's description."""

import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sandbox.contract import Contract
from sandbox.shifts import Shifts

from pdsync.sandbox import Account, Habits, Sandbox, transport

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)  # a Monday
UNHURRIED = Habits(rate_limit=0)


class Clock:
    """Stands still until it is told to move."""

    def __init__(self, now=NOON):
        self.now = now

    def __call__(self):
        return self.now

    def forward(self, **time):
        self.now += timedelta(**time)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(scope="session")
def contract(shared):
    return Contract(json.loads((shared / "openapi" / "rest.json").read_text("utf-8")))


@pytest.fixture
def account(clock):
    account = Account.open(":memory:", clock=clock)
    yield account
    account.close()


@pytest.fixture
def judged(contract):
    """Makes a hook for httpx clients that checks each answer."""

    def check(response):
        response.read()
        request = response.request
        contract.judge(
            request.method, request.url.path, str(response.status_code), response.content
        )

    return check


@pytest.fixture
def connect(account, judged):
    """Opens clients of the account; every answer they get is judged."""
    clients = []

    def opened(*, token="full-access", habits=UNHURRIED, account=account, **ways):
        sandbox = Sandbox(account, habits, **ways)
        client = httpx.Client(
            transport=transport(sandbox),
            base_url="https://api.pagerduty.com",
            headers={"Authorization": f"Token token={token}"},
            event_hooks={"response": [judged]},
        )
        client.sandbox = sandbox
        clients.append(client)
        return client

    yield opened
    for client in clients:
        client.close()


@pytest.fixture
def api(connect):
    """The account as a caller with an ordinary token sees it."""
    return Caller(connect())


class Caller:
    """Says what is asked for, and gives back what matters of the answer."""

    def __init__(self, client):
        self.client = client
        self.sandbox = client.sandbox

    def get(self, path, **params):
        answer = self.client.get(path, params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path, **envelope):
        answer = self.client.post(path, json=envelope)
        assert answer.status_code in {200, 201}, answer.text
        return next(iter(answer.json().values()))

    def put(self, path, **envelope):
        answer = self.client.put(path, json=envelope or None)
        assert answer.status_code in {200, 204}, answer.text
        return next(iter(answer.json().values())) if answer.content else None

    def delete(self, path):
        answer = self.client.delete(path)
        assert answer.status_code in {200, 204}, answer.text
        return answer.status_code

    def refused(self, method, path, **envelope):
        """(status, code, errors) of a refusal; the message where there are no errors."""
        answer = self.client.request(method, path, json=envelope or None)
        assert answer.status_code >= 400, answer.text
        error = answer.json()["error"]
        return answer.status_code, error.get("code"), error.get("errors", error["message"])

    def user(self, name):
        """The id of somebody by first name."""
        return next(one["id"] for one in self.get("/users", query=name)["users"])

    def team(self, name="Core", **fields):
        return self.post("/teams", team={"name": name, **fields})["id"]

    def layer(self, *people, **fields):
        return {
            "start": "2026-03-01T00:00:00Z",
            "rotation_virtual_start": "2026-03-02T09:00:00Z",
            "rotation_turn_length_seconds": 86_400,
            "users": [{"user": {"id": self.user(p), "type": "user_reference"}} for p in people],
            **fields,
        }

    def schedule(self, *layers, name="Primary", time_zone="Europe/London", **fields):
        body = {"name": name, "time_zone": time_zone, "schedule_layers": list(layers), **fields}
        return self.post("/schedules", schedule={"type": "schedule", **body})

    def policy(self, *targets, name="Core", **fields):
        rules = [{"escalation_delay_in_minutes": 10, "targets": list(targets)}]
        body = {"name": name, "escalation_rules": rules, **fields}
        policy = {"type": "escalation_policy", **body}
        return self.post("/escalation_policies", escalation_policy=policy)

    def service(self, policy, name="Checkout", **fields):
        holder = {"id": policy["id"], "type": "escalation_policy_reference"}
        body = {"type": "service", "name": name, "escalation_policy": holder, **fields}
        return self.post("/services", service=body)

    def person(self, name):
        return {"id": self.user(name), "type": "user_reference"}


@pytest.fixture
def shifts(api):
    """The account's shift-based schedules."""
    return Shifts(api)


@pytest.fixture
def policy(api):
    """A policy that pages Ana."""
    return api.policy(api.person("Ana"))


@pytest.fixture
def service(api, policy):
    return api.service(policy)
