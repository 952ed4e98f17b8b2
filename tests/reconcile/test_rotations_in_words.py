"""Rotations of an account are written as people would, and mean the same for ever."""

from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest
from examples import at_most
from hypothesis import given
from hypothesis import strategies as st
from oncall.making import HOUR
from oncall.making_shifts import event, shift_worlds, shifts
from oncall.test_sandbox_agrees import Served, not_over
from reconcile.rotas import ANA, BEN, CHLOE
from reconcile.shift_rotas import ident, shift_based, weekdays
from reconcile.world import World
from reconcile.written_back import ADOPTED, WrittenBack

from pdsync.sandbox import Account

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
A, B = "a@example.org", "b@example.org"
LONDON = {"time_zone": "Europe/London"}
MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)


def served(made, now=NOW):
    """A world with a shift-based schedule, made through the API."""
    account = Account.open(":memory:", clock=lambda: now)
    world = World(account=account)
    world.now = now
    headers = {"Authorization": "Token token=full-access"}
    url = "https://api.pagerduty.com"
    with httpx.Client(transport=world.wire, base_url=url, headers=headers) as client:
        Served(client, made, now)
    return world


def london(members="ab", rule="FREQ=DAILY", *more, hours=24, **fields):
    times = {"start": MONDAY, "seconds": hours * HOUR, **LONDON, **fields}
    return event(members, rule, *more, **times)


def written(*events, anchors=True):
    made = replace(shifts(*events), time_zone="Europe/London")
    return WrittenBack(served(made), anchors=anchors)


