"""After a write of rotations: who is on call is as planned, or it fails."""

import json
from datetime import datetime, timedelta

import httpx
import pytest
from reconcile.rotas import ANA, BEN, CHLOE
from reconcile.shift_rotas import shift_based, weekdays
from reconcile.world import World, results


class AWeekLater(httpx.BaseTransport):
    """A PagerDuty that puts the first shift of the next events a week later, once told to."""

    def __init__(self, inner):
        self.inner = inner
        self.alters = False

    def handle_request(self, request):
        if self.alters and request.method == "POST" and request.url.path.endswith("/events"):
            body = json.loads(request.read())
            for end in ("start_time", "end_time"):
                time = datetime.fromisoformat(body["event"][end]["date_time"])
                body["event"][end]["date_time"] = (time + timedelta(weeks=1)).isoformat()
            request = httpx.Request(request.method, request.url, headers=request.headers, json=body)
        return self.inner.handle_request(request)


@pytest.fixture
def world():
    """A world whose transport can be told to alter events, as `world.wire.alters`."""
    world = World(around=AWeekLater)
    world.applied(shift_based(weekdays(ANA, BEN)))
    world.wire.alters = True
    return world


def test_shifts_that_come_back_a_week_later_are_a_failure(world):
    done = world.apply(shift_based(weekdays(ANA, BEN, CHLOE)))
    assert results(done)["schedule", "a"] == (
        "failed",
        "PagerDuty puts nobody on call from 2026-03-02T10:30:00+00:00 to "
        "2026-03-02T17:00:00+00:00, where the plan has Ana Silva; a new plan leaves it so, unless "
        "an `anchor:` says whose turn it is",
    )


def test_what_waits_for_a_hand_off_is_compared_as_well(world):
    done = world.apply(shift_based(weekdays(ANA, BEN, CHLOE)), effective="handoff")
    assert results(done)["schedule", "a"] == (
        "failed",
        "PagerDuty puts Ana Silva on call from 2026-03-09T09:00:00+00:00 to "
        "2026-03-09T17:00:00+00:00, where the plan has Ben Okafor; a new plan leaves it so, unless "
        "an `anchor:` says whose turn it is",
    )
