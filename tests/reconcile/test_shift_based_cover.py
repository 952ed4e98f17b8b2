"""What fails between rotations, and edits close to one another: cover is made before it goes."""

import httpx
import pytest
from reconcile.rotas import ANA, BEN, CHLOE, DANIEL
from reconcile.shift_rotas import POLICY, on_call, shift_based, turns
from reconcile.world import World, changes, results

ALWAYS = "shifts: 00:00-24:00"


def always(*people, more=""):
    return f"{ALWAYS}, members: [{', '.join(people)}]{more}"


def several(*parts):
    return shift_based(f"events: [{', '.join(f'{{{one}}}' for one in parts)}]")


class Refusing(httpx.BaseTransport):
    """Refuses the requests that it is told to, by their number among the writes."""

    def __init__(self, inner):
        self.inner, self.writes, self.refused = inner, 0, frozenset()

    def handle_request(self, request):
        if request.method != "GET":
            self.writes += 1
            if self.writes in self.refused:
                return httpx.Response(400, json={"error": {"message": "no", "code": 2001}})
        return self.inner.handle_request(request)


@pytest.fixture
def world():
    world = World(around=Refusing)

    def refuse(*numbers):
        world.wire.writes, world.wire.refused = 0, frozenset(numbers)

    world.refuse = refuse
    return world


def covered(world, weeks=3):
    """Whether somebody has a shift on each day."""
    return len({start[:10] for start, who in on_call(world, weeks) if who != "nobody"}) >= 7 * weeks


HALVES = [
    f"shifts: {hours}, members: [{who}]"
    for hours, who in [("00:00-12:00", ANA), ("12:00-24:00", BEN)]
]


@pytest.mark.parametrize("effective", ["now", "handoff"])
@pytest.mark.parametrize("refused", [1, 2, 3, 4])
def test_what_loses_time_does_so_after_what_takes_it_over_was_made(world, effective, refused):
    world.applied(shift_based(always(ANA)) + POLICY)
    world.sleep(2 * 86400)
    world.refuse(refused)
    world.apply(shift_based(*HALVES) + POLICY, effective=effective)
    world.refuse()
    assert covered(world, 2)
    hours = {start[11:13] for start, _ in on_call(world, 2)}
    assert hours <= {"00", "10"} or "12" in hours


@pytest.mark.parametrize("refused", [1, 2])
def test_two_that_make_way_for_one_go_on_if_it_cannot_be_made(world, refused):
    world.applied(shift_based(*HALVES) + POLICY)
    world.sleep(2 * 86400)
    before = on_call(world, 2)
    world.refuse(refused)
    done = world.apply(shift_based(always(CHLOE)) + POLICY, effective="handoff")
    assert results(done)["schedule", "a"][0] == "failed"
    assert on_call(world, 2) == before


def test_the_border_between_events_moves_earlier_with_its_shifts(world):
    world.applied(
        several(
            always(ANA, more=", until: 2026-03-20 09:00"),
            always(BEN, more=", from: 2026-03-20 09:00"),
        )
    )
    world.applied(
        several(
            always(ANA, more=", until: 2026-03-15 09:00"),
            always(BEN, more=", from: 2026-03-15 09:00"),
        )
    )
    assert ("2026-03-15T09:00", "ben") in on_call(world, 3)
    assert covered(world)


def test_the_last_of_several_events_is_edited_when_the_others_are_past(world):
    def text(who):
        return several(
            always(ANA, more=", until: 2026-03-10 09:00"),
            always(who, more=", from: 2026-03-10 09:00"),
        )

    world.applied(text(BEN))
    world.sleep(10 * 86400)
    world.applied(text(CHLOE))
    world.sleep(120)
    world.applied(text(DANIEL))
    assert turns(world, 1) == ["ben", "daniel"]


def test_a_beginning_ahead_that_is_moved_to_the_past_is_now(world):
    world.applied(shift_based(always(BEN, more=", from: 2026-04-10 09:00")))
    world.applied(shift_based(always(BEN, more=", from: 2026-03-01 09:00")))
    assert on_call(world, 1)[0] == ("2026-03-02T10:00", "ben")


def test_several_events_make_way_for_a_rotation_that_begins_before_the_second(world):
    first, second = "2026-04-10 09:00", "2026-04-13 09:00"
    parts = (
        always(ANA, more=f", until: {first}"),
        always(BEN, more=f", from: {first}, until: {second}"),
        always(CHLOE, more=f", from: {second}"),
    )
    world.applied(several(*parts))
    world.applied(shift_based(always(CHLOE, DANIEL, more=", from: 2026-03-28 09:00")))
    assert turns(world, 4)[:3] == ["ana", "chloe", "daniel"]


def test_the_first_of_several_events_is_edited_twice_within_minutes(world):
    def text(*people):
        rest = f"shifts: Mon-Fri 09:00-17:00, members: [{DANIEL}], from: 2026-03-20 09:00"
        return several(always(*people, more=", until: 2026-03-20 09:00"), rest)

    world.applied(text(ANA))
    world.sleep(86400)
    world.applied(text(ANA, BEN))
    world.sleep(180)
    world.applied(text(ANA, CHLOE))
    assert turns(world, 1)[:3] == ["ana", "chloe", "ana"]


LAYERS = "schedules:\n  a:\n    time_zone: Europe/London\n    layers: [{LAYER}]\n" + POLICY


@pytest.mark.parametrize(
    ("words", "people", "days"),
    [
        ("rotate: 2 weeks, handoff: Mon 09:00", (ANA, BEN), 9),
        ("rotate: 10 days, handoff: '09:00'", (ANA, BEN, CHLOE), 4),
        ("rotate: daily, handoff: '09:00'", (BEN, ANA, ANA), 4),
        ("rotate: weekly, handoff: Wed 12:00", (ANA, BEN, CHLOE), 16),
    ],
)  # fmt: skip
def test_long_and_repeated_turns_go_on_where_the_layer_was(world, words, people, days):
    turn = f"{words}, members: [{', '.join(people)}]"
    world.applied(LAYERS.replace("LAYER", f"{turn}, name: Base"))
    world.sleep(days * 86400)
    plan = world.plan(shift_based(turn) + POLICY)
    assert [one.affected.changes for one in plan.oncall.of("schedule")] == [()]


@pytest.mark.parametrize("stopped", [1, 2, 3])
def test_a_replacement_that_stopped_anywhere_leaves_whoever_is_on_call(world, stopped):
    turn = f'rotate: daily, handoff: "00:00", members: [{ANA}, {BEN}, {CHLOE}]'
    world.applied(LAYERS.replace("LAYER", f"{turn}, name: Base"))
    world.sleep(4 * 86400)
    world.refuse(stopped)
    world.apply(shift_based(turn) + POLICY)
    world.refuse()
    plan = world.plan(shift_based(turn) + POLICY)
    assert [one.affected.changes for one in plan.oncall.of("schedule")] == [()]
    world.applied(shift_based(turn) + POLICY)
    assert changes(world.plan(shift_based(turn) + POLICY)) == []


def test_an_event_whose_first_shift_comes_later_than_it_begins_is_quiet(world):
    nights = f"shifts: 18:00-09:00, members: [{BEN}, {ANA}]"
    world.applied(shift_based(nights))
    world.sleep(30 * 86400)
    weekends = f"shifts: Fri 18:00 - Mon 09:00, members: [{ANA}, {DANIEL}]"
    world.applied(
        several(f"{nights}, until: 2026-04-21 08:00", f"{weekends}, from: 2026-04-21 08:00")
    )
