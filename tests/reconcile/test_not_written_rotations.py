"""In a rotation that is written, windows, a start and an end that are not written are none."""

from datetime import timedelta

import pytest
from reconcile.rotas import ANA, BEN, CHLOE, DANIEL
from reconcile.shift_rotas import PAIR, events, on_call, shift_based, turns, weekdays
from reconcile.world import UNMARKED, World, adopting, changes, fields, risks, said

from pdsync.reconcile import Options, make_plan

DAYS = "shifts: Mon-Fri 09:00-17:00"

# The world begins on Monday 2 March 2026, 10:00 in London.


@pytest.fixture
def world():
    return World()


def weekly(*people, more=""):
    return f"rotate: weekly, handoff: Fri 09:00, members: [{', '.join(people)}]{more}"


def test_a_start_goes_and_turns_are_as_they_were_to_be(world):
    world.applied(shift_based(weekly(ANA, BEN, more=", from: 2026-03-20 09:00")))
    world.applied(shift_based(weekly(ANA, BEN)))
    world.sleep(60)
    assert on_call(world, 3)[::3] == [("2026-03-02T10:01", "ben"), ("2026-03-20T09:00", "ana")]


def test_the_start_of_a_change_to_come_goes(world):
    """Nobody waits for a hand-off here: the change was written to begin then."""
    world.applied(shift_based(weekly(ANA, BEN)))
    later = weekly(CHLOE, DANIEL)
    world.applied(shift_based(f"{later}, from: 2026-03-20 09:00"))
    world.applied(shift_based(later))
    world.sleep(31 * 60)
    assert set(turns(world, 4)) == {"chloe", "daniel"}
    assert changes(world.plan(shift_based(later))) == []


def test_the_start_of_the_first_of_several_events_goes(world):
    def several(since):
        first = f"{DAYS}, members: [{ANA}], until: 2026-05-01 09:00{since}"
        last = f"{DAYS}, members: [{BEN}], from: 2026-05-01 09:00"
        return shift_based(f"events: [{{{first}}}, {{{last}}}]")

    world.applied(several(", from: 2026-04-01 09:00"))
    assert "loses `from: 2026-04-01 09:00`" in risks(world, several(""))[0]
    world.applied(several(""))
    assert on_call(world, 1)[0] == ("2026-03-02T10:00", "ana")


@pytest.mark.parametrize(
    ("had", "lost"),
    [
        (
            ", from: 2026-03-20 09:00",
            "`from: 2026-03-20 09:00`, which is not written: ben.okafor@acme.example is on call "
            "instead of nobody, at once; `from: null`",
        ),
        (
            ", until: 2026-03-20 09:00",
            "`until: 2026-03-20 09:00`, which is not written: ben.okafor@acme.example is on call "
            "instead of nobody, first on 2026-03-20 09:00 (Europe/London); `until: null`",
        ),
    ],
)
def test_what_a_managed_rotation_loses_is_a_risk_with_who_is_on_call(world, had, lost):
    world.applied(shift_based(weekly(ANA, BEN, more=f", name: Nights{had}")))
    told = f"rotation 'Nights' loses {lost} says that this is meant"
    assert risks(world, shift_based(weekly(ANA, BEN, more=", name: Nights"))) == [told]


def test_windows_of_turns_are_lost_as_well(world):
    hours = ", only: Mon-Fri 09:00-17:00"
    turn = f"rotate: weekly, handoff: Mon 09:00, members: [{ANA}, {BEN}]"
    world.applied(shift_based(turn + hours))
    (risk,) = risks(world, shift_based(turn))
    assert risk == (
        "rotation 'Mon-Fri 09:00-17:00' loses `only: Mon-Fri 09:00-17:00`, which is not written: "
        "ana.silva@acme.example is on call instead of nobody, first on 2026-03-02 17:00 "
        "(Europe/London); `only: null` says that this is meant"
    )
    assert risks(world, shift_based(f"{turn}, only: null")) == []


def test_other_shifts_lose_no_windows(world):
    world.applied(shift_based(PAIR))
    assert risks(world, shift_based(weekdays(ANA, BEN, shifts="shifts: 00:00-24:00"))) == []


@pytest.mark.parametrize(
    ("had", "after", "lost", "way_out"),
    [
        (
            weekly(ANA, BEN, more=", from: 2026-04-06 09:00"),
            weekly(ANA, BEN),
            "`from: 2026-04-06 09:00` in the account, and it is not written here: it would begin "
            "at once",
            "write `from: 2026-04-06 09:00` to keep it, or `from: null` to begin at once",
        ),
        (
            weekly(ANA, BEN, more=", until: 2026-06-01 09:00"),
            weekly(ANA, BEN),
            "`until: 2026-06-01 09:00` in the account, and it is not written here: it would go on "
            "for ever",
            "write `until: 2026-06-01 09:00` to keep it, or `until: null` to go on for ever",
        ),
        (
            weekdays(ANA, BEN),
            f"rotate: weekly, handoff: Mon 09:00, members: [{ANA}, {BEN}]",
            "`only: Mon-Fri 09:00-17:00` in the account, and it is not written here: it would be "
            "on call always",
            "write `only: Mon-Fri 09:00-17:00` to keep it, or `only: null` to be on call always",
        ),
        (
            weekdays(ANA, BEN),
            f"rotate: weekly, handoff: Wed 12:00, members: [{ANA}, {BEN}]",
            "`only: Mon-Fri 09:00-17:00` in the account, and it is not written here: it would be "
            "on call always",
            "write `shifts: Mon-Fri 09:00-17:00` in place of `rotate` to keep it, or `only: null` "
            "to be on call always",
        ),
    ],
)
def test_what_an_adoption_would_lose_is_an_error(world, had, after, lost, way_out):
    ((message, help_),) = adopting(world, shift_based(had), shift_based(after))
    assert (message.partition(" has ")[2], help_) == (lost, way_out)


