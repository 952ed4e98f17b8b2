"""Any change of a schedule whose zone is not written is that of one with the account's written."""

from datetime import timedelta

import pytest
from examples import at_most
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from reconcile.rotas import ANA, BEN, CHLOE
from reconcile.shift_rotas import shift_based
from reconcile.world import World, changes

pytestmark = pytest.mark.slow  # furnishes an account for each example

FEW = at_most(6, suppress_health_check=list(HealthCheck))
ZONES = st.sampled_from(["Europe/London", "Asia/Tokyo", "America/New_York", "Asia/Kathmandu"])
PEOPLE = st.lists(st.sampled_from([ANA, BEN, CHLOE]), min_size=1, max_size=3, unique=True)
SHIFTS = st.sampled_from(
    [
        "shifts: Mon-Fri 09:00-17:00, per_member: 5",
        "shifts: 22:00-06:00, except: [2026-03-20, 2026-12-24 22:00]",
        "shifts: {start: 2026-02-01 09:00, length: 1d, rrule: FREQ=DAILY;INTERVAL=2}",
        "rotate: weekly, handoff: Wed 12:00",
        "rotate: weekly, handoff: Mon 09:00, only: Mon-Fri 09:00-17:00, except: [2026-04-06]",
        "rotate: daily, handoff: 10:00, only: Sat-Sun 10:00-20:00",
        "rotate: 12h",
    ]
)
LIMITS = st.sampled_from(
    ["", "", ", from: 2026-03-09 09:00", ", until: 2026-12-01 09:00, from: 2026-03-01 00:00"]
)


@st.composite
def rotations(draw):
    people, shifts, limits = draw(PEOPLE), draw(SHIFTS), draw(LIMITS)
    anchor = f", anchor: {{who: {people[-1]}, at: 2026-03-04 12:00}}" if draw(st.booleans()) else ""
    return f"{shifts}, members: [{', '.join(people)}]{limits}{anchor}"


def told(plan):
    """All of a plan but where it stands in the text."""
    wrong = [(one.rule, one.message) for one in plan.diagnostics]
    return [(one.action, one.fields, one.calls, one.notes) for one in plan.changes], wrong


@FEW
@given(ZONES, rotations(), rotations(), st.integers(0, 400), st.booleans())
def test_a_zone_that_is_not_written_is_the_live_one(zone, before, after, hours, waits):
    world = World()
    world.applied(shift_based(before, zone=zone))
    same, other = (
        shift_based(one).replace("    time_zone: Europe/London\n", "") for one in (before, after)
    )
    assert changes(world.plan(same)) == []
    world.now += timedelta(hours=hours)
    how = {"effective": "handoff" if waits else "now"}
    written = shift_based(after, zone=zone)
    assert told(world.plan(other, **how)) == told(world.plan(written, **how))
