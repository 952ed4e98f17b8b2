"""Any change of a rotation: quiet after its apply, and nobody is moved who stays on the list."""

from datetime import timedelta

import pytest
from examples import at_most
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from reconcile.rotas import ANA, BEN, CHLOE, DANIEL
from reconcile.shift_rotas import events, on_call, shift_based, weekdays
from reconcile.world import World, changes

pytestmark = pytest.mark.slow  # furnishes an account for each example

PEOPLE = st.lists(st.sampled_from([ANA, BEN, CHLOE, DANIEL]), min_size=1, max_size=4, unique=True)
SHIFTS = st.sampled_from(
    [
        ("shifts: Mon-Fri 09:00-17:00", ", per_member: 5"),
        ("shifts: Mon-Fri 09:00-17:00", ""),
        ("shifts: 00:00-24:00", ", per_member: 3"),
        ("shifts: 18:00-09:00", ""),
        ("rotate: weekly, handoff: Wed 12:00", ""),
        ("rotate: daily, only: Sat-Sun 10:00-20:00", ""),
        ("shifts: {start: 2026-02-01 09:00, length: 1d, rrule: FREQ=DAILY;INTERVAL=2}", ""),
    ]
)
LIMITS = st.sampled_from(
    ["", "", ", from: 2026-03-09 09:00", ", from: 2026-04-01 12:00", ", until: 2026-12-01 09:00"]
)
HARD = at_most(4, suppress_health_check=list(HealthCheck))


def rotation(people, shifts):
    return shift_based(weekdays(*people, shifts=shifts[0], more=shifts[1]))


def current(world):
    """Who is on call now, or next, by first name."""
    return next(who for _, who in on_call(world, 9))


@HARD
@given(PEOPLE, PEOPLE, SHIFTS, st.integers(0, 400))
def test_a_change_of_members_moves_nobody_who_stays(before, after, shifts, hours):
    world = World()
    world.applied(rotation(before, shifts))
    world.now += timedelta(hours=hours)
    held = current(world)
    world.applied(rotation(after, shifts))
    world.now += timedelta(minutes=31)
    if any(one.startswith(held) for one in after):
        assert current(world) == held
    assert changes(world.plan(rotation(after, shifts))) == []


@HARD
@given(st.tuples(PEOPLE, SHIFTS), st.tuples(PEOPLE, SHIFTS), st.integers(0, 400), st.booleans())
def test_any_change_is_quiet_at_once_and_later(one, other, hours, waits):
    world = World()
    how = {"effective": "handoff"} if waits else {}
    world.applied(rotation(*one))
    world.now += timedelta(hours=hours)
    world.applied(rotation(*other), **how)
    world.now += timedelta(weeks=6)
    assert changes(world.plan(rotation(*other))) == []
    # One that is of other people and other shifts ends at its hand-off, and stays as the past.
    assert [len(found) for found in events(world) if found] == [1]


@HARD
@given(PEOPLE, PEOPLE, PEOPLE, SHIFTS)
def test_changes_that_come_close_together_are_quiet(one, other, third, shifts):
    world = World()
    for people in (one, other, third, one):
        world.applied(rotation(people, shifts))
        world.now += timedelta(minutes=2)
    world.now += timedelta(minutes=35)
    assert changes(world.plan(rotation(one, shifts))) == []


@HARD
@given(PEOPLE, PEOPLE, SHIFTS, st.tuples(LIMITS, LIMITS), st.booleans())
def test_starts_and_ends_that_come_and_go_are_quiet(one, other, shifts, limits, waits):
    world = World()
    how = {"effective": "handoff"} if waits else {}
    before, after = ((shifts[0], shifts[1] + limit) for limit in limits)
    world.applied(rotation(one, before))
    world.now += timedelta(hours=30)
    world.applied(rotation(other, after), **how)
    for _ in range(4):
        world.now += timedelta(days=9)
        assert changes(world.plan(rotation(other, after))) == []
