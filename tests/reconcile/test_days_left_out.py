"""Days left out of rotations: what the account gets, and whose turns move."""

import pytest
from reconcile.rotas import ANA, BEN, CHLOE
from reconcile.shift_rotas import events, shift_based, turns, weekdays
from reconcile.world import World, changes

DAILY = "shifts: 09:00-17:00"
ANCHOR = f", anchor: {{who: {ANA}, at: 2026-03-02}}"


@pytest.fixture
def world():
    return World()


def daily(more=""):
    return shift_based(weekdays(ANA, BEN, CHLOE, shifts=DAILY, more=more))


def left_out(days):
    return f", except: [{days}]"


@pytest.mark.parametrize("anchor", ["", ANCHOR])
def test_a_plan_after_an_apply_is_empty_and_the_account_has_the_date(world, anchor):
    text = daily(f"{anchor}{left_out('2026-03-04')}")
    world.applied(text)
    ((event,),) = events(world)
    assert event["recurrence"] == ["RRULE:FREQ=DAILY", "EXDATE:20260304T090000Z"]
    assert changes(world.plan(text)) == []


@pytest.mark.parametrize("anchor", ["", ANCHOR])
def test_a_shift_that_is_left_out_uses_up_no_turn(world, anchor):
    world.applied(daily(f"{anchor}{left_out('2026-03-04')}"))
    assert turns(world, 4)[:4] == ["ana", "ben", "chloe", "ana"]


def test_a_day_that_is_over_may_be_taken_out_and_nobody_moves(world):
    world.applied(daily(left_out("2026-03-04")))
    world.sleep(7 * 24 * 60 * 60)
    assert changes(world.plan(daily())) == []


def test_with_an_anchor_before_it_the_turns_move_and_the_plan_says_which_anchor_keeps_them(world):
    world.applied(daily(f"{ANCHOR}{left_out('2026-03-04')}"))
    world.sleep(7 * 24 * 60 * 60)
    (change,) = world.plan(daily(ANCHOR)).changes
    (told,) = [note for note in change.notes if "turns after 4 Mar 2026 move by one" in note]
    assert "at: 2026-03-05}` keeps them" in told
