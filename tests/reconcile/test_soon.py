"""A change of an event that runs takes effect half an hour after it is sent, and says when."""

from datetime import timedelta

import pytest
from reconcile.rotas import ANA, BEN, CHLOE, DANIEL
from reconcile.shift_rotas import events, on_call, shift_based, turns, weekdays
from reconcile.world import World, changes, results, said

from pdsync.reconcile import stale
from pdsync.render.plan import plan_json

BEFORE = shift_based(weekdays(ANA, BEN))
AFTER = shift_based(weekdays(CHLOE, DANIEL))


def weekly(*people):
    """Turns that change hands on Mondays at 10:20, twenty minutes after the start of a test."""
    return shift_based(f"rotate: weekly, handoff: Mon 10:20, members: [{', '.join(people)}]")


@pytest.fixture
def running():
    made = World()
    made.applied(BEFORE)
    return made


def edges(world):
    return [
        (one["effective_since"], one["effective_until"]) for found in events(world) for one in found
    ]


def row(plan):
    (found,) = plan_json(plan)["oncall"]["schedules"]
    return found


def test_who_is_on_call_goes_on_until_the_time_that_the_plan_shows(running):
    told = row(running.plan(AFTER))
    assert told["now"] == {"old": [ANA], "new": [ANA], "until": "2026-03-02T10:30:00Z"} | {
        "was_until": told["now"].get("was_until")
    }
    assert told["changes"][0] == {
        "start": "2026-03-02T10:30:00Z",
        "end": "2026-03-02T17:00:00Z",
        "old": [ANA],
        "new": [CHLOE],
    }


def test_the_warning_of_who_goes_on_call_says_the_time(running):
    assert [one for one in said(running.plan(AFTER)) if one[0] == "oncall-now"] == [
        (
            "oncall-now",
            "policies.yaml:2:3",
            "schedule `a` puts chloe.martin@acme.example on call from 2026-03-02 10:30 "
            "(Europe/London) on, and takes ana.silva@acme.example off",
        )
    ]


def test_the_end_that_is_set_is_the_time_that_the_plan_shows(running):
    running.sleep(17)
    shown = plan_json(running.plan(AFTER))["soon"]
    running.applied(AFTER)
    ((_, end), (begin, _)) = edges(running)
    assert (shown, end, begin) == ("2026-03-02T10:31:00Z",) * 3


def test_a_plan_without_an_event_that_runs_has_no_such_time():
    assert plan_json(World().plan(AFTER))["soon"] is None


def test_a_change_with_a_hand_off_before_it_keeps_who_takes_over_there():
    world = World()
    world.applied(weekly(ANA, BEN))
    world.now += timedelta(minutes=10)
    world.applied(weekly(CHLOE, BEN, ANA))
    assert turns(world, 3)[:4] == ["ana", "ben", "ana", "chloe"]


def test_a_hand_off_that_is_nearer_is_passed_over():
    world = World()
    world.applied(weekly(ANA, BEN))
    world.applied(weekly(CHLOE, BEN, ANA), effective="handoff")
    ((_, end), (begin, _)) = edges(world)
    assert end == begin == "2026-03-09T10:20:00Z"


def test_a_hand_off_half_an_hour_ahead_is_not():
    world = World()
    world.applied(weekly(ANA, BEN))
    world.now += timedelta(days=6, hours=23, minutes=50)
    world.applied(weekly(CHLOE, BEN, ANA), effective="handoff")
    ((_, end), (begin, _)) = edges(world)
    assert end == begin == "2026-03-09T10:20:00Z"


@pytest.mark.parametrize("minutes", [1, 10, 29, 30, 31, 45, 60 * 24 * 8])
def test_the_plan_stays_empty_until_it_takes_effect_and_after(running, minutes):
    running.applied(AFTER)
    running.now += timedelta(minutes=minutes)
    assert changes(running.plan(AFTER)) == []


def test_a_second_change_in_that_time_takes_effect_then_as_well(running):
    running.applied(AFTER)
    running.now += timedelta(minutes=20)
    running.applied(shift_based(weekdays(DANIEL, CHLOE)))
    assert [end for _, end in edges(running)] == ["2026-03-02T10:30:00Z", None]


def test_a_rotation_that_is_new_begins_at_once(running):
    running.applied(shift_based(weekdays(ANA, BEN), weekdays(CHLOE, shifts="shifts: 18:00-20:00")))
    assert [len(found) for found in events(running)] == [1, 1]
    assert "18:00" in on_call(running, 1)[1][0]


def test_a_saved_plan_that_is_older_than_that_time_is_still_the_plan(running):
    made, older = running.now, plan_json(running.plan(AFTER))
    running.now += timedelta(hours=2)
    assert stale(older, plan_json(running.plan(AFTER, as_of=made)), running.now) == ()


def test_a_saved_plan_is_void_when_it_would_take_effect_after_the_next_hand_off():
    world = World()
    world.applied(weekly(ANA, BEN))
    world.now += timedelta(hours=1)
    plan = plan_json(world.plan(weekly(ANA, CHLOE)))
    assert plan["valid_until"] == "2026-03-09T09:50:00Z"


def test_what_is_sent_late_takes_effect_later_and_says_so(running):
    plan = running.plan(AFTER)
    running.now += timedelta(minutes=20)
    done = running.carry_out(plan)
    assert edges(running)[0][1] == "2026-03-02T10:50:00Z"
    assert results(done) == {("schedule", "a"): ("done", None)}
    assert done.outcomes[0].notes == (
        "it takes effect at 2026-03-02T10:50Z, later than planned, since it was sent later",
    )


def test_the_successor_is_made_right_after_the_end_is_set(running):
    running.applied(shift_based(weekdays(ANA, BEN), weekdays(CHLOE, shifts="shifts: 18:00-20:00")))
    running.forget()
    changed = shift_based(
        weekdays(DANIEL, BEN),
        weekdays(DANIEL, shifts="shifts: 18:00-20:00"),
        more="    description: x\n",
    )
    running.applied(changed)
    sent = [
        (one.method, one.path.rpartition("/")[0].rpartition("/")[2])
        for one in running.sandbox.requests
        if "/v3/" in one.path
    ]
    first = next(at for at, one in enumerate(sent) if one[0] != "GET")
    writes = sent[first : first + 5]
    assert [method for method, _ in writes] == ["PUT", "PUT", "POST", "PUT", "POST"]


def test_one_that_would_take_effect_after_a_hand_off_says_so():
    world = World()
    world.applied(weekly(ANA, BEN))
    world.now += timedelta(hours=1)
    text = weekly(ANA, CHLOE)
    older = plan_json(world.plan(text))
    made = world.now
    world.now += timedelta(days=6, hours=22, minutes=55)
    fresh = plan_json(world.plan(text, as_of=made))
    assert stale(older, fresh, world.now)[0] == (
        "it was to take effect before a hand-off, and would do so after it"
    )
