"""Any rotation with days left out: the account and the YAML put the same people on call."""

from datetime import date, timedelta

import pytest
from examples import at_most
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from reconcile.rotas import ANA, BEN, CHLOE
from reconcile.shift_rotas import ident, shift_based, weekdays
from reconcile.world import START, World, changes

from pdsync import oncall
from pdsync.kinds import on_call

pytestmark = pytest.mark.slow  # furnishes an account for each example

SOME = at_most(12, suppress_health_check=list(HealthCheck))
SHIFTS = st.sampled_from(
    [
        "shifts: Mon-Fri 09:00-17:00",
        "shifts: 00:00-24:00",
        "shifts: 22:00-06:00",
        "shifts: 01:30-09:00",
        "shifts: Fri 18:00 - Mon 09:00",
        "shifts: {start: 2026-02-03 09:00, length: 30h, rrule: FREQ=DAILY;INTERVAL=3}",
        "shifts: {start: 2026-02-02 08:00, length: 8h, rrule: 'FREQ=MONTHLY;BYDAY=1MO,3WE'}",
    ]
)
ZONES = st.sampled_from(["Europe/London", "America/New_York", "Australia/Lord_Howe", "Etc/UTC"])
FIRST, LAST = date(2026, 3, 2), date(2026, 11, 15)
DAYS = st.lists(st.dates(FIRST, LAST), max_size=5).flatmap(
    lambda days: st.just(sorted({*days, *(day + timedelta(1) for day in days[:2])}))
)
NEAR_CHANGES = st.lists(st.sampled_from([date(2026, 3, 8), date(2026, 3, 29)]), max_size=2)


def schedule(case, *, days=None):
    shifts, per_member, zone, left_out, anchored = case
    left_out = left_out if days is None else days
    anchor = f", anchor: {{who: {BEN}, at: 2026-03-04}}" if anchored else ""
    more = f", per_member: {per_member}, except: [{', '.join(map(str, left_out))}]{anchor}"
    return shift_based(weekdays(ANA, BEN, CHLOE, shifts=shifts, more=more), zone=zone)


CASES = st.tuples(
    SHIFTS,
    st.sampled_from([1, 2, 5]),
    ZONES,
    st.builds(lambda some, near: sorted({*some, *near}), DAYS, NEAR_CHANGES),
    st.booleans(),
)


def rendered(world, since, until):
    """Who is on call by the walk of the account: times and people."""
    asked = {"since": since.isoformat(), "until": until.isoformat(), "time_zone": "Etc/UTC"}
    path = f"/v3/schedules/{ident(world)}"
    asked["include[]"] = "final_schedule"
    found = world.get(path, **asked)["schedule"]["final_schedule"]
    people = {one["id"]: one["email"] for one in world.get("/users")["users"]}
    return [
        (one["start_time"], one["end_time"], people[one["member"]["user_id"]])
        for one in found["computed_shift_assignments"]
    ]


def reckoned(text, since, until):
    """The same by the YAML alone."""
    (entry,) = World().config(text).entries
    shifts = oncall.final_shifts(on_call(entry.resource), since, until)
    return [
        (f"{one.start:%Y-%m-%dT%H:%M:%SZ}", f"{one.end:%Y-%m-%dT%H:%M:%SZ}", one.user)
        for one in shifts
    ]


@SOME
@given(CASES)
def test_the_account_puts_those_on_call_whom_the_yaml_says_around_every_change_of_clocks(case):
    world = World()
    *rest, _ = case
    text = schedule((*rest, True))
    world.applied(text)
    since, until = START + timedelta(hours=1), START + timedelta(days=270)
    assert reckoned(text, since, until) == rendered(world, since, until)


@SOME
@given(CASES, st.integers(1, 200))
def test_a_plan_stays_empty_and_days_that_are_over_may_go_where_no_anchor_counts_them(case, days):
    world = World()
    world.applied(schedule(case))
    world.now += timedelta(days=days)
    assert changes(world.plan(schedule(case))) == []
    *rest, left_out, anchored = case
    ahead = [day for day in left_out if day >= world.now.date() - timedelta(days=4)]
    if not anchored:
        assert changes(world.plan(schedule((*rest, left_out, anchored), days=ahead))) == []