AT_FIRST = {"anchor": {"who": A, "at": "2026-01-05"}}
OFFICE = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
WORDS = {
    "turns of a week": (
        london(rule="FREQ=WEEKLY;BYDAY=MO", hours=7 * 24),
        {"rotate": "weekly", "handoff": "Mon 09:00", "members": [A, B], **AT_FIRST},
    ),
    "turns of two weeks": (
        london(rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", hours=14 * 24),
        {"rotate": "2 weeks", "handoff": "Mon 09:00", "members": [A, B], **AT_FIRST},
    ),
    "turns of hours": (
        london(rule="FREQ=HOURLY;INTERVAL=12", hours=12),
        {"rotate": "12h", "handoff": "09:00", "members": [A, B], **AT_FIRST},
    ),
    "office hours": (
        london(rule=OFFICE, hours=8, shifts_per_member=5),
        {"shifts": "Mon-Fri 09:00-17:00", "members": [A, B], "per_member": 5, **AT_FIRST},
    ),
    "every day": (
        london(hours=8),
        {"shifts": "09:00-17:00", "members": [A, B], "per_member": 1, **AT_FIRST},
    ),
    "a weekend": (
        london(rule="FREQ=WEEKLY;BYDAY=FR", hours=63, start=datetime(2026, 1, 9, 18, tzinfo=UTC)),
        {
            "shifts": "Fri 18:00 - Mon 09:00",
            "members": [A, B],
            "per_member": 1,
            "anchor": {"who": A, "at": "2026-01-09"},
        },
    ),
    "everybody": (
        london(rule=OFFICE, hours=8, everyone=True),
        {"shifts": "Mon-Fri 09:00-17:00", "members": [A, B], "everyone": True},
    ),
    "one person": (london("a", hours=8), {"shifts": "09:00-17:00", "members": [A]}),
    "days left out": (
        london("a", OFFICE, "EXDATE:20261225T090000Z,20260102T090000Z", hours=8),
        {"shifts": "Mon-Fri 09:00-17:00", "except": ["2026-12-25"], "members": [A]},
    ),
    "an end": (
        london("a", hours=8, until=datetime(2026, 5, 1, 8, tzinfo=UTC)),
        {"shifts": "09:00-17:00", "members": [A], "until": "2026-05-01 09:00"},
    ),
    "turns from the middle of a week": (
        london(
            rule=OFFICE, hours=8, shifts_per_member=5, start=datetime(2026, 1, 7, 9, tzinfo=UTC)
        ),
        {
            "shifts": {
                "start": "2026-01-07 09:00",
                "length": "8h",
                "rrule": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
            },
            "members": [A, B],
            "per_member": 5,
            "anchor": {"who": A, "at": "2026-01-07"},
        },
    ),
    "days of a month": (
        london(rule="FREQ=MONTHLY;BYDAY=1MO", hours=8),
        {
            "shifts": {
                "start": "2026-01-05 09:00",
                "length": "8h",
                "rrule": "FREQ=MONTHLY;BYDAY=1MO",
            },
            "members": [A, B],
            "per_member": 1,
            **AT_FIRST,
        },
    ),
    "a rule that ends": (
        london(rule="FREQ=DAILY;COUNT=100", hours=8),
        {
            "shifts": {
                "start": "2026-01-05 09:00",
                "length": "8h",
                "rrule": "FREQ=DAILY;COUNT=100",
            },
            "members": [A, B],
            "per_member": 1,
            **AT_FIRST,
        },
    ),
    "nobody first": (
        london("-a", hours=8),
        {
            "shifts": "09:00-17:00",
            "members": ["nobody", A],
            "per_member": 1,
            "anchor": {"who": A, "at": "2026-01-06"},
        },
    ),
}


@pytest.mark.parametrize(("live", "words"), WORDS.values(), ids=WORDS)
def test_shifts_are_written_in_the_shortest_words_that_mean_them(live, words):
    found = written(live)
    assert found.parts == [{"name": "Shifts", **words}]
    assert (found.planned(), found.is_said()) == ((ADOPTED, {}), True)


@pytest.mark.parametrize(("live", "words"), WORDS.values(), ids=WORDS)
def test_no_anchors_leave_the_phase_to_the_account(live, words):
    found = written(live, anchors=False)
    assert not any("anchor" in one for one in found.parts)
    assert found.planned() == (ADOPTED, {}), found.text


def test_several_events_are_written_one_after_the_other():
    may = datetime(2026, 5, 4, 8, tzinfo=UTC)
    before, after = london(hours=8, until=may), london("ba", OFFICE, hours=4, since=may)
    made = replace(shifts(before), time_zone="Europe/London")
    made = replace(made, rotations=(replace(made.rotations[0], events=(before, after)),))
    found = WrittenBack(served(made))
    assert found.parts == [
        {
            "events": [
                {
                    "name": "Shifts",
                    "shifts": "09:00-17:00",
                    "members": [A, B],
                    "per_member": 1,
                    "start_time": "2026-01-05 09:00",
                    "until": "2026-05-04 09:00",
                },
                {
                    "name": "Shifts",
                    "shifts": "Mon-Fri 09:00-13:00",
                    "members": [B, A],
                    "per_member": 1,
                    "start_time": "2026-01-05 09:00",
                    "from": "2026-05-04 09:00",
                },
            ]
        }
    ]
    assert (found.planned(), found.is_said()) == ((ADOPTED, {}), True)


def test_a_rotation_without_events_is_left_out_and_stays():
    found = served(replace(shifts(london("a", hours=8)), time_zone="Europe/London"))
    found.send("POST", f"/v3/schedules/{ident(found, 'Shifts')}/rotations", {})
    found = WrittenBack(found)
    assert [one["members"] for one in found.parts] == [[A]]
    assert (found.planned(), found.left()) == ((ADOPTED, {}), [])


@pytest.mark.parametrize("effective", ["now", "handoff"])
@pytest.mark.parametrize("anchors", [True, False])
def test_a_change_that_is_yet_to_take_effect_is_written_as_it_will_be(effective, anchors):
    world, settings = World(), "ownership: none\n"
    anchor = f", per_member: 5, anchor: {{who: {ANA}, at: 2026-03-02}}"
    world.applied(shift_based(weekdays(ANA, BEN, more=anchor)), settings)
    world.apply(shift_based(weekdays(BEN, CHLOE)), settings, effective=effective)
    found = WrittenBack(world, anchors=anchors)
    at = {"now": "2026-03-02 10:30", "handoff": "2026-03-09 09:00"}[effective]
    said = f"It begins on {at}, as it was told to; until then others have its shifts."
    assert found.comments == {("rotations", 0): [said]}
    assert [one["members"] for one in found.parts] == [[BEN, CHLOE]]
    assert found.planned() == (ADOPTED, {})


@at_most(20)
@given(shift_worlds(), st.booleans())
def test_any_rotations_are_adopted_with_no_field_changes_and_say_the_same(world, anchors):
    made, around = world
    rotations = tuple(
        replace(one, events=events)
        for one in made.rotations
        if (events := tuple(each for each in one.events[:1] if not_over(each, around)))
    )
    made = replace(made, rotations=rotations, custom_shifts=(), overrides=())
    found = WrittenBack(served(made, around), anchors=anchors)
    assert found.planned() == (ADOPTED, {}), found.text
    if any(one.last.shifts is None for one in found.live.rotations):  # no shift ever begins
        assert found.written.unsaid
    else:
        assert not anchors or found.is_said(), found.text


def test_of_a_first_shift_that_the_rule_does_not_have_the_event_is_named():
    found = written(london(rule="FREQ=MONTHLY;BYMONTHDAY=11"))
    assert found.written.unsaid == (
        "`rotations`: they cannot be written exactly, and stay as they are in PagerDuty: no "
        "shifts can be read of event 'Shifts', whose rule is `RRULE:FREQ=MONTHLY;BYMONTHDAY=11` "
        "and whose first shift begins 2026-01-05T09:00:00Z",
    )
