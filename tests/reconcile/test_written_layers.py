"""After a write of layers: order, number and rendering are those of the plan, or it fails."""

import json
from datetime import datetime, timedelta
from itertools import pairwise

import httpx
import pytest
from reconcile.on_duty import override
from reconcile.rotas import ANA, BEN, CHLOE, schedule, weekly
from reconcile.world import World, results


class Rewriting(httpx.BaseTransport):
    """A PagerDuty that makes something else of a schedule, as written or as returned."""

    def __init__(self, inner):
        self.inner = inner
        self.written = self.returned = lambda schedule: schedule

    def handle_request(self, request):
        if "/schedules" not in request.url.path:
            return self.inner.handle_request(request)
        if request.method in {"POST", "PUT"}:
            body = json.loads(request.read())
            self.written(body.get("schedule"))
            request = httpx.Request(request.method, request.url, headers=request.headers, json=body)
        response = self.inner.handle_request(request)
        body = json.loads(response.read())
        if request.method == "GET" and "schedule" in body:
            self.returned(body["schedule"])
        return httpx.Response(response.status_code, json=body)


@pytest.fixture
def bent():
    return World(around=Rewriting)


TWO = schedule(weekly(ANA, BEN), weekly(CHLOE, more=", only: Sat-Sun").replace("Base", "Top"))


def reason(world, text=TWO):
    ((result, why),) = results(world.apply(text)).values()
    return result, why


def test_layers_in_another_order_are_a_failure(bent):
    bent.wire.written = lambda one: one["schedule_layers"].reverse()
    assert reason(bent) == (
        "failed",
        "PagerDuty accepted the call, but did not take `layers`: "
        "read back, it differs from what was written; PagerDuty puts Ana Silva on call from "
        "2026-03-07T00:00:00+00:00 to 2026-03-09T00:00:00+00:00, where the plan has Chloe Martin",
    )


def test_a_layer_that_is_missing_is_a_failure(bent):
    bent.wire.written = lambda one: one["schedule_layers"].pop()
    assert reason(bent)[0] == "failed"


def test_a_layer_too_many_is_a_failure(bent):
    def doubled(one):
        one["schedule_layers"].append({**one["schedule_layers"][0], "name": "Other"})

    bent.wire.written = doubled
    assert reason(bent)[0] == "failed"


def test_others_on_call_than_the_layers_say_are_a_failure_that_names_the_time(bent):
    def shifted(one):
        entries = (one.get("final_schedule") or {}).get("rendered_schedule_entries") or []
        for first, second in pairwise(entries):
            if first["user"] != second["user"]:
                first["user"] = second["user"]
                break

    bent.wire.returned = shifted
    assert reason(bent, schedule(weekly(ANA, BEN))) == (
        "failed",
        "PagerDuty puts Ben Okafor on call from 2026-03-02T10:00:00+00:00 to "
        "2026-03-09T09:00:00+00:00, where the plan has Ana Silva",
    )


def later(**span):
    """Alters the virtual start of every layer that is written."""

    def later(one):
        for layer in one["schedule_layers"]:
            start = datetime.fromisoformat(layer["rotation_virtual_start"])
            layer["rotation_virtual_start"] = (start + timedelta(**span)).isoformat()

    return later


def test_turns_that_come_back_a_week_later_are_a_failure(bent):
    bent.wire.written = later(weeks=1)
    assert reason(bent, schedule(weekly(ANA, BEN))) == (
        "failed",
        "PagerDuty puts Ben Okafor on call from 2026-03-02T10:00:00+00:00 to "
        "2026-03-09T09:00:00+00:00, where the plan has Ana Silva; a new plan leaves it so, unless "
        "an `anchor:` says whose turn it is",
    )
    bent.wire.written = lambda _: None
    bent.applied(schedule(weekly(ANA, BEN, more=f", anchor: {{who: {ANA}, at: 2026-03-02}}")))


def test_hand_offs_that_come_back_an_hour_later_are_a_failure_of_an_update(bent):
    bent.applied(schedule(weekly(ANA, BEN), zone="Australia/Sydney"))
    bent.wire.written = later(hours=1)
    changed = schedule(weekly(ANA, BEN, CHLOE), zone="Australia/Sydney")
    result, why = reason(bent, changed)
    assert result == "failed"
    assert "Ana Silva on call from 2026-03-09T09:00:00+11:00 to 2026-03-09T10:00:00+11:00" in why


def test_what_differs_only_after_many_weeks_is_a_failure_as_well(bent):
    bent.wire.written = later(days=1)
    result, why = reason(bent, schedule(weekly(ANA, BEN, rotate="8 weeks", handoff="Sun 09:00")))
    assert (result, "where the plan has Ben Okafor" in why) == ("failed", True)


def test_overrides_and_seconds_that_pass_are_no_failure(bent):
    bent.applied(schedule(weekly(ANA, BEN)))
    override(bent, CHLOE, "2026-03-04T00:00:00Z", "2026-03-05T00:00:00Z", "a")
    bent.sleep(0.7)
    bent.wire.written = lambda _: bent.sleep(5.4)
    bent.applied(schedule(weekly(ANA, BEN, CHLOE)))


def test_layers_as_planned_are_done(bent):
    assert reason(bent) == ("done", None)
