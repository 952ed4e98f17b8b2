"""Any turns exchanged, and any days covered: by the account's rendering nothing else moves."""

from datetime import datetime, timedelta

import pytest
from examples import at_most
from hypothesis import assume, given
from hypothesis import strategies as st
from reconcile.handing_over import (
    AHEAD,
    LAYERED,
    ROTATIONS,
    account,
    handed_over,
    hours,
    made,
    moved,
    on_call,
    person,
)
from reconcile.rotas import ANA, BEN, CHLOE, DANIEL
from reconcile.world import World

from pdsync.roster import (
    AskedSwap,
    Colleagues,
    NotOneTurn,
    OnCallHandover,
    exchanged,
    proposals,
    turns_away,
    turns_on,
)

pytestmark = pytest.mark.slow

STARTS = [datetime.fromisoformat(f"2026-{day}T10:30Z") for day in ("03-18", "10-14", "06-03")]
ZONES = ["Europe/London", "America/New_York", "Australia/Sydney", "Etc/UTC"]
PEOPLE = [ANA, BEN, CHLOE, DANIEL]
forms = st.one_of(
    st.tuples(st.just("layers"), st.sampled_from(LAYERED)),
    st.tuples(st.just("rotations"), st.sampled_from(ROTATIONS)),
)
pairs = st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=2, unique=True)


def world_with(start, zone, form):
    world = World()
    world.now = start
    return world, made(world, form[1], zone, form[0])


def swapped(world, ident, pair, days):
    """What changes hands of two people's turns, the first one's some days ahead; None: no turn."""
    read = account(world)
    first, second = (person(world, one) for one in pair)
    day = (world.now + timedelta(days=days)).date()
    try:
        found = exchanged(read.roster, [ident], AskedSwap(first, second, day, None, world.now))
    except NotOneTurn:
        return read, ()
    return read, tuple(one for it in found for one in it.handovers)


@at_most(10, deadline=None)
@given(st.sampled_from(STARTS), st.sampled_from(ZONES), forms, pairs, st.integers(0, 20))
def test_each_has_exactly_the_others_hours(start, zone, form, pair, days):
    world, ident = world_with(start, zone, form)
    read, handovers = swapped(world, ident, pair, days)
    assume(handovers)
    since, until = world.now, world.now + AHEAD
    before = hours(world, ident, since, until)
    sent = handed_over(world, read, handovers)
    assert all(one.is_made for one in sent), sent
    assert hours(world, ident, since, until) == moved(before, handovers)


@at_most(6, deadline=None)
@given(st.sampled_from(STARTS), st.sampled_from(ZONES), forms, pairs, st.integers(2, 20))
def test_two_swaps_give_everything_back(start, zone, form, pair, days):
    world, ident = world_with(start, zone, form)
    since, until = world.now, world.now + AHEAD
    before = hours(world, ident, since, until)
    read, handovers = swapped(world, ident, pair, days)
    assume(handovers)
    handed_over(world, read, handovers)
    again = account(world)
    handed_over(world, again, [*_swapped_back(again, ident, handovers, world)])
    assert hours(world, ident, since, until) == before


def _swapped_back(read, ident, handovers, world):
    """The same hours the other way, as the roster that was read anew has them."""

    taken = {(one.span, one.new, one.owner, one.part): one.old for one in handovers}
    turns = turns_on(read.roster, ident, world.now, world.now + AHEAD)

    for turn in turns:
        for span in turn.spans:
            old = taken.get((span, turn.holder, turn.owner, turn.part))
            if old:
                yield OnCallHandover(ident, span, turn.holder, old, turn.owner, turn.part)


@at_most(8, deadline=None)
@given(
    st.sampled_from(STARTS),
    st.sampled_from(ZONES),
    forms,
    st.sampled_from(PEOPLE),
    st.tuples(st.integers(0, 15), st.integers(1, 15)),
)
def test_whoever_is_away_has_no_hour_in_these_days_and_nothing_else_changes(
    start, zone, form, who, days
):
    world, ident = world_with(start, zone, form)
    since, until = world.now, world.now + AHEAD
    before = hours(world, ident, since, until)
    read = account(world)
    away = person(world, who)
    begin = world.now + timedelta(days=days[0])
    end = begin + timedelta(days=days[1])
    turns = turns_away(read.roster, ident, away, begin, end)
    assume(turns)
    found = proposals(turns, Colleagues.of(read.roster, since, until))
    handovers = [one for it in found if it.taker for one in it.away.handovers(it.taker.person)]
    handed_over(world, read, handovers)
    after = hours(world, ident, since, until)
    assert after == moved(before, handovers)
    left = [span for it in found if not it.taker for span in it.away.spans]
    theirs = on_call(after.get(away, {}), begin, end)
    assert all(any(a <= c and d <= b for a, b in left) for c, d in theirs)
