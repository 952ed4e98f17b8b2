"""Overrides of shift-based schedules: people's own arrangements, kept, and told when moot."""

import pytest
from reconcile.rotas import ANA, BEN, CHLOE
from reconcile.shift_rotas import ident, on_call, shift_based, weekdays
from reconcile.world import World, results, said

DAYS = weekdays(ANA, BEN, more=", per_member: 5, name: Days")
NIGHTS = weekdays(CHLOE, more="", shifts="shifts: 22:00-06:00, name: Nights")
BOTH = shift_based(DAYS, NIGHTS)
WEDNESDAY = "2026-03-04T09:00:00Z", "2026-03-04T17:00:00Z"


@pytest.fixture
def world():
    return World()


def stand_in(world, user, instead, *, rotation=0, when=WEDNESDAY):
    """An override that somebody enters in PagerDuty."""
    path = f"/v3/schedules/{ident(world)}"
    rotations = world.get(path)["schedule"]["rotations"]
    users = {one["email"]: one["id"] for one in world.get("/users", limit=100)["users"]}
    given = {
        "type": "override_shift",
        "rotation_id": rotations[rotation]["id"],
        "start_time": when[0],
        "end_time": when[1],
        "overridden_member": {"type": "user_member", "user_id": users[instead]},
        "overriding_member": {"type": "user_member", "user_id": users[user]},
    }
    (made,) = world.send("POST", f"{path}/overrides", {"overrides": [given]})["overrides"]
    return made["id"]


def moot(plan):
    return [message for rule, _, message in said(plan) if rule == "moot-override"]


def test_one_of_whoever_has_no_such_shift_any_more_becomes_moot(world):
    world.applied(BOTH)
    stand_in(world, CHLOE, ANA)
    away = ", per_member: 5, name: Days, anchor: {who: BEN, at: 2026-03-02}".replace("BEN", BEN)
    assert moot(world.plan(shift_based(weekdays(ANA, BEN, more=away), NIGHTS))) == [
        f"schedule `a`: the override of {CHLOE} for {ANA} from 2026-03-04 09:00 "
        f"to 2026-03-04 17:00 (Europe/London) becomes moot: {ANA} has no such shift then"
    ]


def test_one_that_is_as_good_as_before_is_not_told(world):
    world.applied(BOTH)
    stand_in(world, CHLOE, ANA)
    assert moot(world.plan(shift_based(weekdays(ANA, BEN, CHLOE), NIGHTS))) == []
    assert moot(world.plan(shift_based(DAYS))) == []


def test_one_that_was_moot_before_is_not_news(world):
    world.applied(BOTH)
    stand_in(world, CHLOE, BEN)
    away = ", per_member: 5, name: Days, anchor: {who: BEN, at: 2026-03-02}".replace("BEN", BEN)
    assert moot(world.plan(shift_based(weekdays(ANA, BEN, CHLOE, more=away), NIGHTS))) == []


def test_one_of_a_rotation_that_goes_is_told_before_and_no_failure_after(world):
    world.applied(BOTH)
    stand_in(world, BEN, CHLOE, rotation=1, when=("2026-03-04T22:00:00Z", "2026-03-05T06:00:00Z"))
    plan = world.plan(shift_based(DAYS))
    assert len(moot(plan)) == 1
    world.applied(shift_based(DAYS))


def test_one_in_the_machine_form_names_both(world):
    world.applied(BOTH)
    stand_in(world, BEN, CHLOE, rotation=1, when=("2026-03-04T22:00:00Z", "2026-03-05T06:00:00Z"))
    (schedule,) = world.plan(shift_based(DAYS)).oncall.of("schedule")
    (found,) = schedule.affected.moot
    assert len(found.people) == 2


class Forgetful:
    """A PagerDuty that forgets the overrides of a schedule when it writes an event."""

    def __init__(self, world):
        self.world, self.path = world, f"/v3/schedules/{ident(world)}/overrides"
        inner = world.client.send

        def send(method, path, *args, **options):
            answer = inner(method, path, *args, **options)
            if method == "POST" and path.endswith("/events"):
                self.forget(inner)
            return answer

        world.client.send = send

    def forget(self, send):
        window = {"since": "2026-03-02T00:00:00Z", "until": "2026-06-02T00:00:00Z"}
        for one in self.world.get(self.path, **window)["overrides"]:
            send("DELETE", f"{self.path}/{one['id']}", None, repeatable=False)


def test_one_that_pagerduty_loses_is_a_failure_that_prints_it(world):
    world.applied(BOTH)
    stand_in(world, CHLOE, ANA)
    Forgetful(world)
    done = world.apply(shift_based(weekdays(ANA, BEN, CHLOE), NIGHTS))
    assert results(done)["schedule", "a"] == (
        "failed",
        "PagerDuty lost overrides; enter them again: chloe.martin@acme.example for "
        "ana.silva@acme.example from 2026-03-04 09:00 to 2026-03-04 17:00 (Europe/London)",
    )


def test_one_that_pagerduty_loses_can_be_put_back_by_a_call_of_the_plan(world):
    world.applied(BOTH)
    stand_in(world, CHLOE, ANA)
    Forgetful(world)
    changed = shift_based(weekdays(ANA, BEN, CHLOE), NIGHTS)
    done = world.apply(changed, restore_overrides=True)
    (outcome,) = done.outcomes
    assert (outcome.result.value, outcome.notes[-1][:32]) == (
        "done",
        "overrides were lost and put back",
    )
    assert ("2026-03-04T09:00", "chloe") in on_call(world, 1)