def test_all_that_one_rotation_would_lose_is_one_error(world):
    before = weekdays(ANA, BEN, more=", from: 2026-04-06 09:00, until: 2026-06-01 09:00")
    after = f"rotate: weekly, handoff: Mon 09:00, members: [{ANA}, {BEN}]"
    ((message, help_),) = adopting(world, shift_based(before), shift_based(after))
    assert message.partition(" has ")[2] == (
        "`from: 2026-04-06 09:00`, `until: 2026-06-01 09:00` and `only: Mon-Fri 09:00-17:00` in "
        "the account, and they are not written here: it would begin at once, it would go on for "
        "ever and it would be on call always"
    )
    assert help_ == (
        "write `from: 2026-04-06 09:00`, `until: 2026-06-01 09:00` and `only: Mon-Fri "
        "09:00-17:00` to keep them, or `from: null` to begin at once; or `until: null` to go on "
        "for ever; or `only: null` to be on call always"
    )


def test_an_adoption_takes_no_start_of_others_for_a_change_of_its_own(world):
    """Two events that follow each other, of which the YAML has the second as if it had begun."""
    before = weekly(ANA, BEN, more=", until: 2026-04-03 09:00")
    after = weekly(CHLOE, DANIEL)
    parts = f"{{{before}}}, {{{after}, from: 2026-04-03 09:00}}".replace(
        "rotate: weekly, handoff: Fri 09:00", f"{DAYS}"
    )
    world.applied(shift_based(f"events: [{parts}]"), UNMARKED)
    text = shift_based(f"{DAYS}, members: [{CHLOE}, {DANIEL}]")
    assert [rule for rule, _, _ in said(world.plan(text))] == ["not-written"]


@pytest.mark.parametrize(
    ("had", "null"),
    [
        (", from: 2026-04-06 09:00", "from: null"),
        (", from: 2026-04-06 09:00", "effective_since: null"),
        (", until: 2026-06-01 09:00", "until: null"),
    ],
)
def test_what_is_cleared_on_purpose_is_no_error(world, had, null):
    world.applied(shift_based(weekly(ANA, BEN, more=had)), UNMARKED)
    text = shift_based(weekly(ANA, BEN, more=f", {null}"))
    plan = world.plan(text)
    assert ([one.risks for one in plan.changes], said(plan)[1:]) == ([()], [])
    world.applied(text)


def test_no_windows_are_true_of_shifts_as_well(world):
    world.applied(shift_based(f"{PAIR}, only: null"))
    assert changes(world.plan(shift_based(PAIR))) == []


def test_a_change_that_waits_is_no_loss_until_it_has_begun_and_after(world):
    world.applied(shift_based(weekly(ANA, BEN)))
    text = shift_based(weekly(CHLOE, BEN))
    world.applied(text, effective="handoff")
    for _ in range(3):
        assert fields(world.plan(text)) == {}
        world.sleep(3 * 86400)
    ((event,),) = events(world)
    assert event["name"].endswith("[from its hand-off]")


def test_a_change_that_waits_says_so_in_its_name(world):
    world.applied(shift_based(weekly(ANA, BEN, more=", name: Nights")))
    text = shift_based(weekly(CHLOE, BEN, more=", name: Nights"))
    world.applied(text, effective="handoff")
    ((before, after),) = events(world)
    assert (before["name"], after["name"]) == ("Nights", "Nights [from its hand-off]")
    world.applied(text.replace("Nights", "Evenings"))
    ((_, after),) = events(world)
    assert after["name"] == "Evenings [from its hand-off]"


def test_the_longest_name_has_room_to_wait(world):
    named = f", name: {'n' * 255}"
    world.applied(shift_based(weekly(ANA, BEN, more=named)))
    text = shift_based(weekly(CHLOE, BEN, more=named))
    world.applied(text, effective="handoff")
    assert changes(world.plan(text)) == []
    world.sleep(7 * 86400)
    assert changes(world.plan(text)) == []


def test_a_rotation_that_was_to_begin_later_can_wait_for_a_hand_off(world):
    world.applied(shift_based(weekly(ANA, BEN, more=", from: 2026-03-20 09:00")))
    text = shift_based(weekly(ANA, BEN))
    world.applied(text, effective="handoff")
    assert on_call(world, 1)[0] == ("2026-03-06T09:00", "ana")
    world.sleep(7 * 86400)
    assert changes(world.plan(text)) == []


@pytest.mark.parametrize("clock", [{"seconds": 5}, {"minutes": 2}])
def test_a_clock_that_is_behind_sees_no_start_ahead_in_a_rotation_that_was_just_made(world, clock):
    text = shift_based(PAIR)
    world.applied(text)
    now = world.now - timedelta(**clock)
    assert changes(make_plan(world.config(text), world.client, Options(), now=now)) == []


def test_one_that_begins_at_a_hand_off_ends_what_was_to_end_later(world):
    world.applied(shift_based(weekly(CHLOE, ANA, more=", until: 2026-03-20 09:00")))
    world.applied(shift_based(f"shifts: 18:00-09:00, members: [{ANA}], from: 2026-04-01 12:00"))
    text = shift_based(f"shifts: 18:00-09:00, members: [{BEN}, {ANA}]")
    world.applied(text, effective="handoff")
    ((going, coming),) = events(world)
    assert going["effective_until"] == coming["effective_since"]
    world.sleep(3 * 86400)
    assert changes(world.plan(text)) == []
