"""PagerDuty's own events, verbatim: several that follow each other in a rotation."""

import pytest
from reconcile.rotas import ANA, BEN, CHLOE, DANIEL
from reconcile.shift_rotas import events, on_call, shift_based, turns
from reconcile.world import World, changes

from pdsync.render.plan import plan_json

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


def whole_days(people, *, since=None, until=None, each=1):
    times = [f", from: {since}"] if since else []
    times += [f", until: {until}"] if until else []
    return (
        f"shifts: 00:00-24:00, members: [{', '.join(people)}], per_member: {each}{''.join(times)}"
    )


def several(*parts):
    return shift_based(f"events: [{', '.join(f'{{{part}}}' for part in parts)}]")


FIRST, SECOND = "2026-03-10 09:00", "2026-03-20 09:00"
ALONE = shift_based(whole_days([ANA, BEN]))
TWO = several(whole_days([ANA, BEN], until=FIRST), whole_days([CHLOE, DANIEL], since=FIRST))


def starts(world):
    (found,) = events(world)
    return [one["effective_since"][:10] for one in found]


@pytest.mark.parametrize("effective", ["now", "handoff"])
def test_a_running_event_becomes_the_first_of_several(world, effective):
    world.applied(ALONE)
    world.forget()
    world.applied(TWO, effective=effective)
    assert [method for method, _ in world.writes()] == ["PUT", "POST"]
    assert starts(world) == ["2026-03-02", "2026-03-10"]


def test_one_more_event_comes_after_the_last(world):
    world.applied(TWO)
    middle = whole_days([CHLOE, DANIEL], since=FIRST, until=SECOND)
    last = whole_days([ANA], since=SECOND)
    world.applied(several(whole_days([ANA, BEN], until=FIRST), middle, last))
    assert starts(world) == ["2026-03-02", "2026-03-10", "2026-03-20"]


@pytest.mark.parametrize("days", [2, 10])
def test_the_last_event_that_runs_gets_a_successor(world, days):
    world.applied(TWO)
    world.sleep(days * 86400)
    parts = [
        whole_days([CHLOE, DANIEL], since=FIRST, until=SECOND),
        whole_days([ANA], since=SECOND),
    ]
    past = [whole_days([ANA, BEN], until=FIRST)] if days < 8 else []
    world.applied(several(*past, *parts))
    assert turns(world, 4)[-1] == "ana"


def test_the_last_event_goes_and_the_one_before_ends_as_it_was_to(world):
    world.applied(TWO)
    world.applied(several(whole_days([ANA, BEN], until=FIRST)))
    assert starts(world) == ["2026-03-02"]
    assert {who for _, who in on_call(world, 4)} == {"ana", "ben"}


def test_a_member_more_in_the_event_that_runs_moves_nobody(world):
    world.applied(TWO.replace("per_member: 1", "per_member: 7"))
    world.sleep(86400)
    more = several(
        whole_days([DANIEL, ANA, BEN], until=FIRST, each=7),
        whole_days([CHLOE, DANIEL], since=FIRST, each=7),
    )
    world.applied(more)
    assert on_call(world, 1)[0][1] == on_call(world, 1)[1][1] == "ana"


def test_a_rotation_may_end_before_a_change_of_it_was_to_begin(world):
    def weekly(*people, more=""):
        return shift_based(
            f"rotate: weekly, handoff: Mon 09:00, members: [{', '.join(people)}]{more}"
        )

    world.applied(weekly(ANA, BEN))
    world.sleep(2 * 86400)
    world.applied(weekly(ANA, CHLOE), effective="handoff")
    ends = weekly(ANA, CHLOE, more=", until: 2026-03-06 09:00")
    world.applied(ends)
    assert [start for start, _ in on_call(world, 3)] == ["2026-03-04T10:00"]
    assert turns(world) == ["ana"]


def test_an_end_before_the_hand_off_leaves_nothing_to_wait_for(world):
    world.applied(shift_based(f"rotate: weekly, handoff: Mon 09:00, members: [{ANA}, {BEN}]"))
    world.sleep(2 * 86400)
    members = f"members: [{ANA}, {CHLOE}], until: 2026-03-06 09:00"
    world.applied(
        shift_based(f"rotate: weekly, handoff: Mon 09:00, {members}"), effective="handoff"
    )
    assert turns(world) == ["ana"]


def test_it_is_known_who_has_shifts_of_a_new_event_that_others_follow(world):
    first = f"{{shifts: 09:00-17:00, members: [{ANA}, {BEN}], until: {APRIL}}}"
    second = f"{{shifts: 09:00-17:00, members: [{CHLOE}], from: {APRIL}}}"
    plan = world.plan(shift_based(f"events: [{first}, {second}]"))
    assert [one["unknown"] for one in plan_json(plan)["oncall"]["schedules"]] == [None]


def test_what_a_new_event_lacks_is_said_at_the_event(world):
    first = f"{{shifts: 09:00-17:00, members: [{ANA}], until: {APRIL}}}"
    text = shift_based(f"events: [{first}, {{shifts: 22:00-06:00, from: {APRIL}}}]")
    (found,) = world.plan(text).diagnostics
    assert found.message == "this is new, and PagerDuty takes none without `members`"
    line = text.splitlines()[found.place.line - 1]
    assert line[found.place.column - 1 :].startswith("{shifts: 22:00-06:00")
