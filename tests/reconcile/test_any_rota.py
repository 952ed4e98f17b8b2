"""Whatever is written and changed: plans end empty, and whoever is on call stays until then."""

from zoneinfo import ZoneInfo

import pytest
from examples import at_most
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from reconcile.rotas import ANA, BEN, CHLOE, DANIEL, schedule, shifts
from reconcile.world import World, changes, ended

pytestmark = pytest.mark.slow  # furnishes an account for each example

LONDON = ZoneInfo("Europe/London")
PEOPLE = (ANA, BEN, CHLOE, DANIEL)
DAYS = ("Mon", "Tue", "Fri", "Sun")
TIMES = ("00:00", "09:00", "17:30")
WINDOWS = (
    "",
    "Mon-Fri 09:00-17:00",
    "22:00-06:00",
    "Sat-Sun",
    "[Mon-Wed, Fri 12:00-20:00]",
    "Fri 18:00 - Mon 08:00",
)


@st.composite
def rotations(draw, anchors=False):
    """One layer in people's words."""
    members = draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=4))
    rotate, time = (
        draw(st.sampled_from(("weekly", "2 weeks", "daily", "12h", "36h", "10 days"))),
        draw(st.sampled_from(TIMES)),
    )
    day = f"{draw(st.sampled_from(DAYS))} " if "week" in rotate else ""
    text = f"rotate: {rotate}, handoff: '{day}{time}', members: [{', '.join(members)}]"
    only = draw(st.sampled_from(WINDOWS))
    if only:
        text += f", only: {only}"
    if anchors and draw(st.booleans()):
        who, day = draw(st.sampled_from(members)), draw(st.integers(10, 19))
        text += f", anchor: {{who: {who}, at: 2026-02-{day}}}"
    return text


STARTS = ("", ", from: 2026-02-10 09:00", ", from: 2026-03-05 09:00", ", from: 2026-03-20 12:00")
ENDS = ("", ", until: 2026-03-24 09:00", ", until: 2026-04-20 17:00")


@st.composite
def limited(draw, anchors=False):
    """One layer that may begin later, and may end; mostly it does neither."""
    limits = [draw(st.sampled_from(("", *some))) for some in (STARTS, ENDS)]
    return draw(rotations(anchors)) + "".join(limits)


@st.composite
def layered(draw, anchors=False):
    found = draw(st.lists(limited(anchors), min_size=1, max_size=3))
    return [f"name: L{number}, {one}" for number, one in enumerate(found)]


SOME = at_most(15, suppress_health_check=[HealthCheck.too_slow])


@given(
    st.lists(
        st.tuples(
            layered(anchors=True),
            st.integers(0, 20 * 24),
            st.sampled_from(["now", "handoff"]),
            st.sampled_from(["Europe/London", "Australia/Sydney"]),
        ),
        min_size=2,
        max_size=3,
    )
)
@SOME
def test_a_plan_after_an_apply_is_empty_now_and_later(steps):
    world = World()
    for layers, hours, effective, zone in steps:
        text = schedule(*layers, zone=zone)
        done = world.apply(text, effective=effective)
        assert ended(done) <= {"done"}, [one.reason for one in done.outcomes]
        assert changes(world.plan(text, effective=effective)) == []
        assert changes(world.plan(text)) == []
        world.sleep(3600 * hours)
        assert changes(world.plan(text)) == []


@given(rotations(), rotations(), st.integers(0, 30 * 24))
@SOME
def test_whoever_is_on_call_stays_on_call(before, after, hours):
    """Unless they are no member any more, or a window takes them off."""
    world = World()
    world.applied(schedule(f"name: A, {before}"))
    world.sleep(3600 * hours)
    old = on_call(world)
    world.applied(schedule(f"name: A, {after}"))
    new = on_call(world)
    assert new == old or None in {old, new} or old not in after


def on_call(world):
    """The first name of whoever is on call at this instant, or None."""
    start, who = next(iter(shifts(world, weeks=1)), ("9", None))
    return who if start <= world.now.astimezone(LONDON).strftime("%Y-%m-%dT%H:%M") else None
