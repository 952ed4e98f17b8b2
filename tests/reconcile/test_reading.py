"""How many requests a plan may make, and lists that are long, late or hostile."""

import json
from math import ceil

import httpx
import pytest
from reconcile.shop import shop
from reconcile.world import World, changes, ended

from pdsync.sandbox import DEFAULT_SEED, Habits

ZONES = ("Europe/London", "America/New_York", "Australia/Sydney")


def account(services, schedules, users):
    """YAML of a whole account, and the seed of its people."""
    people = [
        {"name": f"User {n}", "email": f"u{n}@acme.example", "role": "limited_user"}
        for n in range(users)
    ]
    lines = ["schedules:"]
    for n in range(schedules):
        lines += [
            f"  s{n}:",
            f"    time_zone: {ZONES[n % 3]}",
            "    layers:",
            "      - name: Week",
            "        rotation_virtual_start: 2026-01-05 09:00",
            "        rotation_turn_length_seconds: 1 week",
            f"        users: [u{n % users}@acme.example]",
        ]
    lines.append("escalation_policies:")
    for n in range(schedules):
        rule = f"{{escalation_delay_in_minutes: 5, targets: [s{n}]}}"
        lines += [f"  p{n}:", f"    escalation_rules: [{rule}]"]
    lines.append("services:")
    lines += [f"  svc{n}: {{escalation_policy: p{n % schedules}}}" for n in range(services)]
    return "\n".join(lines) + "\n", {**DEFAULT_SEED, "users": people}


@pytest.mark.slow
def test_a_plan_stays_within_its_budget_of_requests():
    services, schedules, users = 320, 130, 210
    text, seed = account(services, schedules, users)
    world = World(seed=seed)
    world.applied(text)
    before = world.client.requests
    assert changes(world.plan(text)) == []
    pages = sum(ceil(n / 100) for n in (services, schedules, users))
    budget = pages + len(ZONES) * ceil(schedules / 100) + 9
    assert world.client.requests - before <= budget


def test_a_first_apply_sends_one_write_per_resource():
    text, seed = account(40, 10, 5)
    world = World(seed=seed)
    world.apply(text)
    assert len(world.writes()) == 60


def test_people_are_read_only_when_something_refers_to_them(world):
    world.plan("teams: {web: {}}")
    paths = {request.path for request in world.sandbox.requests}
    assert paths == {
        "/teams",
        "/schedules",
        "/v3/schedules",
        "/escalation_policies",
        "/services",
    }


class ManyServices(httpx.BaseTransport):
    """An account with more services than PagerDuty lets an offset reach."""

    def __init__(self, inner, count):
        self.inner = inner
        self.services = [
            {"id": f"P{n:06}", "type": "service", "name": f"svc {n:06}", "description": None}
            for n in range(count)
        ]

    def handle_request(self, request):
        if request.url.path != "/services":
            return self.inner.handle_request(request)
        asked = request.url.params
        limit, offset = int(asked.get("limit", 25)), int(asked.get("offset", 0))
        if limit + offset > 10_000:
            return httpx.Response(400, json={"error": {"message": "Offset", "code": 2001}})
        down = asked.get("sort_by", "").endswith("desc")
        found = list(reversed(self.services)) if down else self.services
        page = found[offset : offset + limit]
        body = {"services": page, "limit": limit, "offset": offset, "total": len(found)}
        body["more"] = offset + limit < len(found)
        return httpx.Response(200, content=json.dumps(body))


@pytest.mark.slow
def test_more_than_ten_thousand_services_are_read_whole():
    world = World(around=lambda inner: ManyServices(inner, 12_345))
    last = "services: {last: {name: svc 012344}}"
    assert changes(world.plan(last)) == [("adopt", "service", "last")]


def test_what_cannot_be_read_whole_stops_the_plan():
    from pdsync.errors import PdsyncError

    world = World(around=lambda inner: ManyServices(inner, 20_050))
    with pytest.raises(PdsyncError, match=r"20,?050"):
        world.plan("services: {last: {name: svc 012344}}")


@pytest.mark.parametrize("seed", range(25))
def test_on_bad_days_it_converges_within_three_runs_without_duplicates(seed):
    world = World(habits=Habits(rate_limit=0, hostile=seed))
    text = shop("a") + "teams: {web: {members: [{user: ana.silva@acme.example}]}}\n"
    for _ in range(3):
        if ended(world.apply(text)) <= {"done"}:
            break
    assert changes(world.plan(text)) == []
    calm = World.on(world.account)
    for plural in ("services", "schedules", "teams", "escalation_policies"):
        assert len(calm.get(f"/{plural}")[plural]) == 1, plural
