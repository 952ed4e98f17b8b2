"""Changes that wait for the next hand-off, one after another and in odd places."""

import pytest
from reconcile.rotas import ANA, BEN, CHLOE, DANIEL, people, schedule, shifts, weekly
from reconcile.shift_rotas import shift_based
from reconcile.shift_rotas import turns as turns_of_shifts
from reconcile.world import World, changes

THREE = (ANA, BEN, CHLOE)


@pytest.fixture
def world():
    return World()


def waiting(world, text):
    """Apply at the next hand-off, and see that nothing is left with the option and without it."""
    world.applied(text, effective="handoff")
    assert changes(world.plan(text, effective="handoff")) == []


def daily(*members, only="Mon-Fri 09:00-17:00"):
    base = f"name: Base, rotate: daily, handoff: '09:00', only: {only}"
    return schedule(f"{base}, members: [{', '.join(members)}]")


def test_a_layer_that_was_to_end_before_its_hand_off_runs_to_it(world):
    world.applied(schedule(weekly(*THREE, more=", until: 2026-03-08 12:00")))
    later = weekly(ANA, CHLOE, BEN, DANIEL, more=", until: 2026-04-01 09:00")
    waiting(world, schedule(later))
    assert shifts(world, 2) == [
        ("2026-03-02T10:00", "ana"),
        ("2026-03-09T09:00", "chloe"),
        ("2026-03-16T09:00", "ben"),
    ]


def test_a_layer_that_ends_before_its_hand_off_has_nothing_to_wait_for(world):
    ends = ", until: 2026-03-08 12:00"
    world.applied(schedule(weekly(*THREE, more=ends)))
    waiting(world, schedule(weekly(ANA, CHLOE, BEN, more=ends)))
    assert people(world, 3) == ["ana"]


@pytest.mark.parametrize("days", [4.5, 5.1, 6.2])
def test_after_an_empty_turn_comes_who_follows_on_the_last_who_had_one(world, days):
    world.applied(daily(*THREE))
    world.sleep(days * 86400)
    waiting(world, daily(*THREE, DANIEL))
    assert people(world, 1)[:2] == ["chloe", "daniel"]


def test_after_a_night_comes_who_follows_on_the_last_who_had_a_day(world):
    def half_days(*members):
        base = "name: Base, rotate: 12h, handoff: '09:00', only: 09:00-17:00"
        return schedule(f"{base}, members: [{', '.join(members)}]")

    world.applied(half_days(*THREE))
    world.sleep(86400 + 12 * 3600)
    waiting(world, half_days(ANA, CHLOE, BEN, DANIEL))
    assert people(world, 1)[:2] == ["daniel", "ana"]


def test_a_change_that_waits_takes_the_place_of_one_that_never_took_effect(world):
    world.applied(schedule(weekly(*THREE)))
    waiting(world, schedule(weekly(ANA, CHLOE, BEN)))
    waiting(world, schedule(weekly(*THREE)))
    assert people(world, 4) == ["ana", "ben", "chloe", "ana", "ben"]


def test_the_same_of_rotations(world):
    def rotation(*members):
        members = ", ".join(members)
        return shift_based(f"rotate: weekly, handoff: Mon 09:00, members: [{members}]")

    world.applied(rotation(*THREE))
    waiting(world, rotation(ANA, CHLOE, BEN))
    waiting(world, rotation(*THREE))
    assert turns_of_shifts(world, 4) == ["ana", "ben", "chloe", "ana", "ben"]


@pytest.mark.parametrize(
    ("handoff", "then"),
    [
        ("Mon 10:00", ["2026-03-09T10:00", "2026-03-16T10:00"]),
        ("Tue 09:00", ["2026-03-10T09:00", "2026-03-17T09:00"]),
        ("Fri 17:00", ["2026-03-09T09:00", "2026-03-13T17:00"]),
    ],
)
def test_another_hand_off_leaves_nobody_hours_for_a_turn(world, handoff, then):
    world.applied(schedule(weekly(*THREE)))
    world.sleep(2 * 86400)
    waiting(world, schedule(weekly(*THREE, handoff=handoff)))
    found = [one for one in shifts(world, 3) if one[1] == "ben"] + shifts(world, 3)[2:3]
    assert [start for start, _ in found] == then
    assert people(world, 3)[:3] == ["ana", "ben", "chloe"]


def test_a_change_with_another_name_is_taken_back_all_the_same(world):
    world.applied(schedule(weekly(*THREE)))
    waiting(world, schedule(weekly(ANA, CHLOE, BEN).replace("Base", "Weeks")))
    world.applied(schedule(weekly(*THREE).replace("Base", "Weeks")))
    assert people(world, 3) == ["ana", "ben", "chloe", "ana"]


def test_of_somebody_who_comes_twice_the_copy_that_has_the_turn_goes_on(world):
    four = (ANA, BEN, ANA, CHLOE)
    world.applied(schedule(weekly(*four)))
    world.sleep(16 * 86400)
    assert people(world, 2)[:2] == ["ana", "chloe"]
    world.applied(schedule(weekly(*four, handoff="Mon 10:00")))
    assert people(world, 2)[:2] == ["ana", "chloe"]
    waiting(world, schedule(weekly(*four, DANIEL, handoff="Mon 10:00")))
    assert people(world, 3)[:3] == ["ana", "chloe", "daniel"]


def test_a_stint_of_several_days_goes_on_when_windows_change(world):
    stints = (ANA, ANA, ANA, BEN, BEN, BEN)
    world.applied(daily(*stints))
    world.sleep(2 * 86400)
    world.applied(daily(*stints, only="Mon-Fri 09:00-18:00"))
    assert people(world, 1)[:4] == ["ana", "ben", "ben", "ben"]
