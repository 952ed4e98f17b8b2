"""Shift-based schedules from YAML to the account and back: the sandbox renders who is on call."""

import pytest
from reconcile.rotas import ANA, BEN, CHLOE, DANIEL
from reconcile.shift_rotas import (
    PAIR,
    POLICY,
    events,
    ident,
    on_call,
    shift_based,
    turns,
    weekdays,
)
from reconcile.world import World, changes, fields, results, said

from pdsync.sandbox import Habits

# The world begins on Monday 2 March 2026, 10:00 in London.


def test_a_new_one_begins_with_its_first_member(world):
    world.applied(shift_based(PAIR))
    assert on_call(world, 1)[:2] == [("2026-03-02T10:00", "ana"), ("2026-03-03T09:00", "ana")]
    assert turns(world) == ["ana", "ben", "ana", "ben"]


def test_shifts_of_weeks_begin_on_their_first_day_whenever_they_are_made(world):
    world.sleep(2 * 86400)
    world.applied(shift_based(PAIR))
    assert [who for _, who in on_call(world, 1)] == ["ana", "ana", "ana", "ben", "ben", "ben"]


def test_what_is_sent_is_a_schedule_then_its_rotation_then_its_event(world):
    world.applied(shift_based(PAIR))
    assert [path.count("/") for _, path in world.writes()] == [2, 4, 6]
    ((event,),) = events(world)
    assert event["name"] == "Mon-Fri 09:00-17:00"
    assert event["recurrence"] == ["RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"]


@pytest.mark.parametrize(
    "rotation",
    [
        weekdays(ANA, BEN, more=""),
        weekdays(ANA, BEN, more=", everyone: true"),
        weekdays(ANA, "nobody", CHLOE),
        weekdays(ANA, BEN, shifts="shifts: 22:00-06:00", more=""),
        weekdays(ANA, BEN, shifts="shifts: Fri 18:00 - Mon 09:00", more=""),
        weekdays(ANA, BEN, shifts="rotate: weekly, handoff: Mon 09:00", more=""),
        weekdays(ANA, BEN, shifts="rotate: 2 weeks, handoff: Wed 12:00", more=""),
        weekdays(ANA, BEN, shifts='rotate: 12h, handoff: "08:00"', more=""),
        weekdays(ANA, BEN, CHLOE, shifts='rotate: daily, handoff: "08:00"', more=""),
        weekdays(
            ANA, BEN, shifts='rotate: daily, handoff: "00:00", only: Mon-Fri 09:00-17:00', more=""
        ),
        weekdays(
            ANA,
            BEN,
            shifts="rotate: weekly, handoff: Mon 00:00, only: Mon-Fri 09:00-17:00",
            more="",
        ),
        weekdays(
            ANA,
            BEN,
            shifts="shifts: {start: 2026-03-02 18:00, length: 15h, rrule: FREQ=DAILY}",
            more="",
        ),
        weekdays(
            ANA,
            BEN,
            shifts='shifts: {start: 2026-03-01 09:00, length: 1d, rrule: "FREQ=MONTHLY"}',
            more="",
        ),
        weekdays(ANA, BEN, more=", from: 2026-04-01 09:00, until: 2026-06-01 09:00"),
        weekdays(ANA, BEN, more=", name: Days, time_zone: America/New_York"),
    ],
)
def test_every_way_to_write_it_is_quiet_after_its_apply(world, rotation):
    text = shift_based(rotation)
    world.applied(text)
    world.sleep(40 * 86400)
    assert changes(world.plan(text)) == []


def test_a_new_member_moves_nobody_who_is_on_call(world):
    world.applied(shift_based(PAIR))
    world.sleep(7 * 86400)
    assert turns(world, 2)[0] == "ben"
    world.applied(shift_based(weekdays(CHLOE, ANA, BEN)))
    assert turns(world, 3) == ["ben", "chloe", "ana", "ben"]


def test_whoever_is_on_call_stays_until_their_hand_off_in_mid_week(world):
    world.applied(shift_based(PAIR))
    world.sleep(2 * 86400)
    world.applied(shift_based(weekdays(DANIEL, ANA, CHLOE)))
    assert turns(world, 2) == ["ana", "chloe", "daniel"]


def test_who_leaves_in_mid_turn_is_followed_by_the_next(world):
    world.applied(shift_based(weekdays(ANA, BEN, CHLOE)))
    world.applied(shift_based(weekdays(BEN, CHLOE)))
    world.sleep(3600)
    assert turns(world, 2) == ["ben", "chloe", "ben"]


def test_an_anchor_says_whose_turn_it_is(world):
    anchor = f", per_member: 5, anchor: {{who: {BEN}, at: 2026-03-02}}"
    world.applied(shift_based(weekdays(ANA, BEN, more=anchor)))
    assert turns(world, 2) == ["ben", "ana", "ben"]


def test_an_anchor_moves_people_who_are_on_call(world):
    world.applied(shift_based(PAIR))
    anchor = f", per_member: 5, anchor: {{who: {BEN}, at: 2026-03-02}}"
    plan = world.plan(shift_based(weekdays(ANA, BEN, more=anchor)))
    assert list(fields(plan)) == ["/rotations/0/start_time"]
    world.applied(shift_based(weekdays(ANA, BEN, more=anchor)))
    world.sleep(3600)
    assert turns(world, 2) == ["ben", "ana", "ben"]


