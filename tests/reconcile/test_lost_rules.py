"""Shifts by any rule that turns in the words of layers would lose, because nobody writes it."""

import pytest
from reconcile.rotas import ANA, BEN
from reconcile.shift_rotas import shift_based, weekdays
from reconcile.world import World, adopting, risks

# The world begins on Monday 2 March 2026, 10:00 in London.


@pytest.fixture
def world():
    return World()


def weekly(*people, more=""):
    return f"rotate: weekly, handoff: Fri 09:00, members: [{', '.join(people)}]{more}"


RULES = [
    ("FREQ=WEEKLY;INTERVAL=2", "2026-03-02 09:00", "1 week"),
    ("FREQ=MONTHLY", "2026-03-10 09:00", "8h"),
    ('"FREQ=MONTHLY;BYDAY=1MO,3MO"', "2026-03-16 09:00", "1d"),
    ("FREQ=HOURLY;INTERVAL=6", "2026-03-02 00:00", "2h"),
    ("FREQ=DAILY;COUNT=40", "2026-03-02 09:00", "1d"),
    ("FREQ=WEEKLY;UNTIL=20260601T080000Z", "2026-03-02 09:00", "1 week"),
    ("FREQ=YEARLY", "2026-03-03 09:00", "1h 30m"),
]


@pytest.mark.parametrize(("rule", "start", "length"), RULES)
def test_shifts_by_any_rule_are_lost_to_turns_that_never_pause(rule, start, length):
    world = World()
    shifts = f"shifts: {{start: {start}, length: {length}, rrule: {rule}}}"
    before = f"{shifts}, members: [{ANA}, {BEN}], name: Odd"
    after = f"rotate: weekly, handoff: Mon 09:00, members: [{ANA}, {BEN}], name: Odd"
    ((message, help_),) = adopting(world, shift_based(before), shift_based(after))
    assert message == (
        f"rotation 'Odd' has `{shifts}` in the account, and it is not written here: it would be on "
        "call always"
    )
    assert help_ == (
        f"write `{shifts}` in place of `rotate` to keep it, or `only: null` to be on call always"
    )
    kept = world.plan(shift_based(before))
    assert [(one.action, one.fields) for one in kept.changes] == [("adopt", ())]
    world.applied(shift_based(before))
    (risk,) = risks(world, shift_based(after))
    assert risk.startswith(f"rotation 'Odd' loses `{shifts}`, which is not written: ")
    assert risk.endswith("; `only: null` says that this is meant")


def test_turns_without_a_pause_lose_nothing_to_others(world):
    world.applied(shift_based(weekdays(ANA, BEN, shifts="shifts: 09:00-09:00")))
    assert risks(world, shift_based(weekly(ANA, BEN))) == []


def test_days_left_out_of_turns_without_a_pause_are_lost_by_themselves(world):
    before = f"shifts: 09:00-09:00, members: [{ANA}, {BEN}], except: [2026-12-25], name: Odd"
    ((message, _),) = adopting(
        world, shift_based(before), shift_based(weekly(ANA, BEN, more=", name: Odd"))
    )
    assert "has `except: [2026-12-25]` in" in message.replace(" 09:00]", "]")
