"""Overrides ahead are named where a plan tells who is on call, with what becomes of them."""

import pytest
from reconcile.on_duty import ANA, BEN, CHLOE, MAYA, THREE, account, layer, override, schedule
from reconcile.shift_rotas import shift_based, weekdays
from reconcile.test_shift_based_overrides import BOTH, DAYS, stand_in
from reconcile.world import World, said

from pdsync.render import PLAIN
from pdsync.render.plan import plan_json, plan_text

WEDNESDAY = "2026-03-04T12:00:00Z", "2026-03-04T18:00:00Z"


@pytest.fixture
def world():
    return World()


def told(plan):
    (row,) = plan_json(plan)["oncall"]["schedules"]
    return [
        (one["user"], one["instead_of"], one["start"], one["end"], one["becomes"])
        for one in row["overrides"]
    ]


def test_one_of_a_layered_schedule_that_changes_stays(world):
    world.applied(THREE)
    override(world, MAYA, *WEDNESDAY)
    swapped = THREE.replace(f"{BEN}, {CHLOE}", f"{CHLOE}, {BEN}")
    assert told(world.plan(swapped)) == [(MAYA, None, *WEDNESDAY, "stays")]


def test_one_that_runs_begins_now(world):
    world.applied(THREE)
    override(world, MAYA, "2026-03-02T11:00:00Z", WEDNESDAY[1])
    world.now = world.now.replace(hour=12)
    swapped = THREE.replace(f"{BEN}, {CHLOE}", f"{CHLOE}, {BEN}")
    assert told(world.plan(swapped))[0][2:] == ("2026-03-02T12:00:00Z", WEDNESDAY[1], "stays")


def test_one_of_whoever_is_on_call_then_anyway_is_moot(world):
    world.applied(THREE)
    override(world, BEN, *WEDNESDAY)
    alone = account(schedule(layer(BEN))) + THREE[THREE.index("escalation_policies") :]
    assert told(world.plan(alone)) == [(BEN, None, *WEDNESDAY, "moot")]


def test_one_of_a_schedule_that_is_deleted_goes(world):
    world.applied(account(schedule(layer(ANA, BEN))))
    override(world, MAYA, *WEDNESDAY)
    assert told(world.plan("teams: {web: {}}\n")) == [(MAYA, None, *WEDNESDAY, "goes")]


def test_of_rotations_it_is_named_with_whom_it_stands_in_for(world):
    world.applied(BOTH)
    stand_in(world, CHLOE, ANA)
    span = "2026-03-04T09:00:00Z", "2026-03-04T17:00:00Z"
    assert told(world.plan(BOTH.replace(f"{ANA}, {BEN}", f"{ANA}, {BEN}, {MAYA}"))) == [
        (CHLOE, ANA, *span, "stays")
    ]
    without = shift_based(weekdays(MAYA, BEN, more=", per_member: 5, name: Days"))
    assert told(world.plan(without)) == [(CHLOE, ANA, *span, "moot")]


def test_one_of_a_rotation_that_goes_goes(world):
    world.applied(BOTH)
    night = "2026-03-04T22:00:00Z", "2026-03-05T06:00:00Z"
    stand_in(world, BEN, CHLOE, rotation=1, when=night)
    assert told(world.plan(shift_based(DAYS))) == [(BEN, CHLOE, *night, "goes")]


RULES = "escalation_policies:\n  p:\n    escalation_rules:\n"
FIRST, SECOND = (
    f"      - {{escalation_delay_in_minutes: 10, targets: [{who}]}}\n" for who in (ANA, BEN)
)


def test_a_level_whose_rule_had_another_number_says_so(world):
    world.applied(RULES + FIRST + SECOND)
    plan = world.plan(RULES + SECOND)
    first, second = plan_json(plan)["oncall"]["levels"]
    assert [(one["level"], one["level_was"]) for one in (first, second)] == [(1, 2), (2, None)]
    assert [message for rule, _, message in said(plan) if rule == "oncall-now"] == [
        f"level 1 (was 2) of escalation policy `p` puts {BEN} on call at once, and takes {ANA} off",
    ]


def test_of_a_last_level_that_goes_only_whoever_is_on_no_other_is_off_call(world):
    world.applied(RULES + FIRST + SECOND)
    plan = world.plan(RULES + FIRST)
    assert [message for rule, _, message in said(plan) if rule == "oncall-now"] == [
        f"level 2 of escalation policy `p` takes {BEN} off call at once",
    ]
    assert "  p, level 2  no such level any more: always covered before" in [
        line.rstrip() for line in plan_text(plan_json(plan), PLAIN).splitlines()
    ]