def test_a_running_event_ends_ahead_of_time_and_its_successor_begins_then(world):
    world.applied(shift_based(PAIR))
    text = shift_based(weekdays(ANA, BEN, CHLOE))
    plan = world.plan(text)
    assert plan.changes[0].notes == (
        "rotation 'Mon-Fri 09:00-17:00' is replaced 30 minutes after it is sent; until then "
        "it goes on",
    )
    assert [(call.method, call.undoes) for call in plan.calls] == [
        ("PUT", 0),
        ("POST", 0),
        ("PUT", 2),
    ]
    world.forget()
    world.applied(text)
    assert [method for method, _ in world.writes()] == ["PUT", "POST"]
    ((old, new),) = events(world)
    assert old["effective_until"] == new["effective_since"] == "2026-03-02T10:30:00Z"


def test_an_edit_before_the_successor_begins_changes_the_successor(world):
    world.applied(shift_based(PAIR))
    world.applied(shift_based(weekdays(ANA, BEN, CHLOE)))
    world.applied(shift_based(weekdays(ANA, BEN, CHLOE, DANIEL)))
    assert turns(world, 4) == ["ana", "ben", "chloe", "daniel", "ana"]


def test_a_change_can_wait_for_the_next_hand_off(world):
    world.applied(shift_based(weekdays(ANA, BEN, CHLOE)))
    text = shift_based(weekdays(BEN, CHLOE))
    plan = world.plan(text, effective="handoff")
    assert fields(plan)["/rotations/0/from"] == (None, "2026-03-09T09:00:00Z")
    world.applied(text, effective="handoff")
    assert turns(world, 3) == ["ana", "ben", "chloe", "ben"]


def test_a_rotation_that_is_no_longer_written_is_deleted_and_counts(world):
    world.applied(shift_based(PAIR, weekdays(CHLOE, shifts="shifts: Sat-Sun 09:00-17:00", more="")))
    plan = world.plan(shift_based(PAIR))
    assert [(call.method, call.deletes) for call in plan.calls] == [("DELETE", 1)]
    world.applied(shift_based(PAIR))
    assert len(events(world)) == 1


def test_rotations_are_known_by_their_content_and_not_by_their_place(world):
    weekend = weekdays(CHLOE, shifts="shifts: Sat-Sun 09:00-17:00", more="")
    world.applied(shift_based(PAIR, weekend))
    assert changes(world.plan(shift_based(weekend, PAIR))) == []


def test_rotations_that_come_without_their_events_are_read_one_by_one():
    world = World(habits=Habits(rate_limit=0, brief_rotations=True))
    world.applied(shift_based(PAIR))
    assert changes(world.plan(shift_based(PAIR))) == []


def test_what_does_the_same_in_other_words_is_no_change(world):
    world.applied(shift_based(weekdays(ANA, BEN, more="")))
    twice = weekdays(ANA, BEN, ANA, BEN, more="")
    assert changes(world.plan(shift_based(twice))) == []
    layer_words = 'rotate: daily, handoff: "00:00", only: Mon-Fri 09:00-17:00'
    assert changes(world.plan(shift_based(weekdays(ANA, BEN, shifts=layer_words, more="")))) == []


def test_a_policy_may_use_a_schedule_made_in_the_same_apply(world):
    world.applied(shift_based(PAIR) + POLICY)
    (policy,) = (
        one
        for one in world.get("/escalation_policies")["escalation_policies"]
        if one["name"] == "p"
    )
    (target,) = policy["escalation_rules"][0]["targets"]
    assert (target["id"], target["type"]) == (ident(world), "schedule_v3_reference")


def test_it_is_deleted_when_it_is_no_longer_written(world):
    world.applied(shift_based(PAIR) + "teams: {web: {}}\n")
    world.applied("teams: {web: {}}\n")
    assert world.get("/v3/schedules")["schedules"] == []


def test_its_name_and_description_change_without_a_word_about_rotations(world):
    world.applied(shift_based(PAIR))
    text = shift_based(PAIR, more="    name: Other\n    description: Days\n")
    plan = world.plan(text)
    assert [call.method for call in plan.calls] == ["PUT"]
    world.applied(text)
    assert ident(world, "Other")


def test_people_of_a_rotation_become_members_of_its_teams(world):
    text = shift_based(PAIR, more="    teams: [web]\n") + "teams: {web: {}}\n"
    notes = [note for change in world.plan(text).changes for note in change.notes]
    assert notes[1:] == [
        f"PagerDuty will also add {ANA} and {BEN} to the team web, if not on it yet",
    ]
    world.applied(text)


def test_a_schedule_upgraded_in_the_account_is_recognised(world):
    layers = (
        "schedules:\n  a:\n    time_zone: Europe/London\n    layers: [{name: Base, "
        f"rotate: weekly, handoff: Mon 09:00, members: [{ANA}, {BEN}]}}]\n"
    )
    world.applied(layers)
    made = world.named("schedule", "schedules", "a")["id"]
    world.account.upgrade_schedule(made, [])
    assert said(world.plan(layers)) == [
        (
            "shift-based-schedule",
            "policies.yaml:4:13",
            "schedule 'a' is a shift-based schedule in the account, and this one has layers",
        )
    ]
    world.applied(shift_based(PAIR))
    assert ident(world) == made


@pytest.mark.parametrize("seed", range(6))
def test_bad_days_leave_no_half_made_schedule(seed):
    world = World(habits=Habits(rate_limit=0, hostile=seed))
    for text in (shift_based(PAIR) + POLICY, shift_based(weekdays(ANA, BEN, CHLOE)) + POLICY):
        for _ in range(4):
            done = world.apply(text)
            if not done.outcomes:
                break
        calm = World.on(world.account)
        calm.now = world.now
        assert changes(calm.plan(text)) == [], results(done)
        assert len(events(calm)) == 1
