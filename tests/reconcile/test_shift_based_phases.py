"""Whose turn it is by anchors that lie ahead, and in events before the last."""

import pytest
from reconcile.rotas import ANA, BEN, CHLOE
from reconcile.shift_rotas import events, on_call, shift_based, turns, weekdays
from reconcile.world import World, changes

WEEKLY = "rotate: weekly, handoff: Mon 09:00"


@pytest.fixture
def world():
    return World()


def anchored(at, shifts=WEEKLY):
    more = f", anchor: {{who: {BEN}, at: {at}}}"
    return shift_based(weekdays(ANA, BEN, CHLOE, shifts=shifts, more=more))


@pytest.mark.parametrize("at", ["2026-03-23", "2027-01-04", "2026-03-02", "2020-01-06"])
@pytest.mark.parametrize(
    "shifts", [WEEKLY, "rotate: 2 weeks, handoff: Wed 12:00", "shifts: 22:00-06:00"]
)
def test_an_anchor_ahead_leaves_nobody_out_until_then(world, at, shifts):
    text = anchored(at, shifts)
    world.applied(text)
    assert on_call(world, 1)
    assert changes(world.plan(text)) == []


def test_the_turn_at_an_anchor_ahead_is_its_members(world):
    world.applied(anchored("2026-03-30"))
    assert turns(world, 5)[:5] == ["ana", "ben", "chloe", "ana", "ben"]
    ((event,),) = events(world)
    assert event["start_time"]["date_time"] < "2020-01-02"


@pytest.mark.parametrize(
    "shifts", ["09:00-21:00", "{start: 2026-03-02 09:00, length: 12h, rrule: FREQ=DAILY}"]
)
def test_events_before_the_last_begin_with_their_first_member(world, shifts):
    first = f"{{shifts: {shifts}, members: [{ANA}, {CHLOE}], until: 2026-03-04 00:00}}"
    last = f"{{shifts: {shifts}, members: [{BEN}], from: 2026-03-04 00:00}}"
    text = shift_based(f"events: [{first}, {last}]")
    world.applied(text)
    assert turns(world, 1) == ["ana", "chloe", "ben"]
    assert changes(world.plan(text)) == []
    world.sleep(86400)
    assert changes(world.plan(text)) == []
