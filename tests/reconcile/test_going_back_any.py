"""Whatever a bad merge made of a schedule: turns go on as without it, or the schedule is left."""

import pytest
from examples import at_most
from hypothesis import HealthCheck, event, given
from hypothesis import strategies as st
from reconcile.rotas import schedule, shifts
from reconcile.shift_rotas import on_call, shift_based, weekdays
from reconcile.test_any_rota import layered
from reconcile.test_shift_based_any import PEOPLE, SHIFTS
from reconcile.world import START, World, changes, ended

from pdsync.reconcile import Options, Undone
from pdsync.reconcile.going_back import Earlier, plan_back

pytestmark = pytest.mark.slow  # furnishes two accounts for each example

SOME = at_most(6, suppress_health_check=[HealthCheck.too_slow])
HOURS = st.integers(1, 900)
ROTATION = st.builds(
    lambda people, how: weekdays(*people, shifts=how[0], more=how[1]), PEOPLE, SHIFTS
)
ROTATIONS = st.lists(ROTATION, min_size=1, max_size=2).map(lambda them: shift_based(*them))


def back(world, good, bad, left_at):
    """The plan from what a bad configuration made to an earlier one."""
    later = (world.config(bad),)
    earlier = Earlier(world.config(good), later, True, left_at, lambda _: START)
    return plan_back(earlier, Undone("v1", "v1", ""), world.client, Options(), now=world.now)


def gone_back(good, bad, hours, more, told):
    """Who is on call with the merge undone, and without it; None for a schedule that is left."""
    fine, world = World(), World()
    for one in (fine, world):
        one.applied(good)
        one.sleep(hours * 3600)
    left_at = world.now
    assert ended(world.apply(bad)) <= {"done"}
    for one in (fine, world):
        one.sleep(more * 3600)
    before = told(world)
    plan = back(world, good, bad, left_at)
    done = world.carry_out(plan)
    assert ended(done) <= {"done"}, done.outcomes
    event(f"{len(plan.undone.pinned)} pinned, {[one.why for one in plan.undone.left_out]} left")
    if plan.undone.left_out:
        assert (told(world), world_calls(plan)) == (before, [])
        return None
    assert changes(back(world, good, bad, left_at)) == []
    for one in (fine, world):
        one.sleep(3600)
    return told(world), told(fine)


def world_calls(plan):
    return [(call.method, call.path) for call in plan.calls]


@SOME
@given(layered(), layered(), HOURS, HOURS)
def test_turns_of_layers_go_on_as_if_nothing_had_been(good, bad, hours, more):
    found = gone_back(schedule(*good), schedule(*bad), hours, more, lambda one: shifts(one, 8))
    if found:
        assert found[0] == found[1]


@SOME
@given(ROTATIONS, ROTATIONS, HOURS, HOURS)
def test_turns_of_rotations_go_on_as_if_nothing_had_been(good, bad, hours, more):
    found = gone_back(good, bad, hours, more, lambda one: sorted(on_call(one, 8)))
    if found:
        assert found[0] == found[1]
