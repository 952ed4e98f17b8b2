"""PagerDuty's own events, verbatim: several that follow each other in a rotation."""

import pytest
from reconcile.rotas import ANA, BEN, CHLOE, DANIEL
from reconcile.shift_rotas import shift_based, turns
from reconcile.world import World, changes

from pdsync.render import plan_json

START, APRIL, MAY = (f"2026-{month}T09:00:00Z" for month in ("03-02", "04-01", "05-01"))


def event(user, since, until):
    times = ", ".join(
        f'{name}: {{date_time: "2026-03-02T{hour}:00:00Z", time_zone: UTC}}'
        for name, hour in (("start_time", "09"), ("end_time", "17"))
    )
    return (
        f"{{name: Days, {times}, effective_since: {since}, effective_until: {until}, "
        'recurrence: ["RRULE:FREQ=DAILY"], assignment_strategy: '
        "{type: rotating_member_assignment_strategy, shifts_per_member: 1, "
        f"members: [{{type: user_member, user_id: {user}}}]}}}}"
    )


@pytest.fixture
def text(world):
    ids = {one["email"]: one["id"] for one in world.get("/users")["users"]}

    def of(first, second, border=APRIL):
        return shift_based(
            f"events: [{event(ids[first], START, border)}, {event(ids[second], border, 'null')}]"
        )

    return of


def test_they_follow_each_other(world, text):
    world.applied(text(ANA, BEN))
    assert turns(world, 6) == ["ana", "ben"]


def test_the_present_one_and_the_next_one_change(world, text):
    world.applied(text(ANA, BEN))
    world.applied(text(ANA, CHLOE))
    world.applied(text(DANIEL, CHLOE))
    assert turns(world, 6) == ["ana", "daniel", "chloe"]


@pytest.mark.parametrize("border", ["2026-03-20T09:00:00Z", MAY])
def test_their_border_moves_both_ways(world, text, border):
    world.applied(text(ANA, BEN))
    world.applied(text(ANA, BEN, border))
    assert turns(world, 12) == ["ana", "ben"]


def test_what_is_past_is_no_change(world, text):
    world.applied(text(ANA, BEN))
    world.sleep(80 * 86400)
    assert changes(world.plan(text(ANA, BEN))) == []


def test_a_call_that_undoes_others_is_told_in_json(world, text):
    world.applied(text(ANA, BEN))
    (change,) = plan_json(world.plan(text(DANIEL, BEN)))["changes"]
    assert [call.get("only_if_failed") for call in change["calls"]] == [None, None, 2]


def test_a_world_without_schedules_of_that_sort_is_read_all_the_same():
    assert changes(World().plan("teams: {web: {}}\n")) == [("create", "team", "web")]
