"""A plan that puts others on call at once says what to write so that nobody changes."""

import random
import re
from datetime import timedelta

import pytest
from reconcile.rotas import ANA, BEN, CHLOE, DANIEL, LONDON, schedule, shifts, virtual, weekly
from reconcile.shift_rotas import on_call, shift_based
from reconcile.world import World

MAYA = "maya.cohen@acme.example"
SINCE = ", anchor: {who: ana.silva@acme.example, at: 2026-03-02}"
FORBIDS = "; `safety: {oncall_now: refuse}` in pdsync.yaml forbids such plans"
WAIT = "with `--effective handoff` whoever is on call stays until their hand-off"


def rotation(*people, more=SINCE, turns="rotate: weekly, handoff: Mon 09:00"):
    return f"{turns}, members: [{', '.join(people)}]{more}"


def told(plan):
    """What the warnings of who goes on call at once say to do, with the schedule of each."""
    found = [one for one in plan.diagnostics if one.rule == "oncall-now"]
    assert [one.help.endswith(FORBIDS) for one in found] == [one is found[-1] for one in found]
    return [(one.message.split("`")[1], one.help.removesuffix(FORBIDS)) for one in found]


def advice(plan):
    return [way for _, way in told(plan)]


def planned(before, after, days=8, **options):
    """What is said of a change, in the second week, which is Ben's; and the account."""
    world = World()
    world.applied(before)
    world.now += timedelta(days=days)
    return world, advice(world.plan(after, **options))


def taken(text, said):
    """The YAML with the lines that were printed in their places."""
    lines = text.splitlines()
    for anchor, number in re.findall(r"write `(anchor: {[^`]*})` at policies.yaml:(\d+)", said):
        at = int(number) - 1
        lines[at] = re.sub(r"anchor: {[^}]*}", anchor, lines[at])
    for field, number in re.findall(r"delete `(\w+)` at policies.yaml:(\d+)", said):
        at = int(number) - 1
        lines[at] = re.sub(rf"(, )?{field}: ({{[^}}]*}}|[^,}}]*)(?(1)|, )", "", lines[at])
    return "\n".join(lines) + "\n"


LAYERS = schedule(weekly(ANA, BEN, CHLOE, more=SINCE))
ROTATIONS = shift_based(rotation(ANA, BEN, CHLOE))
BENS = "write `anchor: {who: ben.okafor@acme.example, at: 2026-03-09}` at policies.yaml:5: then "
BENS += "nobody changes before their hand-off"


@pytest.mark.parametrize(
    "people", [(ANA, DANIEL, BEN, CHLOE), (ANA, CHLOE, BEN), (BEN, CHLOE)], ids=str
)
@pytest.mark.parametrize("form", ["layers", "rotations"])
def test_the_anchor_that_keeps_whoever_is_on_call_is_printed_and_does(form, people):
    layered = form == "layers"
    after = schedule(weekly(*people, more=SINCE)) if layered else shift_based(rotation(*people))
    if ANA not in people:
        after = after.replace("who: ana.silva", "who: ben.okafor")
    world, said = planned(LAYERS if layered else ROTATIONS, after)
    assert said == [BENS]
    world.applied(taken(after, said[0]))
    assert (shifts(world) if layered else on_call(world))[0][1] == "ben"
    turn = dict(shifts(world) if layered else on_call(world))
    assert next(one for one in turn if turn[one] != "ben") == "2026-03-16T09:00"


@pytest.mark.parametrize("before", [LAYERS, ROTATIONS])
def test_of_whoever_leaves_with_the_turn_the_option_that_waits_is_named_and_does(before):
    after = before.replace(f"{BEN}, ", "")
    world, said = planned(before, after)
    assert said == [WAIT]
    assert advice(world.plan(after, effective="handoff")) == []


def test_a_written_virtual_start_is_to_be_deleted():
    start = "2026-03-02T09:00:00Z"
    after = virtual(start, ANA, CHLOE, BEN)
    world, said = planned(virtual(start, ANA, BEN, CHLOE), after)
    assert said == [
        "delete `rotation_virtual_start` at policies.yaml:5: then nobody changes before their "
        "hand-off"
    ]
    assert advice(world.plan(taken(after, said[0]))) == []


