"""Schedules that do not say whose clocks they are on stay on those they are on in the account."""

import json

import httpx
import pytest
from reconcile.rotas import ANA, BEN, CHLOE
from reconcile.shift_rotas import events, ident, on_call, shift_based, weekdays
from reconcile.wire import Bent
from reconcile.world import World, changes

# The world begins on Monday 2 March 2026, 10:00 in London.

ZONE = "    time_zone: Europe/London\n"
TOKYO = ", time_zone: Asia/Tokyo"
BOTH = f"members: [{ANA}, {BEN}]"


@pytest.fixture
def world():
    return World()


def bare(*rotations):
    """The same without a zone anywhere."""
    return shift_based(*rotations).replace(ZONE, "").replace(TOKYO, "")


def problems(plan):
    return [(one.message, one.help, str(one.place)) for one in plan.diagnostics if one.is_error]


def zones(world):
    return [one["start_time"]["time_zone"] for rotation in events(world) for one in rotation]


WRITTEN = {
    "shifts": f"shifts: Mon-Fri 09:00-17:00, {BOTH}, per_member: 5",
    "shifts in a zone of their own": f"shifts: 22:00-06:00, {BOTH}{TOKYO}",
    "shifts without a day": f"shifts: 09:00-17:00, {BOTH}, except: [2026-12-25]",
    "shifts without a time": f"shifts: 09:00-17:00, {BOTH}, except: [2026-12-28 09:00]",
    "shifts for a time": f"shifts: 22:00-06:00, {BOTH}, from: 2026-03-01 09:00, until: 2026-06-01",
    "shifts by a rule": (
        "shifts: {start: 2026-03-03 07:00, length: 8h, rrule: FREQ=WEEKLY;BYDAY=TU}, "
        f"{BOTH}{TOKYO}"
    ),
    "turns of weeks": f"rotate: weekly, handoff: Thu 09:00, {BOTH}",
    "turns within hours": f"rotate: weekly, handoff: Mon 09:00, only: Mon-Fri 09:00-17:00, {BOTH}",
    "turns of hours": f"rotate: 12h, {BOTH}{TOKYO}",
    "turns whose hand-off is not written": f"rotate: weekly, {BOTH}{TOKYO}",
    "an anchor with a time": (
        f"rotate: weekly, {BOTH}, anchor: {{who: {BEN}, at: 2026-03-05 09:00}}"
    ),
    "an anchor with a date": (
        f"shifts: Mon-Fri 09:00-17:00, {BOTH}, per_member: 5, "
        f"anchor: {{who: {BEN}, at: 2026-03-02}}{TOKYO}"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_written_goes_on_by_the_clocks_it_is_on(name):
    world, whole = World(), WRITTEN[name]
    made = whole.replace(f"rotate: weekly, {BOTH}{TOKYO}", f"{whole}, handoff: Thu 11:00")
    world.applied(shift_based(made))
    there = zones(world)
    assert changes(world.plan(bare(whole))) == []
    more = bare(whole.replace(f"{BEN}]", f"{BEN}, {CHLOE}]"))
    before = on_call(world, 1)
    world.applied(more)
    world.sleep(60 * 60)
    assert zones(world)[-1:] == there[-1:] == ["Asia/Tokyo" if TOKYO in whole else "Europe/London"]
    assert {at for at, _ in on_call(world, 1)[2:]} <= {at for at, _ in before}
    assert changes(world.plan(more)) == []


def test_each_rotation_stays_on_clocks_of_its_own(world):
    both = (weekdays(ANA, BEN), f"shifts: 22:00-06:00, members: [{CHLOE}, {BEN}]{TOKYO}")
    world.applied(shift_based(*both))
    assert changes(world.plan(bare(*both))) == []
    world.applied(bare(*reversed([one.replace(f"{BEN}]", f"{ANA}]") for one in both])))
    world.sleep(60 * 60)
    assert sorted(zones(world)) == ["Asia/Tokyo", "Europe/London"]


def test_events_stay_on_them_as_well(world):
    text = (
        f"events: [{{shifts: 09:00-17:00, members: [{ANA}], until: 2026-05-01 09:00}}, "
        f"{{shifts: 09:00-17:00, members: [{BEN}], from: 2026-05-01 09:00}}]"
    )
    world.applied(shift_based(text))
    assert changes(world.plan(bare(text))) == []


def test_layers_stay_on_them_as_well(world):
    text = (
        f"schedules:\n  a:\n{ZONE}    layers: [{{rotate: weekly, {BOTH}, until: 2026-06-01 09:00, "
        f"anchor: {{who: {ANA}, at: 2026-03-02 09:00}}}}]\n"
    )
    world.applied(text)
    assert changes(world.plan(text.replace(ZONE, ""))) == []
    later = text.replace("06-01 09:00", "06-01 10:00")
    world.applied(later.replace(ZONE, ""))
    assert changes(world.plan(later)) == []


def test_an_adoption_keeps_them(world):
    text = f"shifts: 22:00-06:00, {BOTH}{TOKYO}"
    world.applied(shift_based(text), "ownership: none\n")
    plan = world.plan(bare(text))
    assert [(one.action, one.fields) for one in plan.changes] == [("adopt", ())]


def test_a_change_that_waits_for_its_hand_off_waits_once(world):
    world.applied(shift_based(WRITTEN["shifts"] + TOKYO))
    more = bare(WRITTEN["shifts"].replace(f"{BEN}]", f"{BEN}, {CHLOE}]"))
    world.apply(more, effective="handoff")
    assert changes(world.plan(more)) == []
    assert zones(world) == ["Asia/Tokyo", "Asia/Tokyo"]


def test_what_broke_off_is_resumed_on_the_clocks_it_was_on(world):
    text = shift_based(WRITTEN["shifts"] + TOKYO)
    world.applied(text)
    path = f"/v3/schedules/{ident(world)}/rotations"
    (found,) = world.get(path)["rotations"]
    (event,) = found["events"]
    world.send(
        "PUT",
        f"{path}/{found['id']}/events/{event['id']}",
        {"event": {"effective_until": "2026-03-02T11:00:00Z"}},
    )
    world.sleep(2 * 60 * 60)
    world.applied(bare(WRITTEN["shifts"]))
    assert zones(world) == ["Asia/Tokyo"]


def test_a_new_rotation_is_on_the_clocks_of_its_schedule(world):
    world.applied(shift_based(WRITTEN["shifts"] + TOKYO))
    world.applied(bare(WRITTEN["shifts"], f"shifts: 20:00-22:00, members: [{CHLOE}]"))
    assert zones(world) == ["Asia/Tokyo", "Europe/London"]


def test_a_new_schedule_needs_a_zone(world):
    assert problems(world.plan(bare(WRITTEN["shifts"]))) == [
        (
            "schedule `a` is not in the account, and cannot be created without `time_zone`",
            "write `time_zone: Europe/London`, or `id:` or `was:` if it exists under another name",
            "policies.yaml:2:3",
        )
    ]


def test_a_time_that_its_clocks_skip_is_an_error_of_the_plan(world):
    world.applied(shift_based(WRITTEN["turns of weeks"]))
    assert problems(world.plan(bare(f"{WRITTEN['turns of weeks']}, until: 2026-03-29 01:30"))) == [
        (
            "'2026-03-29 01:30' does not exist in Europe/London: the clocks are changed then",
            "write 2026-03-29T02:30+01:00 or 2026-03-29T00:30+00:00",
            "policies.yaml:4:113",
        )
    ]


def test_a_beginning_that_is_too_far_ahead_is_one_as_well(world):
    world.applied(shift_based(WRITTEN["shifts"]))
    far = f"shifts: 20:00-22:00, members: [{CHLOE}], from: 2027-03-02 10:30"
    assert problems(world.plan(bare(WRITTEN["shifts"], far))) == [
        (
            "this begins in more than 12 months, and PagerDuty takes no such rotation",
            "write an earlier `from`, or add it when its time comes",
            "policies.yaml:5:75",
        )
    ]


def unzoned(_, answer):
    """An answer about schedules that has forgotten their zones."""
    body = json.loads(answer().read())
    for one in (body.get("schedule", {}), *body.get("schedules", [])):
        one.pop("time_zone", None)
    return httpx.Response(200, json=body)


def test_where_not_even_the_account_knows_a_new_rotation_needs_a_zone():
    world = World(around=Bent)
    world.applied(shift_based(WRITTEN["shifts"] + TOKYO))
    world.wire.bend = unzoned
    assert problems(world.plan(bare(WRITTEN["shifts"]))) == []
    new = f"shifts: 20:00-22:00, members: [{CHLOE}]"
    assert problems(world.plan(bare(WRITTEN["shifts"], new))) == [
        (
            "nothing says on whose clocks its times are, here or in the account",
            "write the zone that is meant, such as `time_zone: Europe/London`",
            "policies.yaml:5:9",
        )
    ]
