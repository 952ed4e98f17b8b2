"""A plan is empty when the same people are on call for ever, however it is written."""

import pytest
from reconcile.rotas import ANA, BEN, CHLOE, virtual
from reconcile.world import World, changes, fields


@pytest.fixture
def world():
    return World()


WEEKDAYS = ", only: Mon-Fri 09:00-17:00"
DAILY = ", restrictions: [{start_time_of_day: '09:00', duration_seconds: 8h}]"


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        # a whole cycle, on the wall clock, across a change of the clocks
        (virtual("2026-01-05 09:00", ANA, BEN), virtual("2025-07-21 09:00", ANA, BEN), True),
        # the same number of seconds: the hand-off moves by an hour
        (
            virtual("2026-01-05T09:00:00Z", ANA, BEN),
            virtual("2025-07-21T09:00:00Z", ANA, BEN),
            False,
        ),
        # ten days of a rota of working days are not ten turns
        (
            virtual("2026-01-05", ANA, BEN, length="1 day", more=WEEKDAYS),
            virtual("2025-12-26", ANA, BEN, length="1 day", more=WEEKDAYS),
            True,
        ),
        (
            virtual("2026-01-05", ANA, BEN, CHLOE, length="1 day", more=WEEKDAYS),
            virtual("2026-01-08", ANA, BEN, CHLOE, length="1 day", more=WEEKDAYS),
            True,
        ),
        (
            virtual("2026-01-05", ANA, BEN, CHLOE, length="1 day", more=WEEKDAYS),
            virtual("2026-01-11", ANA, BEN, CHLOE, length="1 day", more=WEEKDAYS),
            False,
        ),
        # the list turned by one, the start by a turn
        (
            virtual("2026-01-05 09:00", ANA, BEN, CHLOE),
            virtual("2026-01-12 09:00", BEN, CHLOE, ANA),
            True,
        ),
        # an empty turn in front of the first
        (
            virtual("2026-01-05", ANA, BEN, length="1 day", more=WEEKDAYS),
            virtual("2026-01-03", ANA, BEN, length="1 day", more=WEEKDAYS),
            True,
        ),
        # another spelling of one instant
        (
            virtual("2026-01-05 09:00", ANA, BEN),
            virtual("2026-01-05T10:00:00+01:00", ANA, BEN),
            True,
        ),
        # one window a day, or seven a week; two that touch, or one
        (
            virtual("2026-01-05", ANA, BEN, length="1 day", more=DAILY),
            virtual("2026-01-05", ANA, BEN, length="1 day", more=", only: Mon-Sun 09:00-17:00"),
            True,
        ),
        (
            virtual("2026-01-05", ANA, BEN, more=", only: '09:00-17:00'"),
            virtual("2026-01-05", ANA, BEN, more=", only: ['12:00-17:00', '09:00-12:00']"),
            True,
        ),
        # windows that fill the week
        (
            virtual("2026-01-05 09:00", ANA, BEN, more=", only: Mon-Sun"),
            virtual("2026-01-05 09:00", ANA, BEN),
            None,
        ),
        # one person, however it turns
        (virtual("2026-01-05 09:00", ANA), virtual("2025-01-01", ANA, length="3 days"), True),
        # turns twice as long, or everybody twice
        (
            virtual("2026-01-05 09:00", ANA, ANA, BEN, BEN),
            virtual("2026-01-05 09:00", ANA, BEN, length="2 weeks"),
            True,
        ),
        (
            virtual("2026-01-05", ANA, ANA, BEN, BEN, length="1 day", more=WEEKDAYS),
            virtual("2026-01-05", ANA, BEN, length="2 days", more=WEEKDAYS),
            False,
        ),
        # the list repeated
        (
            virtual("2026-01-05 09:00", ANA, BEN, ANA, BEN),
            virtual("2026-01-05 09:00", ANA, BEN),
            True,
        ),
    ],
)
def test_a_plan_is_empty_when_the_same_people_are_on_call_for_ever(world, before, after, same):
    world.applied(before)
    expected = [] if same is not False else [("update", "schedule", "a")]
    if same is None:  # what is not written is not managed: the windows stay as they are
        assert changes(world.plan(after.replace("users", "restrictions: [], users"))) == []
    assert changes(world.plan(after)) == expected


def test_a_name_is_a_difference_although_nobody_else_is_on_call(world):
    world.applied(virtual("2026-01-05 09:00", ANA, BEN))
    after = virtual("2025-12-22 09:00", ANA, BEN).replace("Base", "Weeks")
    assert fields(world.plan(after)) == {"/layers/0/name": ("Base", "Weeks")}


def test_a_layer_that_others_hide_for_ever_is_changed_as_it_is_written(world):
    two = virtual("2026-01-05 09:00", ANA, BEN)
    top = f"      - {{name: Top, rotate: weekly, handoff: Mon 09:00, members: [{CHLOE}]}}\n"
    world.applied(two + top)
    other = two.replace(BEN, CHLOE) + top
    assert fields(world.plan(other))["/layers/0/members"] == ([ANA, BEN], [ANA, CHLOE])
    world.applied(other)


def test_turns_that_show_when_a_layer_above_ends_do_mean_something(world):
    two = virtual("2026-01-05 09:00", ANA, BEN)
    top = f"      - {{name: Top, rotate: weekly, members: [{CHLOE}], until: 2026-06-01}}\n"
    world.applied(two + top)
    assert changes(world.plan(two.replace(BEN, CHLOE) + top)) == [("update", "schedule", "a")]
