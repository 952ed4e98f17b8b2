"""After a write of layers: order, number and rendering are those of the plan, or it fails."""

import json
from itertools import pairwise

import httpx
import pytest
from reconcile.rotas import ANA, BEN, CHLOE, schedule, weekly
from reconcile.world import World, results


class Bent(httpx.BaseTransport):
    """A PagerDuty that makes something else of a schedule, as written or as returned."""

    def __init__(self, inner):
        self.inner = inner
        self.written = self.returned = lambda schedule: schedule

    def handle_request(self, request):
        if "/schedules" not in request.url.path:
            return self.inner.handle_request(request)
        if request.method in {"POST", "PUT"}:
            body = json.loads(request.read())
            self.written(body["schedule"])
            request = httpx.Request(request.method, request.url, headers=request.headers, json=body)
        response = self.inner.handle_request(request)
        body = json.loads(response.read())
        if request.method == "GET" and "schedule" in body:
            self.returned(body["schedule"])
        return httpx.Response(response.status_code, json=body)


@pytest.fixture
def bent():
    made = []

    def around(inner):
        made.append(Bent(inner))
        return made[0]

    world = World(around=around)
    world.bent = made[0]
    return world


TWO = schedule(weekly(ANA, BEN), weekly(CHLOE, more=", only: Sat-Sun").replace("Base", "Top"))


def reason(world, text=TWO):
    ((result, why),) = results(world.apply(text)).values()
    return result, why


def test_layers_in_another_order_are_a_failure(bent):
    bent.bent.written = lambda one: one["schedule_layers"].reverse()
    assert reason(bent) == (
        "failed",
        "PagerDuty accepted the call, but did not take `layers`: "
        "read back, it differs from what was written",
    )


def test_a_layer_that_is_missing_is_a_failure(bent):
    bent.bent.written = lambda one: one["schedule_layers"].pop()
    assert reason(bent)[0] == "failed"


def test_a_layer_too_many_is_a_failure(bent):
    def doubled(one):
        one["schedule_layers"].append({**one["schedule_layers"][0], "name": "Other"})

    bent.bent.written = doubled
    assert reason(bent)[0] == "failed"


def test_others_on_call_than_the_layers_say_are_a_failure_that_names_the_time(bent):
    def shifted(one):
        entries = (one.get("final_schedule") or {}).get("rendered_schedule_entries") or []
        for first, second in pairwise(entries):
            if first["user"] != second["user"]:
                first["user"] = second["user"]
                break

    bent.bent.returned = shifted
    assert reason(bent, schedule(weekly(ANA, BEN))) == (
        "failed",
        "PagerDuty took the layers, but puts Ben Okafor on call from 2026-03-02T10:00:00+00:00 to "
        "2026-03-09T09:00:00+00:00, where they say Ana Silva",
    )


def test_layers_as_planned_are_done(bent):
    assert reason(bent) == ("done", None)
