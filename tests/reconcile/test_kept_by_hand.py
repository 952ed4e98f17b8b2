"""What is not written of a layer or rotation stays the account's, whatever else of it changes."""

import pytest
from reconcile.rotas import ANA, BEN, CHLOE, live_layer, people, schedule, weekly
from reconcile.shift_rotas import events, shift_based, turns, weekdays
from reconcile.world import World, changes, said


@pytest.fixture
def world():
    return World()


def names(world):
    return [one["user"]["summary"].split()[0].lower() for one in live_layer(world)["users"]]


def shares(world):
    """Of the events that are to last: how many shifts in a row a member has, None for all."""
    found = [one for rotation in events(world) for one in rotation if not one["effective_until"]]
    return [one["assignment_strategy"].get("shifts_per_member") for one in found]


def members(world):
    by_id = {one["id"]: one["name"].split()[0].lower() for one in world.get("/users")["users"]}
    (last,) = [one for each in events(world) for one in each if not one["effective_until"]]
    return [by_id[one["user_id"]] for one in last["assignment_strategy"]["members"]]


@pytest.mark.parametrize(
    ("left", "changed"),
    [
        ("rotate: weekly, handoff: Tue 10:00", "another hand-off"),
        ("rotate: weekly, handoff: Mon 09:00, only: Mon-Fri", "windows"),
        ("rotate: 2 weeks, handoff: Mon 09:00", "longer turns"),
        ("handoff: Tue 10:00", "another hand-off, with the length of turns left out too"),
    ],
)
def test_members_of_a_layer_stay_through_any_change_of_its_turns(world, left, changed):
    world.applied(schedule(weekly(ANA, BEN, CHLOE)))
    (first, *_) = people(world)
    assert changes(world.plan(schedule(f"name: Base, {left}"))) != [], changed

    world.applied(schedule(f"name: Base, {left}"))

    assert sorted(names(world)) == ["ana", "ben", "chloe"]
    assert people(world)[0] == first


def test_members_that_somebody_adds_on_the_page_are_no_difference(world):
    world.applied(schedule(weekly(ANA, BEN)))
    mine = schedule("name: Base, rotate: weekly, handoff: Mon 09:00")
    assert changes(world.plan(mine)) == []
    world.applied(schedule(weekly(ANA, BEN, CHLOE)))

    assert changes(world.plan(mine)) == []


def test_turns_of_a_layer_stay_as_long_when_its_members_change(world):
    world.applied(schedule(weekly(ANA, BEN, rotate="2 weeks")))

    world.applied(schedule(f"name: Base, handoff: Mon 09:00, members: [{ANA}, {BEN}, {CHLOE}]"))

    assert live_layer(world)["rotation_turn_length_seconds"] == 14 * 24 * 60 * 60


def test_an_anchor_picks_one_of_the_members_that_the_account_has(world):
    world.applied(schedule(weekly(ANA, BEN)))

    world.applied(
        schedule(
            "name: Base, rotate: weekly, handoff: Mon 09:00, "
            f"anchor: {{who: {BEN}, at: 2026-03-02}}"
        )
    )

    assert (names(world), people(world)[0]) == (["ana", "ben"], "ben")


@pytest.mark.parametrize(
    "left", ["shifts: Mon-Fri 10:00-18:00, per_member: 5", "shifts: Mon-Fri 10:00-18:00"]
)
def test_members_of_a_rotation_stay_through_a_change_of_its_shifts(world, left):
    world.applied(shift_based(f"name: Base, {weekdays(ANA, BEN, CHLOE)}"))

    world.applied(shift_based(f"name: Base, {left}"))

    assert (sorted(members(world)), shares(world)) == (["ana", "ben", "chloe"], [5])
    assert turns(world)[:2] == ["ana", "ben"]


def test_members_have_as_many_shifts_in_a_row_when_one_joins(world):
    world.applied(shift_based(weekdays(ANA, BEN)))

    world.applied(shift_based(weekdays(ANA, BEN, CHLOE, more="")))

    assert shares(world) == [5]


def test_members_who_are_on_call_together_stay_so_when_one_joins(world):
    world.applied(shift_based(weekdays(ANA, BEN, more=", everyone: true")))

    world.applied(shift_based(weekdays(ANA, BEN, CHLOE, more="")))

    assert shares(world) == [None]


def test_who_writes_shares_has_turns_where_all_were_on_call_together(world):
    world.applied(shift_based(weekdays(ANA, BEN, more=", everyone: true")))

    world.applied(shift_based(weekdays(ANA, BEN, more=", per_member: 5")))

    assert shares(world) == [5]


@pytest.mark.parametrize("turns", ["daily", "12h", "daily, only: Mon-Fri 09:00-17:00"])
def test_turns_of_a_rotation_go_on_changing_hands_at_the_same_time(world, turns):
    world.applied(shift_based(f"rotate: {turns}, handoff: 09:00, members: [{ANA}, {BEN}]"))
    assert changes(world.plan(shift_based(f"rotate: {turns}, members: [{ANA}, {BEN}]"))) == []

    world.applied(shift_based(f"rotate: {turns}, members: [{ANA}, {BEN}, {CHLOE}]"))

    starts = {one["start_time"]["date_time"][11:16] for each in events(world) for one in each}
    assert starts <= {"09:00", "21:00"}


def test_turns_of_a_new_rotation_change_hands_at_midnight(world):
    world.applied(shift_based(f"rotate: daily, members: [{ANA}, {BEN}]"))

    starts = {one["start_time"]["date_time"][11:16] for each in events(world) for one in each}
    assert starts == {"00:00"}


def test_of_a_new_rotation_each_member_has_one_shift(world):
    world.applied(shift_based(weekdays(ANA, BEN, more="")))

    assert shares(world) == [1]


@pytest.mark.parametrize(
    ("whole", "made_of", "words", "column"),
    [
        (
            schedule(weekly(ANA, BEN)),
            schedule,
            "name: Base, rotate: weekly, handoff: Mon 09:00",
            72,
        ),
        (
            shift_based(weekdays(ANA, BEN, more=", per_member: 5, name: Base")),
            shift_based,
            "name: Base, shifts: Mon-Fri 09:00-17:00, per_member: 5",
            80,
        ),
    ],
)
def test_an_anchor_of_somebody_whom_the_account_does_not_have_there_is_an_error(
    world, whole, made_of, words, column
):
    world.applied(whole)

    plan = world.plan(made_of(f"{words}, anchor: {{who: {CHLOE}, at: 2026-03-02}}"))

    (found,) = plan.diagnostics
    assert said(plan) == [
        (
            "strange-anchor",
            f"policies.yaml:5:{column}",
            f"{CHLOE} is none of the members that the account has here",
        )
    ]
    assert found.help == f"write one of them, {ANA}, {BEN}, or `members:` as they are to be"
