"""Rotations that become others: nobody goes too early, and the same shifts are no change."""

import pytest
from reconcile.rotas import ANA, BEN, CHLOE, DANIEL
from reconcile.shift_rotas import POLICY, events, on_call, shift_based, weekdays
from reconcile.world import changes


def test_what_goes_while_another_takes_over_goes_on_until_then(world):
    days = weekdays(ANA, BEN, more="", shifts="shifts: 08:00-20:00, name: Days")
    nights = weekdays(CHLOE, DANIEL, more="", shifts="shifts: 20:00-08:00, name: Nights")
    always = weekdays(ANA, BEN, CHLOE, DANIEL, more="", shifts="rotate: weekly, handoff: Mon 08:00")
    world.applied(shift_based(days, nights) + POLICY)
    world.sleep(2 * 86400 + 12 * 3600)
    plan = world.plan(shift_based(always) + POLICY)
    assert sum(call.deletes for call in plan.calls) == 1
    world.applied(shift_based(always) + POLICY)
    people = dict(on_call(world, 1))
    assert list(people)[:2] == ["2026-03-04T22:00", "2026-03-04T22:30"]
    world.sleep(700)
    assert changes(world.plan(shift_based(always) + POLICY)) == []


def test_half_days_changed_at_the_hand_off_move_nobody_later(world):
    def half_days(*people):
        return shift_based(weekdays(*people, more="", shifts="rotate: 12h, handoff: 08:00"))

    world.applied(half_days(ANA, BEN))
    world.sleep(2 * 3600)
    world.applied(half_days(ANA, CHLOE), effective="handoff")
    assert [who for _, who in on_call(world, 1)][:4] == ["ana", "chloe", "ana", "chloe"]


@pytest.mark.parametrize("days", [1, 3, 5])
def test_shifts_by_a_rule_of_their_own_changed_at_the_hand_off_are_quiet(world, days):
    rule = 'shifts: {start: 2026-02-01 09:00, length: 1d, rrule: "FREQ=DAILY;INTERVAL=2"}'
    world.applied(shift_based(weekdays(BEN, ANA, CHLOE, more="", shifts=rule)))
    world.sleep(days * 86400 + 7200)
    world.applied(
        shift_based(weekdays(BEN, CHLOE, DANIEL, more="", shifts=rule)), effective="handoff"
    )


def test_what_stands_elsewhere_among_several_has_not_moved(world):
    first, second = (
        weekdays(ANA, BEN, CHLOE),
        weekdays(DANIEL, shifts="shifts: 17:00-09:00", more=""),
    )
    world.applied(shift_based(first, second))
    plan = world.plan(shift_based(second, weekdays(ANA, BEN)))
    assert [(one.path, one.moved_from) for one in plan.changes[0].fields] == [
        ("/rotations/0/members", None)
    ]


def test_days_in_a_row_are_not_one_long_shift(world):
    long = weekdays(ANA, BEN, more="", shifts="rotate: 4 weeks, handoff: Fri 17:00")
    world.applied(shift_based(long))
    days = weekdays(ANA, BEN, more=", everyone: true", shifts="shifts: 00:00-24:00")
    world.applied(shift_based(days))
    ((_, event),) = events(world)
    assert event["recurrence"] == ["RRULE:FREQ=DAILY"]


def test_half_days_that_begin_an_hour_later_do(world):
    def half_days(at):
        return shift_based(weekdays(ANA, BEN, more="", shifts=f"rotate: 12h, handoff: {at}"))

    world.applied(half_days("08:00"))
    world.applied(half_days("09:00"))
    world.sleep(3600)
    assert [start[11:] for start, _ in on_call(world, 1)][1:3] == ["21:00", "09:00"]


def test_a_rule_whose_start_lies_ahead_has_shifts_before_it(world):
    world.applied(shift_based(weekdays(ANA, BEN, shifts="shifts: 00:00-24:00")))
    world.sleep(86400)
    rule = "shifts: {start: 2026-03-13 06:00, length: 12h, rrule: FREQ=DAILY}"
    world.applied(shift_based(weekdays(ANA, BEN, more="", shifts=rule)))
    assert [start for start, _ in on_call(world, 1)][-1][:13] == "2026-03-10T06"
    assert len(on_call(world, 1)) >= 8


def test_a_rule_of_months_with_somebody_twice_is_quiet(world):
    world.sleep(150 * 86400)
    rule = 'shifts: {start: 2026-07-06 09:00, length: 5 days, rrule: "FREQ=MONTHLY;BYDAY=MO"}'
    world.applied(shift_based(weekdays(ANA, BEN, CHLOE, DANIEL, ANA, more="", shifts=rule)))


def test_one_that_was_to_begin_ends_before_that(world):
    ahead = weekdays(ANA, BEN, more=", from: 2026-03-26 09:00")
    world.applied(shift_based(weekdays(CHLOE), ahead))
    world.applied(
        shift_based(weekdays(CHLOE), weekdays(ANA, BEN, more=", until: 2026-03-10 09:00"))
    )


def test_one_that_has_not_begun_goes_while_another_changes(world):
    ahead = weekdays(ANA, BEN, shifts="shifts: 22:00-06:00", more=", from: 2026-05-07 09:00")
    world.applied(shift_based(weekdays(CHLOE, more=""), ahead))
    world.applied(shift_based(weekdays(CHLOE, shifts="shifts: 08:00-20:00", more="")))
    assert len(events(world)) == 1


def test_hours_that_are_counted_from_a_start_ahead_are_quiet(world):
    def six_hours(*people):
        rule = "shifts: {start: 2026-03-06 03:00, length: 6h, rrule: FREQ=HOURLY;INTERVAL=6}"
        return shift_based(weekdays(*people, more=", per_member: 7", shifts=rule))

    world.applied(six_hours(CHLOE, BEN, ANA, DANIEL))
    world.sleep(180)
    world.applied(six_hours(BEN, CHLOE, ANA))
