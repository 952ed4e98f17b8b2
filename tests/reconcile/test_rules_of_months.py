"""Rotations on days of months and years: what is applied stays, and turns stay with people."""

from datetime import timedelta

import pytest
from reconcile.rotas import ANA, BEN, CHLOE, DANIEL
from reconcile.shift_rotas import events, ident, on_call, shift_based, weekdays
from reconcile.wire import Altered
from reconcile.world import World, changes

from pdsync.reconcile import read_names, verify

MONTHLY = "FREQ=MONTHLY;BYDAY=1MO"
YEARLY = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=2"
RULES = pytest.mark.parametrize("rule", [MONTHLY, YEARLY])
A_HUNDRED_DAYS = 100 * 24 * 60 * 60


@pytest.fixture
def world():
    return World()


def ruled(rule, *people):
    shifts = f"shifts: {{start: 2026-03-02 09:00, length: 8h, rrule: '{rule}'}}"
    return shift_based(weekdays(*people, shifts=shifts, more=""))


def days(world, weeks):
    """Who is on call on which day, as the sandbox counts turns."""
    return list(dict.fromkeys((start[:10], who) for start, who in on_call(world, weeks)))


@RULES
def test_a_plan_after_an_apply_is_empty_and_the_account_has_the_rule(world, rule):
    text = ruled(rule, ANA, BEN, CHLOE)
    world.applied(text)
    ((event,),) = events(world)
    assert event["recurrence"] == [f"RRULE:{rule}"]
    world.sleep(A_HUNDRED_DAYS)
    assert changes(world.plan(text)) == []


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (MONTHLY, [("03-02", "ana"), ("04-06", "ben"), ("05-04", "chloe"), ("06-01", "ana")]),
        (YEARLY, [("03-02", "ana"), ("06-02", "ben"), ("09-02", "chloe"), ("12-02", "ana")]),
    ],
)
def test_turns_follow_each_other_in_the_order_of_the_members(world, rule, expected):
    world.applied(ruled(rule, ANA, BEN, CHLOE))
    assert days(world, 40)[:4] == [(f"2026-{day}", who) for day, who in expected]


@RULES
def test_the_account_and_the_engine_agree_about_the_people_of_two_years(world, rule):
    config = world.config(ruled(rule, ANA, BEN, CHLOE))
    world.applied(ruled(rule, ANA, BEN, CHLOE))
    for _ in range(2):
        account = read_names(world.client, config, world.now)
        (found,) = verify(world.client, account, [ident(world)], 52)
        assert (found.difference, found.undecided) == (None, None)
        assert found.spans[0].end - found.spans[0].start == timedelta(weeks=52)
        world.sleep(52 * 7 * 24 * 60 * 60)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (MONTHLY, [("07-06", "ben"), ("08-03", "daniel"), ("09-07", "chloe"), ("10-05", "ana")]),
        (YEARLY, [("09-02", "chloe"), ("12-02", "ana")]),
    ],
)
def test_after_a_change_of_members_the_next_turn_is_of_whoever_had_it(world, rule, expected):
    world.applied(ruled(rule, ANA, BEN, CHLOE))
    world.sleep(A_HUNDRED_DAYS)
    due = days(world, 12)[:1]
    world.applied(ruled(rule, BEN, DANIEL, CHLOE, ANA))
    found = days(world, 40)[: len(expected)]
    assert found[:1] == due
    assert found == [(f"2026-{day}", who) for day, who in expected]


@RULES
def test_during_a_turn_a_change_of_members_leaves_it_with_whoever_has_it(world, rule):
    world.applied(ruled(rule, ANA, BEN, CHLOE))
    world.applied(ruled(rule, CHLOE, ANA, DANIEL))
    assert [who for _, who in days(world, 40)][:3] == ["ana", "daniel", "chloe"]


@pytest.mark.parametrize(
    "spelled",
    [
        ";FREQ=DAILY",
        "FREQ=DAILY;",
        "rrule:freq=daily",
        " FREQ = DAILY ; INTERVAL = 2 ",
        "freq=daily', 'exdate;tzid=Europe/London:20260305t090000",
        "FREQ=DAILY', 'RDATE: 20260305T180000Z , 20260306T180000Z",
    ],
)
def test_a_rule_is_sent_as_rfc_5545_spells_it_and_is_the_same_in_any_spelling(world, spelled):
    text = ruled(spelled, ANA, BEN).replace(f"'{spelled}'", f"['{spelled}']")
    world.applied(text)
    ((event,),) = events(world)
    assert [one for one in event["recurrence"] if one != one.replace(" ", "").strip(";")] == []
    world.sleep(A_HUNDRED_DAYS)
    assert changes(world.plan(text)) == []


def test_a_rule_that_the_account_has_in_small_letters_is_the_same():
    world = World(around=Altered)
    text = ruled("FREQ=DAILY", ANA, BEN)
    world.applied(text)

    def alter(_, body):
        for rotation in (body.get("schedule") or {}).get("rotations", ()):
            for event in rotation["events"]:
                event["recurrence"] = ["RRULE:freq=daily;"]
        return body

    world.wire.alter = alter
    assert changes(world.plan(text)) == []
