"""Rotations in people's words: who is on call after a write, as the sandbox renders it."""

from datetime import UTC, datetime
from itertools import groupby

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
    virtual,
    weekly,
)
from reconcile.world import World, changes, said


@pytest.fixture
def world():
    return World()


# The world begins on Monday 2 March 2026, 10:00 in London: an hour after the weekly hand-off.


def test_a_new_rotation_begins_with_its_first_member(world):
    world.applied(schedule(weekly(ANA, BEN, CHLOE)))
    assert shifts(world, 3) == [
        ("2026-03-02T10:00", "ana"),
        ("2026-03-09T09:00", "ben"),
        ("2026-03-16T09:00", "chloe"),
        ("2026-03-23T09:00", "ana"),
    ]


def test_an_anchor_says_whose_turn_it_is(world):
    anchor = f", anchor: {{who: {CHLOE}, at: 2026-02-23}}"
    world.applied(schedule(weekly(ANA, BEN, CHLOE, more=anchor)))
    assert people(world, 3) == ["ana", "ben", "chloe", "ana"]


@pytest.mark.parametrize("at", ["2026-03-09", "2026-03-10", "2026-03-10 12:00", "2026-03-30"])
def test_an_anchor_may_be_any_time_of_the_turn_or_of_a_later_one(world, at):
    anchor = f", anchor: {{who: {BEN}, at: {at}}}"
    world.applied(schedule(weekly(ANA, BEN, CHLOE, more=anchor)))
    assert people(world, 2)[:2] == ["ana", "ben"]


def test_a_changed_anchor_moves_who_is_on_call(world):
    anchor = f", anchor: {{who: {ANA}, at: 2026-03-02}}"
    world.applied(schedule(weekly(ANA, BEN, CHLOE, more=anchor)))
    world.applied(schedule(weekly(ANA, BEN, CHLOE, more=anchor.replace(ANA, BEN))))
    assert people(world, 2)[:2] == ["ben", "chloe"]


@pytest.mark.parametrize(
    ("before", "after", "then"),
    [
        ((ANA, BEN, CHLOE), (ANA, BEN, CHLOE, DANIEL), "ben chloe daniel ana ben"),
        ((ANA, BEN, CHLOE), (DANIEL, ANA, BEN, CHLOE), "ben chloe daniel ana ben"),
        ((ANA, BEN, CHLOE), (CHLOE, BEN, ANA), "ben ana chloe ben ana"),
        ((ANA, BEN, CHLOE), (BEN, CHLOE), "ben chloe ben chloe ben"),
        ((ANA, BEN, CHLOE), (ANA, CHLOE), "chloe ana chloe ana chloe"),
        ((ANA, BEN, CHLOE), (DANIEL,), "daniel"),
    ],
    ids=["appended", "put first", "reordered", "another left", "the one on call left", "all left"],
)
def test_changed_members_leave_whoever_is_on_call(world, before, after, then):
    world.applied(schedule(weekly(*before)))
    world.sleep(8 * 86400)
    assert people(world, 1)[0] == "ben"
    world.applied(schedule(weekly(*after)))
    assert people(world, 4) == then.split()


def test_a_changed_hand_off_leaves_whoever_is_on_call_until_then(world):
    world.applied(schedule(weekly(ANA, BEN)))
    world.applied(schedule(weekly(ANA, BEN, handoff="Wed 14:00")))
    assert shifts(world, 2) == [
        ("2026-03-02T10:00", "ana"),
        ("2026-03-04T14:00", "ben"),
        ("2026-03-11T14:00", "ana"),
    ]


def test_longer_turns_count_from_the_present_one(world):
    world.applied(schedule(weekly(ANA, BEN)))
    world.sleep(8 * 86400)
    world.applied(schedule(weekly(ANA, BEN, rotate="2 weeks")))
    assert shifts(world, 4)[:2] == [("2026-03-10T10:00", "ben"), ("2026-03-23T09:00", "ana")]


def test_changed_windows_leave_whoever_is_on_call(world):
    days = "name: Base, rotate: daily, handoff: '09:00', "
    members = f"members: [{ANA}, {BEN}, {CHLOE}]"
    world.applied(schedule(f"{days}{members}"))
    world.sleep(86400)
    assert people(world, 1)[:3] == ["ben", "chloe", "ana"]
    world.applied(schedule(f"{days}{members}, only: Mon-Fri 09:00-17:00"))
    assert people(world, 1)[:6] == ["ben", "chloe", "ana", "ben", "chloe", "ana"]


