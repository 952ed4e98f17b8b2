"""Swaps on real schedules of real accounts: each has exactly the other's hours."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from reconcile.handing_over import account, handed_over, hours, moved
from reconcile.world import World
from recorded_schedules import LAYERED, seed_of

from pdsync.roster import AskedSwap, exchanged, turns_on

AHEAD = timedelta(weeks=20)
ALONE = "06-pagerbeauty-P2RFGIP-single-user"


@pytest.mark.parametrize("name", [one for one in LAYERED if one != ALONE])
def test_two_turns_of_a_recorded_schedule_change_hands(shared, name):
    case = json.loads((shared / "cases" / "schedules" / f"{name}.json").read_text("utf-8"))
    schedule = case["schedule"]
    starts = [datetime.fromisoformat(one["start"]) for one in schedule["schedule_layers"]]
    world = World(seed=seed_of(schedule))
    world.now = max(starts) + timedelta(days=1)
    since, until = world.now, world.now + AHEAD
    read = account(world, until=until)
    turns = [one for one in turns_on(read.roster, "PSCHED1", since, until) if one.begins > since]
    first = turns[0]
    second = next(one for one in turns if one.holder != first.holder and one.begins >= first.ends)
    day = first.begins.astimezone(ZoneInfo(schedule["time_zone"])).date()
    before = hours(world, "PSCHED1", since, until)
    asked = AskedSwap(first.holder, second.holder, day, None, world.now)
    (found,) = exchanged(read.roster, ["PSCHED1"], asked)
    assert (found.first, found.second) == (first, second)
    assert all(one.is_made for one in handed_over(world, read, found.handovers))
    assert hours(world, "PSCHED1", since, until) == moved(before, found.handovers)
