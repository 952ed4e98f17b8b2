"""Overrides whose ids PagerDuty keeps to itself: known by what they say, and kept all the same."""

import json

import httpx
import pytest
from reconcile.rotas import ANA, BEN, CHLOE
from reconcile.shift_rotas import shift_based, weekdays
from reconcile.shop import ROTA
from reconcile.test_shift_based_overrides import stand_in
from reconcile.wire import Bent
from reconcile.world import World, changes, ended, results

from pdsync.sandbox import Habits

DAILY = ROTA.format(key="a").replace("1 week", "1 day")
AHEAD = "2026-03-10T00:00:00Z", "2026-03-11T00:00:00Z"
RUNNING = "2026-03-02T09:00:00Z", "2026-03-02T18:00:00Z"
MARCH = {"since": "2026-03-01T00:00:00Z", "until": "2026-04-01T00:00:00Z", "overflow": "true"}


@pytest.fixture
def terse():
    """The sandbox, which tells of overrides no more than PagerDuty promises."""
    world = World(around=Bent)
    world.wire.bend = nameless
    return world


def nameless(request, answer):
    response = answer()
    if request.method != "GET" or not request.url.path.endswith("/overrides"):
        return response
    listed = json.loads(response.read())
    bare = [{key: one[key] for key in one if key != "id"} for one in listed["overrides"]]
    return httpx.Response(200, json={**listed, "overrides": bare})


def path_of(world):
    return f"/schedules/{world.named('schedule', 'schedules', 'a')['id']}/overrides"


def overridden(world, *spans):
    world.applied(ROTA.format(key="a"))
    user = {"id": world.get("/users")["users"][0]["id"], "type": "user_reference"}
    several = [{"start": start, "end": end, "user": user} for start, end in spans]
    world.send("POST", path_of(world), {"overrides": several})
    return user["id"]


def spans(world):
    found = world.get(path_of(world), **MARCH)["overrides"]
    return [(one["start"], one["end"]) for one in found]


def losing(world, *, number=1, minutes=0):
    """PagerDuty losing some overrides when the schedule is written, which takes its time."""
    path = path_of(world)

    def bend(request, answer):
        response = nameless(request, answer)
        if request.method == "PUT":
            for row in world.account.store.children("override", path.split("/")[2])[:number]:
                world.account.store.delete(row.id)
            world.sleep(60 * minutes)
        return response

    world.wire.bend = bend


def test_a_schedule_with_some_ahead_is_applied(terse):
    overridden(terse, AHEAD, RUNNING)
    terse.applied(DAILY)
    assert spans(terse) == [RUNNING, AHEAD]


def test_no_ids_are_asked_for_where_none_is_needed(terse):
    overridden(terse, AHEAD)
    terse.forget()
    terse.applied(DAILY)
    asked = [one.query for one in terse.sandbox.requests if one.path.endswith("/overrides")]
    assert [dict(query).get("editable") for query in asked] == [None] * 3


def test_one_that_is_lost_is_a_failure_that_prints_it(terse):
    overridden(terse, AHEAD)
    losing(terse)
    result, reason = results(terse.apply(DAILY))["schedule", "a"]
    assert result == "failed"
    assert "from 2026-03-10 00:00 to 2026-03-11 00:00 (Europe/London)" in reason


def test_of_two_the_one_that_is_lost_is_put_back_whole(terse):
    overridden(terse, RUNNING, AHEAD)
    losing(terse)
    assert ended(terse.apply(DAILY, restore_overrides=True)) == {"done"}
    assert spans(terse) == [RUNNING, AHEAD]


def test_the_call_that_puts_one_back_says_what_is_lost(terse):
    user = overridden(terse, AHEAD)
    calls = terse.plan(DAILY, restore_overrides=True).calls
    assert [one.if_lost for one in calls] == [None, f"{user} {AHEAD[0]}/{AHEAD[1]}"]


def test_one_that_runs_is_not_lost_because_time_went_by(terse):
    overridden(terse, RUNNING)
    losing(terse, number=0, minutes=7)
    assert ended(terse.apply(DAILY)) == {"done"}


def test_one_that_ended_during_the_write_is_not_lost(terse):
    overridden(terse, ("2026-03-02T09:00:00Z", "2026-03-02T10:03:00Z"))
    losing(terse, number=0, minutes=5)
    assert ended(terse.apply(DAILY)) == {"done"}


def test_the_same_holds_for_shifts(terse):
    terse.applied(shift_based(weekdays(ANA, BEN)))
    stand_in(terse, CHLOE, ANA)
    terse.applied(shift_based(weekdays(ANA, BEN, CHLOE)))


@pytest.mark.parametrize("seed", range(8))
def test_on_bad_days_overrides_stay(seed):
    world = World(habits=Habits(rate_limit=0, hostile=seed))
    calm = World.on(world.account)
    overridden(calm, AHEAD)
    for _ in range(3):
        if ended(world.apply(DAILY)) <= {"done"}:
            break
    assert changes(calm.plan(DAILY)) == []
    assert spans(calm) == [AHEAD]
