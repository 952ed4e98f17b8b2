"""Changes of rotations that wait for the next hand-off."""

import pytest
from reconcile.rotas import (
    ANA,
    BEN,
    CHLOE,
    DANIEL,
    live_layer,
    people,
    schedule,
    shifts,
    stamp,
    weekly,
)
from reconcile.world import World, changes, fields


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


@pytest.mark.parametrize(
    "after",
    [
        weekly(ANA, BEN, handoff="Fri 17:00"),
        weekly(ANA, BEN, rotate="2 weeks"),
        weekly(ANA, BEN, more=", only: Mon-Fri 09:00-17:00"),
        weekly(ANA, BEN, more=f", anchor: {{who: {BEN}, at: 2026-03-02}}"),
    ],
)
def test_a_change_that_keeps_the_members_can_wait_as_well(world, after):
    world.applied(schedule(weekly(ANA, BEN)))
    at_handoff(world, schedule(after))
    assert shifts(world, 1)[0] == ("2026-03-02T10:00", "ana")
    world.sleep(8 * 86400)
    assert changes(world.plan(schedule(after))) == []


def test_another_time_zone_cannot_wait_and_the_plan_says_so(world):
    world.applied(schedule(weekly(ANA, BEN)))
    world.sleep(7 * 86400)
    text = schedule(weekly(ANA, BEN), zone="America/New_York")
    plan = world.plan(text, effective="handoff")
    assert plan.changes[0].notes == (
        "another time zone cannot wait for a hand-off: all of it takes effect at once",
    )
    at_handoff(world, text)
    assert shifts(world, 2)[:2] == [("2026-03-09T10:00", "ben"), ("2026-03-09T13:00", "ana")]


def test_another_order_of_the_layers_cannot_wait_and_the_plan_says_so(world):
    low, top = weekly(ANA, BEN), weekly(CHLOE).replace("Base", "Top")
    world.applied(schedule(low, top))
    plan = world.plan(schedule(top, low), effective="handoff")
    assert plan.changes[0].notes == (
        "another order of the layers cannot wait for a hand-off: it takes effect at once",
    )


def test_a_layer_that_began_by_itself_can_be_changed_at_its_hand_off(world):
    text = schedule(weekly(ANA, BEN, more=", from: 2026-03-09 09:00"))
    world.applied(text)
    world.sleep(14 * 86400)
    at_handoff(world, text.replace(BEN, CHLOE))
    assert people(world, 3)[:3] == ["ben", "ana", "chloe"]


COVER = f"name: Cover, rotate: weekly, handoff: Mon 09:00, members: [{ANA}, {BEN}]"


def test_a_layer_that_ends_with_a_turn_of_its_own_is_ended_when_it_is_deleted(world):
    below = weekly(DANIEL)
    world.applied(schedule(below, f"{COVER}, until: 2026-03-30 09:00"))
    world.applied(schedule(below))
    assert people(world, 4) == ["daniel"]


def test_a_layer_that_is_to_go_can_be_put_back(world):
    below = weekly(DANIEL)
    world.applied(schedule(below, COVER))
    at_handoff(world, schedule(below))
    world.applied(schedule(below, COVER))
    assert people(world, 3) == ["ana", "ben", "ana", "ben"]
    assert live_names(world) == ["Cover", "Base"]


def live_names(world):
    ident = world.named("schedule", "schedules", "a")["id"]
    layers = world.get(f"/schedules/{ident}", time_zone="Etc/UTC")["schedule"]["schedule_layers"]
    now = stamp(world.now)
    return [one["name"] for one in layers if one["end"] is None or one["end"] > now]


def test_a_layer_that_goes_says_so_in_its_name(world):
    world.applied(schedule(weekly(ANA, BEN)))
    at_handoff(world, schedule(weekly(BEN, CHLOE)))
    assert live_names(world) == ["Base", "Base [until its hand-off]"]


def test_a_later_change_that_is_to_act_at_once_does(world):
    world.applied(schedule(weekly(ANA, BEN)))
    at_handoff(world, schedule(weekly(CHLOE, BEN)))
    world.applied(schedule(weekly(CHLOE, DANIEL)))
    assert people(world, 2)[0] in {"chloe", "daniel"}


def test_a_later_change_can_wait_as_well(world):
    world.applied(schedule(weekly(ANA, BEN)))
    at_handoff(world, schedule(weekly(CHLOE, BEN)))
    at_handoff(world, schedule(weekly(CHLOE, DANIEL)))
    assert people(world, 2)[0] == "ana"


def test_an_end_that_was_written_is_none_of_a_hand_off_although_another_layer_begins_then(world):
    top = f"name: Top, rotate: weekly, members: [{CHLOE}], from: 2026-04-06 09:00"
    world.applied(schedule(weekly(ANA, BEN, more=", until: 2026-04-06 09:00"), top))
    plan = world.plan(schedule(weekly(ANA, BEN), top))
    assert fields(plan) == {"/layers/0/until": ("2026-04-06T09:00:00+01:00", None)}


def test_what_others_hide_stays_hidden_while_they_are_succeeded(world):
    low = f"name: Low, rotate: daily, handoff: '17:30', members: [{ANA}, {BEN}], only: 22:00-06:00"
    top = f"name: Top, rotate: 36h, handoff: '00:00', members: [{CHLOE}, {DANIEL}]"
    world.applied(schedule(low, top))
    at_handoff(world, schedule(low.replace("17:30", "00:00"), top.replace(DANIEL, BEN)))


def test_layers_without_names_can_wait_as_well(world):
    nameless = weekly(ANA, BEN).removeprefix("name: Base, ")
    world.applied(schedule(nameless))
    at_handoff(world, schedule(nameless.replace(ANA, CHLOE)))
    world.applied(schedule(nameless.replace(ANA, DANIEL)))
    assert people(world, 1)[0] == "ben"
