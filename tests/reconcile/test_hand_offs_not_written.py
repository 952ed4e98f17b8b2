"""Turns that do not say when they change hands go on doing it when they do in the account."""

import pytest
from reconcile.rotas import ANA, BEN, CHLOE
from reconcile.shift_rotas import on_call, shift_based
from reconcile.world import World, changes

UNMARKED = "ownership: none\n"

# The world begins on Monday 2 March 2026, 10:00 in London.


@pytest.fixture
def world():
    return World()


WEEKS = f"rotate: weekly, members: [{ANA}, {BEN}], name: Weeks"


@pytest.mark.parametrize("handoff", ["Thu 11:00", "Sun 23:30", "Mon 00:00"])
def test_turns_of_weeks_go_on_changing_hands_when_they_do(handoff):
    world = World()
    world.applied(shift_based(f"{WEEKS}, handoff: {handoff}"))
    assert changes(world.plan(shift_based(WEEKS))) == []
    more = shift_based(WEEKS.replace(f"{BEN}", f"{BEN}, {CHLOE}"))
    before = on_call(world, 1)
    world.applied(more)
    world.sleep(60 * 60)
    assert on_call(world, 1)[1:] == [(at, who) for at, who in before[1:] if who != "ana"]
    assert changes(world.plan(more)) == []


def test_turns_of_weeks_within_hours_do_as_well(world):
    nights = f"{WEEKS}, only: 22:00-06:00"
    world.applied(shift_based(f"{nights}, handoff: Wed 22:00, except: [2026-04-01]"))
    assert changes(world.plan(shift_based(f"{nights}, except: [2026-04-01]"))) == []


def test_an_adoption_keeps_the_hand_off_that_is_not_written(world):
    world.applied(shift_based(f"{WEEKS}, handoff: Thu 11:00"), UNMARKED)
    plan = world.plan(shift_based(WEEKS))
    assert [(one.action, one.fields) for one in plan.changes] == [("adopt", ())]


def test_a_hand_off_at_which_turns_are_no_shifts_gives_way_to_one_that_the_plan_shows(world):
    world.applied(shift_based(f"{WEEKS}, handoff: Thu 11:00"))
    (change,) = world.plan(shift_based(f"{WEEKS}, only: 22:00-06:00")).changes
    assert "shifts" in str(change.fields)


def test_days_left_out_of_turns_of_days_are_kept_with_their_hand_off(world):
    text = f"rotate: daily, members: [{ANA}, {BEN}], except: [2026-04-01]"
    world.applied(shift_based(f"{text}, handoff: 09:00"))
    assert changes(world.plan(shift_based(text))) == []


def test_a_new_rotation_of_weeks_needs_its_hand_off(world):
    (found,) = world.plan(shift_based(WEEKS)).diagnostics
    assert (found.message, found.help) == (
        "this is new, and PagerDuty takes none without `handoff`",
        "write `handoff: Mon 09:00`, or the name of the one in the account that is meant",
    )