WORKING = weekly(ANA, BEN, CHLOE, more=", only: Mon-Fri 09:00-17:00")


@pytest.mark.parametrize(
    ("before", "after", "days", "then"),
    [
        (WORKING, WORKING.replace("17:00", "18:00"), 4.3125, "ana ben chloe"),
        (WORKING, WORKING.replace("Mon-Fri", "Mon-Sun"), 5.08, "ana ben chloe"),
        (WORKING.partition(", only")[0], WORKING, 5.08, "ben chloe ana"),
        (WORKING, WORKING.replace(f"{ANA}, ", ""), 5.08, "ben chloe ben"),
    ],
    ids=["Friday 17:30", "Saturday", "Saturday, windows added", "who is done leaves"],
)
def test_windows_changed_outside_of_them_skip_and_double_nobodys_turn(
    world, before, after, days, then
):
    world.applied(schedule(before))
    world.sleep(days * 86400)
    world.applied(schedule(after))
    turns = [who for who, _ in groupby(people(world, 3))]
    assert turns[:3] == then.split()


def test_a_virtual_start_that_is_written_decides_as_an_anchor_does(world):
    world.applied(virtual("2026-03-02 09:00", ANA, BEN))
    world.sleep(9 * 86400)
    world.applied(virtual("2026-03-02 09:00", ANA, CHLOE))
    assert people(world, 2) == ["chloe", "ana", "chloe"]


def test_an_anchor_in_a_turn_means_that_turn_when_its_windows_are_over_too(world):
    world.applied(schedule(WORKING))
    world.sleep(2 * 86400)
    anchored = f"{WORKING}, anchor: {{who: {ANA}, at: 2026-03-07 12:00}}"
    assert changes(world.plan(schedule(anchored))) == []


def test_another_time_zone_leaves_whoever_is_on_call(world):
    world.applied(schedule(weekly(ANA, BEN)))
    world.sleep(8 * 86400)
    world.applied(schedule(weekly(ANA, BEN), zone="America/New_York"))
    assert shifts(world, 2)[:2] == [("2026-03-10T10:00", "ben"), ("2026-03-16T13:00", "ana")]


def test_a_member_alone_needs_no_hand_off(world):
    world.applied(schedule(f"name: Base, rotate: weekly, members: [{ANA}]"))
    assert people(world) == ["ana"]


def test_the_phase_in_the_account_is_kept(world):
    text = schedule(weekly(ANA, BEN, CHLOE))
    world.applied(text)
    first = live_layer(world)["rotation_virtual_start"]
    world.sleep(100 * 86400)
    assert changes(world.plan(text)) == []
    world.applied(text.replace("a:", "a:\n    description: New"))
    assert live_layer(world)["rotation_virtual_start"] == first


@pytest.mark.parametrize(
    ("layer", "message"),
    [
        (weekly(ANA, BEN, handoff="'09:00'"), "turns of weeks change hands on one day of the week"),
        (weekly(ANA, BEN, rotate="daily"), "change hands on another day each time"),
        (weekly(ANA, BEN, more=f", anchor: {{who: {CHLOE}, at: 2026-03-02}}"), "is none of"),
        (weekly(ANA, more=", users: [x@y.z]"), "`users` is PagerDuty's name for `members`"),
        (weekly(ANA, more=", next: x"), "whose turn is next is told by an anchor"),
        (weekly(ANA, more=", only: Mon-Fry 09:00-17:00"), "'Fry' is not a day of the week"),
        (weekly(ANA, more=", only: 09:00-09:00"), "begins and ends at the same time"),
        (weekly(ANA, more=", only: soon"), "'soon' is not a day of the week"),
        (weekly(ANA, more=", only: [at noon]"), "'at noon' is not a window of the week"),
        (weekly(ANA, handoff="noon"), "'noon' is not a time of hand-off"),
        (weekly(ANA, more=", anchor: ana"), "'ana' is not an anchor"),
        (weekly(ANA, BEN, more=", until: 2026-01-01, from: 2026-02-01"), "ends before it begins"),
        (weekly(), "a layer needs somebody"),
        (weekly(ANA, rotate="30m"), "'30m' is out of range"),
    ],
)
def test_what_cannot_be_meant_is_said(world, layer, message):
    found = said(world.plan(schedule(layer)))
    assert [message in text for _, _, text in found] == [True], found
    assert found[0][1].startswith("policies.yaml:5:")


