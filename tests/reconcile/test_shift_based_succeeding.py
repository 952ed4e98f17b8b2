"""Changed rotations, and what goes on until a change: cover never ends unsaid."""

from itertools import pairwise

import pytest
from reconcile.rotas import ANA, BEN, CHLOE, DANIEL
from reconcile.shift_rotas import PAIR, POLICY, events, on_call, shift_based, turns, weekdays
from reconcile.world import changes, ended, fields

# The world begins on Monday 2 March 2026, 10:00 in London.
WEEKEND = weekdays(CHLOE, DANIEL, shifts="shifts: Sat-Sun 09:00-17:00", more="")


def weekly(*people, more=""):
    return weekdays(*people, shifts="rotate: weekly, handoff: Fri 09:00", more=more)


def since(day):
    return f", from: 2026-{day} 09:00"


def borders(world):
    """The end of each event and the beginning of the next, of the only rotation."""
    (found,) = events(world)
    return [(one["effective_until"], other["effective_since"]) for one, other in pairwise(found)]


def test_a_rotation_from_a_past_day_takes_an_edit(world):
    world.applied(shift_based(weekly(ANA, BEN, more=since("02-20"))))
    world.sleep(3 * 86400)
    text = shift_based(weekly(ANA, CHLOE, BEN, more=since("02-20")))
    world.applied(text)
    world.applied(text)
    assert borders(world) == [("2026-03-05T10:30:00Z", "2026-03-05T10:30:00Z")]
    assert turns(world) == ["ana", "chloe", "ben", "ana"]


def test_an_edit_of_a_successor_leaves_no_time_with_nobody(world):
    past = since("02-20")
    world.applied(shift_based(weekly(ANA, BEN, more=past)))
    world.applied(shift_based(weekly(ANA, CHLOE, BEN, more=past)))
    world.applied(shift_based(weekly(ANA, CHLOE, BEN, DANIEL, more=past)))
    ((end, beginning),) = borders(world)
    assert end == beginning


@pytest.mark.parametrize("day", ["03-20", "05-01"])
def test_a_successor_that_moves_takes_the_end_before_it_along(world, day):
    world.applied(shift_based(weekly(ANA, BEN)) + POLICY)
    world.applied(shift_based(weekly(CHLOE, DANIEL, more=since("04-03"))) + POLICY)
    world.applied(shift_based(weekly(CHLOE, DANIEL, more=since(day))) + POLICY)
    ((end, beginning),) = borders(world)
    assert end == beginning
    assert end.startswith(f"2026-{day}")
    assert "nobody" not in turns(world, 12)


@pytest.mark.parametrize("effective", ["now", "handoff"])
def test_a_rotation_that_was_to_end_is_put_back(world, effective):
    world.applied(shift_based(PAIR, WEEKEND))
    world.applied(shift_based(PAIR), effective="handoff")
    plan = world.plan(shift_based(PAIR, WEEKEND), effective=effective)
    assert fields(plan) == {"/rotations/1/until": ("2026-03-07T09:00:00Z", None)}
    world.applied(shift_based(PAIR, WEEKEND), effective=effective)
    assert [one["effective_until"] for (one,) in events(world)] == [None, None]


def test_an_end_that_is_written_no_more_is_taken_back(world):
    world.applied(shift_based(weekly(ANA, BEN, more=", until: 2026-06-01 09:00")))
    world.applied(shift_based(weekly(ANA, BEN)))
    ((event,),) = events(world)
    assert event["effective_until"] is None


def test_other_shifts_do_not_inherit_the_end_of_those_they_follow(world):
    world.applied(shift_based(weekly(ANA, BEN, more=", until: 2026-06-01 09:00")))
    world.applied(shift_based(weekdays(ANA, BEN, shifts="shifts: 08:00-20:00", more="")))
    (found,) = events(world)
    assert found[-1]["effective_until"] is None


@pytest.mark.parametrize(
    ("changed", "option", "follows"),
    [
        (weekly(CHLOE, BEN), "handoff", ["ana", "ben", "chloe", "ben"]),
        (weekly(CHLOE, BEN, more=since("03-20")), "now", ["ana", "ben", "ana", "ben"]),
    ],
)
def test_whoever_goes_on_until_the_change_counts_as_cover(world, changed, option, follows):
    world.applied(shift_based(weekly(ANA, BEN)) + POLICY)
    plan = world.plan(shift_based(changed) + POLICY, effective=option)
    assert (plan.refused, plan.diagnostics) == ((), ())
    world.applied(shift_based(changed) + POLICY, effective=option)
    assert turns(world) == follows


def test_whose_turn_it_is_at_a_change_to_come_is_counted_from_its_beginning(world):
    world.applied(shift_based(weekly(ANA, BEN)))
    world.applied(shift_based(weekly(CHLOE, ANA, BEN, more=since("03-23"))))
    assert turns(world, 5) == ["ana", "ben", "ana", "ben", "chloe", "ana"]


def test_a_rotation_that_begins_earlier_has_shifts_from_then_on(world):
    world.applied(shift_based(weekly(ANA, BEN, more=since("05-01"))))
    world.applied(shift_based(weekly(ANA, BEN, more=since("03-20"))))
    world.sleep(18 * 86400)
    assert turns(world, 2) == ["ana", "ben", "ana"]


def test_a_rotation_that_has_not_begun_goes_at_once(world):
    world.applied(shift_based(PAIR, weekly(ANA, BEN, more=since("05-01"))))
    world.applied(shift_based(PAIR), effective="handoff")
    assert len(events(world)) == 1


def test_a_rotation_with_a_successor_goes_at_a_hand_off(world):
    world.applied(shift_based(PAIR, weekly(ANA, BEN)))
    world.applied(shift_based(PAIR, weekly(CHLOE, BEN)), effective="handoff")
    assert ended(world.apply(shift_based(PAIR), effective="handoff")) == {"done"}
    assert changes(world.plan(shift_based(PAIR), effective="handoff")) == []


def test_another_name_of_a_running_rotation_is_a_replacement_and_says_so(world):
    named = weekly(ANA, BEN, more=", name: Nights")
    world.applied(shift_based(named))
    plan = world.plan(shift_based(named.replace("Nights", "Evenings")))
    assert plan.changes[0].notes == (
        "rotation 'Nights' is replaced 30 minutes after it is sent; until then it goes on",
    )


def test_when_a_rotation_is_replaced_is_told_by_its_clocks(world):
    world.applied(shift_based(weekly(ANA, BEN)))
    plan = world.plan(shift_based(weekly(CHLOE, BEN, more=since("04-01"))))
    assert (
        "is replaced from 2026-04-01 09:00 (Europe/London); until then" in plan.changes[0].notes[0]
    )


def test_a_rotation_that_goes_while_another_changes_takes_its_successors_with_it(world):
    turn = "rotate: weekly, handoff: Wed 09:00"
    first = f"shifts: 08:00-16:00, members: [{ANA}], until: 2026-05-04 08:00"
    later = f"shifts: 08:00-18:00, members: [{ANA}], from: 2026-05-04 08:00"
    goes = f"events: [{{{first}}}, {{{later}}}]"
    world.applied(shift_based(f"{turn}, members: [{BEN}, {CHLOE}]", goes))
    world.applied(shift_based(f"{turn}, members: [{CHLOE}, {DANIEL}, {BEN}]"))
    assert not any(start[:10] > "2026-03-03" and who == "ana" for start, who in on_call(world, 10))
