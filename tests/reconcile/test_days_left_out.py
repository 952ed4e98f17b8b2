"""Days left out of rotations: what the account gets, and whose turns move."""

import pytest
from reconcile.rotas import ANA, BEN, CHLOE
from reconcile.shift_rotas import events, shift_based, turns, weekdays
from reconcile.world import World, changes

UNMARKED = "ownership: none\n"
DAILY = "shifts: 09:00-17:00"
ANCHOR = f", anchor: {{who: {ANA}, at: 2026-03-02}}"


@pytest.fixture
def world():
    return World()


def daily(more=""):
    return shift_based(weekdays(ANA, BEN, CHLOE, shifts=DAILY, more=more))


def left_out(days):
    return f", except: [{days}]"


@pytest.mark.parametrize("anchor", ["", ANCHOR])
def test_a_plan_after_an_apply_is_empty_and_the_account_has_the_date(world, anchor):
    text = daily(f"{anchor}{left_out('2026-03-04')}")
    world.applied(text)
    ((event,),) = events(world)
    assert event["recurrence"] == ["RRULE:FREQ=DAILY", "EXDATE:20260304T090000Z"]
    assert changes(world.plan(text)) == []


@pytest.mark.parametrize("anchor", ["", ANCHOR])
def test_a_shift_that_is_left_out_uses_up_no_turn(world, anchor):
    world.applied(daily(f"{anchor}{left_out('2026-03-04')}"))
    assert turns(world, 4)[:4] == ["ana", "ben", "chloe", "ana"]


def test_a_day_that_is_over_may_be_taken_out_and_nobody_moves(world):
    world.applied(daily(left_out("2026-03-04")))
    world.sleep(7 * 24 * 60 * 60)
    assert changes(world.plan(daily())) == []


def moved(world, text, **options):
    return [
        note
        for change in world.plan(text, **options).changes
        for note in change.notes
        if "move by one" in note
    ]


@pytest.mark.parametrize("options", [{}, {"show_ids": True}])
def test_with_an_anchor_before_it_the_turns_move_and_the_plan_says_which_anchor_keeps_them(
    world, options
):
    world.applied(daily(f"{ANCHOR}{left_out('2026-03-04')}"))
    world.sleep(7 * 24 * 60 * 60)
    assert moved(world, daily(ANCHOR), **options) == [
        "rotation '09:00-17:00': turns after 4 Mar 2026 move by one; "
        f"`anchor: {{who: {CHLOE}, at: 2026-03-05}}` keeps them"
    ]


def test_the_anchor_that_the_plan_names_moves_nobody(world):
    world.applied(daily(f"{ANCHOR}{left_out('2026-03-04')}"))
    world.sleep(7 * 24 * 60 * 60)
    before = turns(world, 4)
    keeping = daily(f", anchor: {{who: {CHLOE}, at: 2026-03-05}}")
    assert moved(world, keeping) == []
    world.applied(keeping)
    assert turns(world, 4) == before


def test_where_the_first_turn_that_moves_is_nobodys_no_anchor_is_named(world):
    def text(more):
        return shift_based(weekdays(ANA, BEN, "nobody", shifts=DAILY, more=more))

    world.applied(text(f"{ANCHOR}{left_out('2026-03-04')}"))
    world.sleep(7 * 24 * 60 * 60)
    assert moved(world, text(ANCHOR)) == [
        "rotation '09:00-17:00': turns after 4 Mar 2026 move by one"
    ]


def lost(world, text):
    return [risk for change in world.plan(text).changes for risk in change.risks]


def test_a_day_to_come_that_is_not_written_any_more_is_a_risk_with_who_is_on_call_then(world):
    world.applied(daily(left_out("2026-03-11")))
    (risk,) = lost(world, daily())
    assert "loses `except: [2026-03-11]`, which is not written: " in risk
    assert "ana.silva@acme.example is on call instead of nobody, first on 2026-03-11 09:00" in risk
    assert risk.endswith("`except: null` says that this is meant")


@pytest.mark.parametrize("meant", [", except: null", ", except: []"])
def test_a_day_that_is_taken_out_on_purpose_is_no_risk(world, meant):
    world.applied(daily(left_out("2026-03-11")))
    assert lost(world, daily(meant)) == []


def test_one_of_two_shifts_of_a_day_is_told_by_its_time(world):
    twice = "shifts: {start: 2026-03-01 09:00, length: 4h, rrule: FREQ=HOURLY;INTERVAL=12}"
    text = shift_based(weekdays(ANA, BEN, shifts=twice, more=left_out("2026-03-11 21:00")))
    world.applied(text)
    (risk,) = lost(world, shift_based(weekdays(ANA, BEN, shifts=twice)))
    assert "loses `except: [2026-03-11 21:00]`" in risk


def test_an_adoption_that_would_lose_a_day_is_an_error_with_the_line_to_write(world):
    world.applied(daily(left_out("2026-03-11, 2026-03-12")), UNMARKED)
    (wrong,) = [one for one in world.plan(daily()).diagnostics if one.is_error]
    assert "has `except: [2026-03-11, 2026-03-12]` in the account" in wrong.message
    assert wrong.help == (
        "write `except: [2026-03-11, 2026-03-12]` to keep it, or `except: null` to leave nothing "
        "out"
    )


def test_a_day_that_is_over_is_nothing_to_lose_on_an_adoption(world):
    world.applied(daily(left_out("2026-03-04")), UNMARKED)
    world.sleep(7 * 24 * 60 * 60)
    assert [one for one in world.plan(daily()).diagnostics if one.is_error] == []


def moving(world, before, after, more=""):
    world.applied(daily(f"{more}{left_out(before)}"))
    (change,) = world.plan(daily(f"{more}{left_out(after)}")).changes
    (told,) = [note for note in change.notes if note.startswith("rotation '09:00-17:00': turns")]
    return told.removeprefix("rotation '09:00-17:00': ").partition(":")[0]


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (
            "2026-03-11, 2026-03-12",
            "turns after 10 Mar 2026 move by one, after 11 Mar 2026 are as before, "
            "after 12 Mar 2026 by one",
        ),
        (
            "2026-03-10, 2026-03-16, 2026-03-17",
            "turns after 16 Mar 2026 move by one, after 17 Mar 2026 by two",
        ),
    ],
)
def test_a_day_that_gives_way_to_others_is_counted_against_them(world, after, told):
    assert moving(world, "2026-03-10", after) == told


def test_days_to_come_that_are_taken_out_of_a_rotation_with_an_anchor_are_told(world):
    # Three people: after the third day everybody has the turn again that they had.
    days = "2026-03-10, 2026-03-12, 2026-03-14"
    world.applied(daily(f"{ANCHOR}{left_out(days)}"))
    (change,) = world.plan(daily(f"{ANCHOR}, except: null")).changes
    assert [note for note in change.notes if "turns after" in note] == [
        "rotation '09:00-17:00': turns after 10 Mar 2026 move by one, after 12 Mar 2026 by two, "
        "after 14 Mar 2026 by three"
    ]
