"""Plans by which an override comes to nothing, each way: the table says whose cover it was."""

import pytest
from reconcile.on_duty import ANA, BEN, CHLOE, MAYA, account, layer, override, schedule
from reconcile.shift_rotas import shift_based, weekdays
from reconcile.test_shift_based_overrides import BOTH, DAYS, NIGHTS, stand_in
from reconcile.world import World

from pdsync.render import Style
from pdsync.render.plan import plan_json, plan_text

LATER = "2026-03-11T12:00:00Z", "2026-03-11T18:00:00Z"
"""A Wednesday on which Ben has the turn, of the layers."""
SHORT = "Wed 11 Mar 12:00 - 18:00"
DAY = "Wed 4 Mar 09:00 - 17:00"
NIGHT = "Wed 4 Mar 22:00 - Thu 5 Mar 06:00"
OFFICE = "'Mon-Fri 09:00-17:00'"
PAIR = account(schedule(layer(ANA, BEN)))
LAYERS = {
    "the schedule is deleted": (
        "teams: {web: {}}\n",
        f"! {SHORT} {MAYA} (by override, for {BEN}) goes",
    ),
    "whom it stands in for leaves": (
        account(schedule(layer(ANA))),
        f"! {SHORT} {MAYA} (by override, for {BEN}) stays, then for {ANA}",
    ),
    "whoever has it is on call anyway": (
        account(schedule(layer(MAYA))),
        f"! {SHORT} {MAYA} (by override, for {BEN}) has no effect any more",
    ),
    "the window is narrowed": (
        account(schedule(layer(ANA, BEN, only="'Mon-Tue 09:00-17:00'"))),
        f"! {SHORT} {MAYA} (by override, for {BEN}) stands in for nobody any more",
    ),
    "a part of the window goes": (
        account(schedule(layer(ANA, BEN, only=OFFICE))),
        f"{SHORT} {MAYA} (by override, for {BEN}) stays",
    ),
}
SHIFTS = {
    "the schedule is deleted": (
        "teams: {web: {}}\n",
        f"! {DAY} {CHLOE} (by override, for {ANA}) goes",
    ),
    "whom it stands in for leaves": (
        shift_based(weekdays(MAYA, BEN, more=", per_member: 5, name: Days"), NIGHTS),
        f"! {DAY} {CHLOE} (by override, for {ANA}) has no effect any more",
    ),
    "its shifts move by an hour": (
        shift_based(DAYS.replace("Days", "Early").replace("09:00-17", "08:00-16"), NIGHTS),
        f"{DAY} {CHLOE} (by override, for {ANA}) stays",
    ),
    "its shifts are other hours": (
        shift_based(DAYS.replace("09:00-17:00", "18:00-20:00"), NIGHTS),
        f"! {DAY} {CHLOE} (by override, for {ANA}) has no effect any more",
    ),
}


@pytest.fixture
def world():
    return World()


DASH = "\N{EN DASH}"


def told(plan):
    text = plan_text(plan_json(plan), Style(columns=200))
    lines = [" ".join(one.split()).replace(DASH, "-") for one in text.splitlines()]
    return [one for one in lines if "(by override" in one]


@pytest.mark.parametrize("way", LAYERS)
def test_of_layers(way, world):
    world.applied(PAIR)
    override(world, MAYA, *LATER)
    after, line = LAYERS[way]
    assert told(world.plan(after)) == [line]


def test_of_a_layer_that_goes(world):
    above = layer(BEN, CHLOE, only=OFFICE).replace("Weekly", "Days")
    world.applied(account(schedule(layer(ANA), above)))
    override(world, MAYA, "2026-03-11T10:00:00Z", "2026-03-11T16:00:00Z")
    assert told(world.plan(account(schedule(layer(ANA))))) == [
        f"! Wed 11 Mar 10:00 - 16:00 {MAYA} (by override, for {CHLOE}) stays, then for {ANA}"
    ]


@pytest.mark.parametrize("way", SHIFTS)
def test_of_rotations(way, world):
    world.applied(BOTH)
    stand_in(world, CHLOE, ANA)
    after, line = SHIFTS[way]
    assert told(world.plan(after)) == [line]


def test_of_a_rotation_that_goes(world):
    world.applied(BOTH)
    night = "2026-03-04T22:00:00Z", "2026-03-05T06:00:00Z"
    stand_in(world, BEN, CHLOE, rotation=1, when=night)
    assert told(world.plan(shift_based(DAYS))) == [
        f"! {NIGHT} {BEN} (by override, for {CHLOE}) goes"
    ]
