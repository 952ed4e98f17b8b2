"""A swap that is interrupted: both sides of one schedule are made, or neither."""

from datetime import date, timedelta

from reconcile.handing_over import AHEAD, account, hours, moved, person, weekly
from reconcile.rotas import ANA, BEN, CHLOE
from reconcile.world import World

from pdsync.reconcile.overrides import override_requests, send_overrides
from pdsync.roster import AskedSwap, exchanged

TWO = f"""schedules:
  a:
    time_zone: Etc/UTC
    layers: [{{{weekly(ANA, BEN, CHLOE)}}}]
  b:
    time_zone: Etc/UTC
    layers: [{{{weekly(ANA, BEN, CHLOE, handoff="Tue 09:00")}}}]
"""


def test_what_comes_after_an_interruption_is_not_made_and_says_so():
    world = World()
    world.apply(TWO)
    idents = [world.named("schedule", "schedules", name)["id"] for name in ("a", "b")]
    span = world.now, world.now + AHEAD
    before = [hours(world, ident, *span) for ident in idents]
    read = account(world)
    people = person(world, ANA), person(world, BEN)
    asked = AskedSwap(*people, date(2026, 3, 25), None, world.now)
    found = exchanged(read.roster, idents, asked)
    handovers = [one for it in found for one in it.handovers]
    asked_first = iter([False, True])

    sent = send_overrides(
        override_requests(read.snapshot, read.roster, handovers, world.now),
        world.client,
        lambda: world.now,
        lambda: next(asked_first),
    )

    assert [(one.handover.schedule, one.reason) for one in sent] == [
        *((idents[0], None) for _ in found[0].handovers),
        *((idents[1], "it was interrupted before") for _ in found[1].handovers),
    ]
    made = moved(before[0], found[0].handovers), before[1]
    assert tuple(hours(world, ident, *span) for ident in idents) == made
    assert world.now - span[0] < timedelta(minutes=1)