def test_an_anchor_with_a_time_is_for_turns_that_do_not_begin_with_a_day():
    hours = "rotate: 8h, handoff: 01:00"
    more = f", anchor: {{who: {ANA}, at: 2026-03-02 09:00}}"
    before, after = (
        schedule(f"name: Base, {hours}, members: [{', '.join(people)}]{more}")
        for people in ((ANA, BEN, CHLOE), (ANA, CHLOE, BEN))
    )
    world, said = planned(before, after, days=8.4)
    assert said == [
        "write `anchor: {who: ben.okafor@acme.example, at: 2026-03-10 17:00}` at "
        "policies.yaml:5: then nobody changes before their hand-off"
    ]
    assert advice(world.plan(taken(after, said[0]))) == []


SPELLINGS = {
    "on the rotation's own clocks": (
        "time_zone: Asia/Tokyo, rotate: weekly, handoff: Mon 01:00",
        "2026-03-02",
        "2026-03-09",
    ),
    "of shifts": ("shifts: Mon-Fri 09:00-17:00, per_member: 5", "2026-03-02", "2026-03-09"),
    "of a hand-off that the anchor has": ("rotate: weekly", "2026-03-02 09:00", "2026-03-09 09:00"),
    "of an event": (
        "shifts: 09:00-17:00, from: 2026-03-04 00:00",
        "2026-03-04",
        "2026-03-11",
    ),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_anchor_of_a_rotation_is_written_as_the_one_in_its_place(spelling):
    turns, at, now = SPELLINGS[spelling]
    more = f", anchor: {{who: {ANA}, at: {at}}}"
    before, after = (
        rotation(*people, more=more, turns=turns)
        for people in ((ANA, BEN, CHLOE), (ANA, CHLOE, BEN))
    )
    if "event" in spelling:
        first = f"{{shifts: 09:00-17:00, members: [{DANIEL}], until: 2026-03-04 00:00}}"
        before, after = (f"events: [{first}, {{{one}}}]" for one in (before, after))
    after = shift_based(after)
    world, said = planned(shift_based(before), after, days=9 if "event" in spelling else 7.1)
    assert said == [BENS.replace("2026-03-09", now)]
    assert advice(world.plan(taken(after, said[0]))) == []


@pytest.mark.parametrize("before", [LAYERS, ROTATIONS])
def test_of_members_that_are_kept_in_pagerduty_it_is_one_with_the_time_of_the_plan(before):
    members = f"members: [{ANA}, {BEN}, {CHLOE}], "
    after = (
        before.replace(members.rstrip(", "), "")
        .replace(", ,", ",")
        .replace("who: ana.silva", "who: chloe.martin")
    )
    world, said = planned(before, after)
    assert said == [BENS.replace("2026-03-09", "2026-03-10 10:00")]
    assert advice(world.plan(taken(after, said[0]))) == []


def test_of_shifts_in_the_form_of_pagerduty_the_other_form_is_named():
    own = (
        "start_time: {date_time: 2026-03-02T09:00:00Z, time_zone: Europe/London}, "
        "end_time: {date_time: 2026-03-03T09:00:00Z, time_zone: Europe/London}, "
        'recurrence: ["RRULE:FREQ=DAILY"]'
    )
    before, after = (
        shift_based(f"{own}, members: [{', '.join(people)}]")
        for people in ((ANA, BEN, CHLOE), (CHLOE, ANA, BEN))
    )
    _, said = planned(before, after)
    assert said == [
        "write `shifts:` and an `anchor:` in place of `start_time`, `end_time` and `recurrence`"
    ]


def test_each_of_several_layers_has_its_own_line():
    lower, upper = weekly(ANA, BEN, more=SINCE), weekly(BEN, ANA, CHLOE, more=SINCE)
    upper = upper.replace("name: Base", "name: Days, only: Mon-Fri 09:00-17:00")
    changed = [weekly(ANA, CHLOE, BEN, more=SINCE), upper.replace(f"{BEN}, {ANA}", f"{ANA}, {BEN}")]
    world, said = planned(schedule(lower, upper), schedule(*changed))
    assert len(re.findall("write `anchor", said[0])) == 2
    assert advice(world.plan(taken(schedule(*changed), said[0]))) == []


def test_a_refusal_says_it_as_well():
    world = World()
    world.applied(LAYERS)
    world.now += timedelta(days=8)
    settings = "stack: acme\nsafety: {oncall_now: refuse}\n"
    plan = world.plan(LAYERS.replace(f"{BEN}, {CHLOE}", f"{CHLOE}, {BEN}"), settings)
    assert [BENS in one for one in plan.refused] == [True]


def test_of_two_whose_turn_is_moved_by_another_hand_off_nothing_is_said():
    before = schedule(weekly(ANA, BEN))
    _, said = planned(before, before.replace("handoff: Mon 09:00", "handoff: Wed 09:00"))
    assert said == []


MANY = 50
TURNS = ("weekly, handoff: Mon 09:00", "daily, handoff: 08:00", "2 weeks, handoff: Fri 17:00")


def edited(people, how, choice):
    """Members with one added, removed or swapped."""
    at = choice.randrange(len(people))
    if how == "added":
        return [*people[:at], MAYA, *people[at:]]
    if how == "removed":
        return [*people[:at], *people[at + 1 :]]
    other = (at + 1) % len(people)
    swapped = list(people)
    swapped[at], swapped[other] = swapped[other], swapped[at]
    return swapped


def many():
    """Fifty schedules, layered and shift-based, and each with one member's place edited."""
    choice = random.Random(12)
    sides = ("schedules:\n", "schedules:\n")
    for number in range(MANY):
        people = choice.sample([ANA, BEN, CHLOE, DANIEL], 4)
        after = edited(people, ("added", "removed", "swapped")[number % 3], choice)
        turns = choice.choice(TURNS)
        only = choice.choice(["", ", only: Mon-Fri 07:00-19:00"]) if number % 2 else ""
        who = choice.choice([one for one in people if one in after])
        made = "layers" if number % 2 else "rotations"
        sides = tuple(
            f"{side}  s{number:02}:\n    time_zone: {LONDON}\n    {made}:\n      - {{name: Base, "
            f"rotate: {turns}, members: [{', '.join(members)}]{only}, "
            f"anchor: {{who: {who}, at: 2026-02-{choice.randrange(20, 28)} 12:00}}}}\n"
            for side, members in zip(sides, (people, after), strict=True)
        )
    return sides


@pytest.mark.slow  # fifty schedules are applied, and planned twice
def test_of_fifty_rotations_nobody_changes_with_the_printed_lines():
    before, after = many()
    world = World()
    world.applied(before)
    world.now += timedelta(days=9)
    said = dict(told(world.plan(after)))
    waiting = [key for key, way in said.items() if way == WAIT]
    lines = " ".join(way for way in said.values() if way != WAIT)
    again = dict(told(world.plan(taken(after, lines))))

    assert (len(said), list(again), {*again.values()}) == (41, waiting, {WAIT})
    assert len(waiting) == 9


def test_no_line_is_advised_that_gives_the_next_shift_to_a_third_person():
    turn = ", anchor: {{who: {}, at: 2026-03-09}}, only: Mon-Fri 09:00-17:00"
    world = World()
    world.now += timedelta(days=6)  # Sunday: nobody is on call until Ana's turn begins
    world.applied(schedule(weekly(ANA, BEN, more=turn.format(ANA))))
    removed = world.plan(schedule(weekly(CHLOE, BEN, more=turn.format(CHLOE))))
    moved = world.plan(schedule(weekly(ANA, BEN, more=turn.format(BEN))))
    assert [[one.help for one in plan.diagnostics] for plan in (removed, moved)] == [
        [],
        [
            "write `anchor: {who: ben.okafor@acme.example, at: 2026-03-02}` at policies.yaml:5: "
            "then nobody changes before their hand-off"
        ],
    ]
