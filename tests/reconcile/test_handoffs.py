"""Changes of rotations that wait for the next hand-off."""

import pytest
from reconcile.rotas import ANA, BEN, CHLOE, DANIEL, live_layer, people, schedule, shifts, weekly
from reconcile.world import World, changes


@pytest.fixture
def world():
    return World()


def at_handoff(world, text):
    """Apply with changes that wait for the hand-off, and see that nothing is left either way."""
    done = world.apply(text, effective="handoff")
    assert {one.result.value for one in done.outcomes} == {"done"}
    assert changes(world.plan(text, effective="handoff")) == []
    assert changes(world.plan(text)) == []


def test_a_change_can_wait_for_the_hand_off(world):
    world.applied(schedule(weekly(ANA, BEN, CHLOE)))
    at_handoff(world, schedule(weekly(BEN, DANIEL)))
    assert shifts(world, 3) == [
        ("2026-03-02T10:00", "ana"),
        ("2026-03-09T09:00", "ben"),
        ("2026-03-16T09:00", "daniel"),
        ("2026-03-23T09:00", "ben"),
    ]


def test_after_the_hand_off_there_is_one_layer_again(world):
    world.applied(schedule(weekly(ANA, BEN, CHLOE)))
    text = schedule(weekly(BEN, DANIEL))
    at_handoff(world, text)
    world.sleep(8 * 86400)
    assert changes(world.plan(text)) == []
    world.applied(schedule(weekly(BEN, DANIEL, ANA)))
    assert people(world, 3) == ["ben", "daniel", "ana", "ben"]


def test_a_removed_layer_can_wait_for_its_hand_off(world):
    top = f"name: Top, rotate: weekly, handoff: Fri 12:00, members: [{CHLOE}]"
    world.applied(schedule(weekly(ANA, BEN), top))
    at_handoff(world, schedule(weekly(ANA, BEN)))
    assert shifts(world, 2)[:2] == [("2026-03-02T10:00", "chloe"), ("2026-03-06T12:00", "ana")]


def test_a_new_layer_can_wait_for_its_hand_off(world):
    top = f"name: Top, rotate: weekly, handoff: Fri 12:00, members: [{CHLOE}, {BEN}]"
    world.applied(schedule(weekly(ANA)))
    at_handoff(world, schedule(weekly(ANA), top))
    assert shifts(world, 2) == [
        ("2026-03-02T10:00", "ana"),
        ("2026-03-06T12:00", "chloe"),
        ("2026-03-13T12:00", "ben"),
    ]


def test_a_change_back_before_the_hand_off_leaves_one_rotation(world):
    before = schedule(weekly(ANA, BEN, CHLOE))
    world.applied(before)
    at_handoff(world, schedule(weekly(BEN, DANIEL)))
    world.applied(before)
    assert people(world, 3) == ["ana", "ben", "chloe", "ana"]


def test_what_differs_in_name_only_does_not_wait(world):
    world.applied(schedule(weekly(ANA, BEN)))
    at_handoff(world, schedule(weekly(ANA, BEN).replace("Base", "Weeks")))
    assert live_layer(world)["name"] == "Weeks"
