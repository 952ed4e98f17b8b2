"""Whatever is edited, killed and run again: nobody is left uncovered."""

from datetime import timedelta

import pytest
from examples import at_most
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from reconcile.mortal import ALWAYS, BEFORE, HALF, HOW, Mortal, always, uncovered
from reconcile.rotas import ANA, BEN, CHLOE, DANIEL
from reconcile.shift_rotas import shift_based
from reconcile.world import changes

pytestmark = pytest.mark.slow  # furnishes an account for each example

HALVES = shift_based(
    always(DANIEL, CHLOE, ANA, shifts="shifts: 00:00-12:00"),
    always(CHLOE, shifts="shifts: 12:00-24:00"),
)


def two_events(at, first, second):
    return shift_based(
        f"events: [{{{always(*first)}, until: 2026-{at}}}, {{{always(*second)}, from: 2026-{at}}}]"
    )


HARD_ONES = {
    "one takes over from two": (HALVES, shift_based(always(BEN, ANA, DANIEL)), 2, 1),
    "one takes over from two that ended": (HALVES, shift_based(always(BEN, CHLOE)), 1, 31),
    "what is to come begins earlier": (
        two_events("03-05 09:00", (CHLOE, BEN, DANIEL), (CHLOE, ANA, DANIEL)),
        two_events("03-05 09:00", (DANIEL,), (ANA,)),
        1,
        29,
    ),
    "what is to come begins when nobody is left": (
        two_events("03-05 09:00", (BEN, ANA), (ANA, CHLOE, BEN)),
        two_events("03-04 09:00", (CHLOE,), (DANIEL, ANA, CHLOE)),
        1,
        40,
    ),
    "what is about to begin is another": (
        two_events("03-02 13:10", (DANIEL, ANA), (CHLOE,)),
        two_events("03-05 09:00", (DANIEL, CHLOE, ANA), (CHLOE,)),
        1,
        5,
    ),
    "what is written would be over before it takes effect": (
        BEFORE,
        two_events("03-02 13:10", (BEN, CHLOE), (ANA, DANIEL)),
        1,
        1,
    ),
}


@pytest.mark.parametrize("case", HARD_ONES)
def test_the_next_run_covers_what_is_hard_to_follow(case):
    before, after, writes, minutes = HARD_ONES[case]
    world = Mortal()
    world.applied(before)
    world.now += timedelta(hours=3)
    world.killed_after(writes, after)
    gap = uncovered(world)
    assert gap is None or gap >= world.now + HALF
    world.now += timedelta(minutes=minutes)
    world.applied(after)
    assert uncovered(world) is None


PEOPLE = st.lists(st.sampled_from([ANA, BEN, CHLOE, DANIEL]), min_size=1, max_size=3, unique=True)
ROTATION = st.builds(
    lambda people, shifts, more: always(*people, shifts=shifts, more=more),
    PEOPLE,
    st.sampled_from([ALWAYS, "shifts: 09:00-09:00", "rotate: weekly, handoff: Mon 13:20"]),
    st.sampled_from(["", "", ", name: Nights"]),
)
JUMPS = st.sampled_from([1, 5, 20, 29, 31, 40, 60 * 30])


@at_most(12, suppress_health_check=list(HealthCheck))
@given(st.tuples(ROTATION, ROTATION), st.integers(1, 4), JUMPS, st.sampled_from([*HOW]))
def test_whatever_is_edited_and_killed_the_next_run_leaves_nobody_uncovered(
    edit, writes, minutes, how
):
    before, after = map(shift_based, edit)
    world = Mortal()
    world.applied(before)
    world.now += timedelta(hours=3)
    world.killed_after(writes, after, **HOW[how])
    gap = uncovered(world)
    assert gap is None or gap >= world.now + HALF
    world.now += timedelta(minutes=minutes)
    world.applied(after, **HOW[how])
    assert uncovered(world) is None
    world.now += timedelta(days=9)
    assert changes(world.plan(after)) == []