def test_a_layer_by_pagerdutys_names_and_by_peoples_is_the_same(world):
    world.applied(
        virtual("2026-03-02 09:00", ANA, BEN, more=", end: 2026-06-01T08:00:00Z").replace(
            "users", "restrictions: [], users"
        )
    )
    assert changes(world.plan(schedule(weekly(ANA, BEN, more=", until: 2026-06-01 09:00")))) == []


def test_windows_across_midnight_and_weekends(world):
    text = f"name: Base, rotate: weekly, handoff: Mon 09:00, members: [{ANA}], only: "
    world.applied(schedule(f"{text}[Fri 18:00 - Mon 09:00, '22:00-06:00']"))
    restrictions = live_layer(world)["restrictions"]
    assert [
        (
            one["type"],
            one.get("start_day_of_week"),
            one["start_time_of_day"],
            one["duration_seconds"],
        )
        for one in restrictions
    ] == [
        ("weekly_restriction", 5, "18:00:00", 63 * 3600),
        ("daily_restriction", None, "22:00:00", 8 * 3600),
    ]


def test_the_instants_of_a_rotation_are_utc_on_the_wire(world):
    world.applied(schedule(weekly(ANA, BEN)))
    body = next(one.body for one in world.sandbox.requests if one.method == "POST")
    (layer,) = body["schedule"]["schedule_layers"]
    assert layer["rotation_virtual_start"] == stamp(datetime(2026, 3, 2, 9, tzinfo=UTC))


def test_longer_turns_change_hands_when_they_should(world):
    half_days = f"name: Base, rotate: 12h, handoff: '00:00', members: [{ANA}, {BEN}]"
    world.applied(schedule(half_days))
    world.applied(schedule(weekly(ANA, BEN, handoff="Tue 00:00")))
    assert [start for start, _ in shifts(world, 2)][1:] == ["2026-03-03T00:00", "2026-03-10T00:00"]


@pytest.mark.parametrize(
    ("before", "after", "until"),
    [
        (weekly(ANA, BEN, rotate="2 weeks"), {"handoff": "Mon 14:00"}, "2026-03-16T14:00"),
        (weekly(ANA, BEN, rotate="2 weeks"), {"handoff": "Sun 09:00"}, "2026-03-15T09:00"),
        (weekly(ANA, BEN, rotate="2 weeks"), {"handoff": "Mon 09:00"}, "2026-03-16T09:00"),
    ],
)
def test_a_hand_off_moved_in_a_long_turn_neither_lengthens_nor_repeats_it(
    world, before, after, until
):
    world.applied(schedule(before))
    world.sleep(8 * 86400)
    text = schedule(weekly(ANA, BEN, rotate="2 weeks", **after))
    world.applied(text)
    assert [start for start, _ in shifts(world, 3)][1] == until
    for _ in range(5):
        world.sleep(7 * 86400)
        assert changes(world.plan(text)) == []


def test_another_time_zone_neither_lengthens_nor_repeats_a_long_turn(world):
    world.applied(schedule(weekly(ANA, BEN, rotate="2 weeks")))
    world.sleep(8 * 86400)
    world.applied(schedule(weekly(ANA, BEN, rotate="2 weeks"), zone="America/New_York"))
    assert [start for start, _ in shifts(world, 3)][1] == "2026-03-16T13:00"


def test_members_added_to_a_layer_to_come_leave_who_begins_it(world):
    top = "name: Top, rotate: weekly, handoff: Mon 09:00, from: 2026-04-06 09:00, members: "
    world.applied(schedule(weekly(DANIEL), f"{top}[{ANA}, {BEN}]"))
    world.applied(schedule(weekly(DANIEL), f"{top}[{ANA}, {BEN}, {CHLOE}]"))
    assert people(world, 8)[1:4] == ["ana", "ben", "chloe"]
