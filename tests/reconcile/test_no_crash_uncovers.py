"""A run that is killed between any two calls uncovers nobody for half an hour, and is mended."""

from datetime import timedelta

import pytest
from reconcile.mortal import BEFORE, HALF, HOW, Mortal, always, uncovered
from reconcile.rotas import ANA, BEN, CHLOE, DANIEL, stamp
from reconcile.shift_rotas import events, ident, shift_based, turns
from reconcile.world import changes, said

from pdsync.render.plan import plan_json

EDITS = {
    "other people": shift_based(always(CHLOE, DANIEL)),
    "one more": shift_based(always(ANA, BEN, CHLOE)),
    "another name and description": shift_based(
        always(ANA, BEN, more=", name: Nights"), more="    description: x\n"
    ),
    "other turns": shift_based(always(BEN, ANA, more=", per_member: 7")),
    "two rotations of one": shift_based(
        always(ANA, DANIEL, shifts="shifts: 00:00-12:00"),
        always(BEN, CHLOE, shifts="shifts: 12:00-24:00"),
    ),
    "an end and what follows": shift_based(
        f"events: [{{{always(CHLOE)}, until: 2026-04-01 09:00}}, "
        f"{{{always(ANA, BEN)}, from: 2026-04-01 09:00}}]"
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("edit", EDITS)
def test_wherever_it_is_killed_there_is_half_an_hour_and_the_next_run_mends_it(edit, how):
    for writes in range(1, 9):
        world = Mortal()
        world.applied(BEFORE)
        world.now += timedelta(hours=3)
        if not world.killed_after(writes, EDITS[edit], **HOW[how]):
            break
        gap = uncovered(world)
        assert gap is None or gap >= world.now + HALF, (writes, gap)
        if gap:
            world.now += timedelta(minutes=20)
            plan = world.plan(EDITS[edit], **HOW[how])
            assert [rule for rule, _, _ in said(plan) if rule == "open-gap"] == ["open-gap"]
            assert plan.calls[0].urgent
        world.applied(EDITS[edit], **HOW[how])
        assert uncovered(world) is None, writes
        assert "open-gap" not in [rule for rule, _, _ in said(world.plan(EDITS[edit]))]
    assert writes > 1


@pytest.fixture
def broken():
    """A run that was killed when it had ended what runs, at 13:00; nobody follows from 13:30 on."""
    world = Mortal()
    world.applied(BEFORE)
    world.now += timedelta(hours=3)
    assert world.killed_after(1, AFTER)
    return world


AFTER = shift_based(always(CHLOE, BEN, ANA))
AT = "2026-03-02T13:30:00Z"


def test_the_gap_is_closed_by_one_call_that_makes_what_was_to_follow(broken):
    broken.now += timedelta(minutes=12)
    broken.forget()
    broken.applied(AFTER)
    assert [method for method, _ in broken.writes()] == ["POST"]
    ((old, new),) = events(broken)
    assert (old["effective_until"], new["effective_since"]) == (AT, AT)


def test_the_plan_says_the_gap_and_from_when(broken):
    assert [one for one in said(broken.plan(AFTER)) if one[0] == "open-gap"] == [
        (
            "open-gap",
            "policies.yaml:2:3",
            "a gap is open from 2026-03-02 13:30 (Europe/London) in schedule `a`: rotation "
            "'00:00-24:00' ends then in the account, and nothing follows it",
        )
    ]


def test_what_it_does_to_who_is_on_call_begins_where_the_gap_does(broken):
    (row,) = plan_json(broken.plan(AFTER))["oncall"]["schedules"]
    assert row["changes"][0] == {
        "start": AT,
        "end": "2026-03-03T00:00:00Z",
        "old": [],
        "new": [ANA],
    }


def test_what_nobody_wrote_is_no_risk(broken):
    assert [one.risks for one in broken.plan(AFTER).changes] == [()]


def test_a_gap_that_is_open_is_closed_at_once_in_the_same_rotation(broken):
    broken.now += timedelta(minutes=45)
    broken.applied(AFTER)
    ((new,),) = events(broken)
    assert new["effective_since"] == stamp(broken.now)
    assert turns(broken, 1)[:3] == ["ana", "chloe", "ben"]


def test_what_closes_it_is_the_first_call_of_the_plan(broken):
    teams = "teams:\n  first: {}\n"
    policy = (
        "escalation_policies:\n  p:\n    escalation_rules: "
        "[{escalation_delay_in_minutes: 10, targets: [a]}]\n"
    )
    described = shift_based(always(CHLOE, BEN, ANA), more="    description: x\n")
    for minutes in (5, 45):
        broken.now += timedelta(minutes=minutes)
        first, *others = broken.plan(teams + policy + described).calls
        assert (first.method, first.path.rpartition("/")[2]) == ("POST", "events")
        assert len(others) >= 3


def test_with_the_configuration_put_back_the_end_is_taken_back(broken):
    broken.forget()
    broken.applied(BEFORE)
    assert [method for method, _ in broken.writes()] == ["PUT"]
    assert [one["effective_until"] for one in events(broken)[0]] == [None]


def test_a_killed_hand_off_is_followed_at_that_hand_off():
    world = Mortal()
    world.applied(BEFORE)
    world.killed_after(1, AFTER, effective="handoff")
    world.applied(AFTER, effective="handoff")
    ((old, new),) = events(world)
    assert old["effective_until"] == new["effective_since"] == "2026-03-03T00:00:00Z"
    assert turns(world, 1)[:3] == ["ana", "chloe", "ben"]


def test_an_end_that_somebody_set_by_hand_is_a_gap_as_well():
    world = Mortal()
    world.applied(BEFORE)
    ((event,),) = events(world)
    path = f"/v3/schedules/{ident(world)}/rotations"
    (rotation,) = world.get(path)["rotations"]
    world.send(
        "PUT",
        f"{path}/{rotation['id']}/events/{event['id']}",
        {"event": {"effective_until": "2026-03-05T12:34:00Z"}},
    )
    assert [one[2][:37] for one in said(world.plan(BEFORE)) if one[0] == "open-gap"] == [
        "a gap is open from 2026-03-05 12:34 ("
    ]
    world.applied(BEFORE)


def test_a_written_end_is_no_gap():
    world = Mortal()
    text = shift_based(always(ANA, BEN, more=", until: 2026-03-09 12:00"))
    world.applied(text)
    assert [one for one in said(world.plan(text)) if one[0] == "open-gap"] == []


def test_what_is_no_longer_written_leaves_no_gap():
    world = Mortal()
    world.applied(shift_based(always(ANA, BEN), always(CHLOE)))
    world.applied(shift_based(always(ANA, BEN)), effective="handoff")
    later = world.plan(shift_based(always(ANA, BEN)))
    assert (changes(later), [one for one in said(later) if one[0] == "open-gap"]) == ([], [])
