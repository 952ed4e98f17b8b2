"""In a layer that is written, windows, a start and an end that are not written are none."""

from datetime import timedelta

import pytest
from reconcile.rotas import (
    ANA,
    BEN,
    CHLOE,
    DANIEL,
    live_layer,
    people,
    schedule,
    shifts,
    virtual,
    weekly,
)
from reconcile.world import UNMARKED, World, adopting, changes, fields, risks, said

from pdsync.reconcile import Options, make_plan

HOURS = ", only: Mon-Fri 09:00-17:00"

# The world begins on Monday 2 March 2026, 10:00 in London.


@pytest.fixture
def world():
    return World()


def test_windows_go(world):
    world.applied(schedule(weekly(ANA, BEN, more=HOURS)))
    world.applied(schedule(weekly(ANA, BEN)))
    assert live_layer(world)["restrictions"] == []
    assert people(world, 2) == ["ana", "ben", "ana"]


def test_an_end_goes(world):
    world.applied(schedule(weekly(ANA, BEN, more=", until: 2026-03-10 09:00")))
    world.applied(schedule(weekly(ANA, BEN)))
    assert live_layer(world)["end"] is None


def test_a_start_goes_and_turns_are_as_they_were_to_be(world):
    before = schedule(weekly(ANA, BEN, more=", from: 2026-03-16 09:00"))
    world.applied(before)
    assert shifts(world, 2)[:1] == [("2026-03-16T09:00", "ana")]
    world.applied(schedule(weekly(ANA, BEN)))
    assert shifts(world, 2)[::2] == [("2026-03-02T10:00", "ana"), ("2026-03-16T09:00", "ana")]


def test_pagerdutys_own_names_are_written_as_well(world):
    own = ", restrictions: [{start_time_of_day: '09:00', duration_seconds: 8h}]"
    text = virtual("2026-03-02 09:00", ANA, BEN, more=f"{own}, end: 2026-06-01 09:00")
    world.applied(text)
    assert changes(world.plan(text)) == []


def test_windows_that_fill_the_week_are_none(world):
    world.applied(schedule(weekly(ANA, BEN, more=", only: Mon-Sun")))
    assert changes(world.plan(schedule(weekly(ANA, BEN)))) == []


@pytest.mark.parametrize(
    ("had", "lost"),
    [
        (
            HOURS,
            "`only: Mon-Fri 09:00-17:00`, which is not written: ana.silva@acme.example is on call "
            "instead of nobody, first on 2026-03-02 17:00 (Europe/London); `only: null`",
        ),
        (
            ", until: 2026-03-10 09:00",
            "`until: 2026-03-10 09:00`, which is not written: ben.okafor@acme.example is on call "
            "instead of nobody, first on 2026-03-10 09:00 (Europe/London); `until: null`",
        ),
        (
            ", from: 2026-03-16 09:00",
            "`from: 2026-03-16 09:00`, which is not written: ana.silva@acme.example is on call "
            "instead of nobody, at once; `from: null`",
        ),
    ],
)
def test_what_a_managed_layer_loses_is_a_risk_with_who_is_on_call(world, had, lost):
    world.applied(schedule(weekly(ANA, BEN, more=had)))
    told = f"layer 'Base' loses {lost} says that this is meant"
    assert risks(world, schedule(weekly(ANA, BEN))) == [told]


def test_what_one_layer_loses_is_one_risk_with_who_is_on_call_by_each_loss(world):
    world.applied(schedule(weekly(ANA, BEN, more=f"{HOURS}, until: 2026-03-10 09:00")))
    assert risks(world, schedule(weekly(ANA, BEN))) == [
        "layer 'Base' loses `only: Mon-Fri 09:00-17:00` and `until: 2026-03-10 09:00`, which are "
        "not written: without `only`, ana.silva@acme.example is on call instead of nobody, first "
        "on 2026-03-02 17:00 (Europe/London); without `until`, ben.okafor@acme.example is on call "
        "instead of nobody, first on 2026-03-10 09:00 (Europe/London); `only: null` and "
        "`until: null` say that this is meant"
    ]


def test_what_follows_from_each_loss_alike_is_said_once(world):
    world.applied(schedule(weekly(ANA, more=", only: 12:00-14:00, from: 2026-03-16 09:00")))
    assert risks(world, schedule(weekly(ANA))) == [
        "layer 'Base' loses `only: 12:00-14:00` and `from: 2026-03-16 09:00`, which are not "
        "written: ana.silva@acme.example is on call instead of nobody, at once; `only: null` and "
        "`from: null` say that this is meant"
    ]


def test_whom_a_layer_hides_is_told_too(world):
    top = f"name: Top, rotate: weekly, members: [{CHLOE}]"
    world.applied(schedule(weekly(ANA), f"{top}, only: 22:00-06:00"))
    (risk,) = risks(world, schedule(weekly(ANA), top))
    assert "chloe.martin@acme.example is on call instead of ana.silva@acme.example" in risk


def test_a_loss_that_others_hide_puts_nobody_on_call(world):
    top = f"name: Top, rotate: weekly, members: [{CHLOE}]"
    world.applied(schedule(weekly(ANA, more=", until: 2026-05-01"), top))
    (risk,) = risks(world, schedule(weekly(ANA), top))
    assert "nobody else is on call because of it" in risk


@pytest.mark.parametrize(
    "null", ["only: null", "until: null", "from: null", "only: []", "restrictions: []", "end: null"]
)
def test_what_is_cleared_on_purpose_is_no_risk(world, null):
    had = {"only": HOURS, "unti": ", until: 2026-04-10", "from": ", from: 2026-04-06"}
    had |= {"rest": HOURS, "end:": had["unti"]}
    world.applied(schedule(weekly(ANA, BEN, more=had[null[:4]])))
    after = schedule(weekly(ANA, BEN, more=f", {null}"))
    plan = world.plan(after)
    assert [one.risks for one in plan.changes] == [()]
    world.applied(after)


@pytest.mark.parametrize(
    ("had", "line", "then", "meant"),
    [
        (
            "only: Mon-Fri 09:00-17:00",
            "only: Mon-Fri 09:00-17:00",
            "it would be on call always",
            "to be on call always",
        ),
        (
            "from: 2026-04-06T08:00:00Z",
            "from: 2026-04-06 09:00",
            "it would begin at once",
            "to begin at once",
        ),
        (
            "until: 2027-06-28 09:00",
            "until: 2027-06-28 09:00",
            "it would go on for ever",
            "to go on for ever",
        ),
    ],
)
def test_what_an_adoption_would_lose_is_an_error_with_the_line_to_write(
    world, had, line, then, meant
):
    field = line.partition(":")[0]
    assert adopting(
        world, schedule(weekly(ANA, BEN, more=f", {had}")), schedule(weekly(ANA, BEN))
    ) == [
        (
            f"layer 'Base' has `{line}` in the account, and it is not written here: {then}",
            f"write `{line}` to keep it, or `{field}: null` {meant}",
        )
    ]


def test_the_error_stands_at_the_layer(world):
    world.applied(schedule(weekly(DANIEL), weekly(ANA, more=HOURS)), UNMARKED)
    ((rule, place, _),) = said(world.plan(schedule(weekly(DANIEL), weekly(ANA))))
    assert (rule, place) == ("not-written", "policies.yaml:6:9")


WINDOWS = [
    "Mon-Fri 09:00-17:00",
    "22:00-06:00",
    "18:00-24:00",
    "Sat-Sun",
    "Fri 18:00 - Mon 09:00",
    "Sat 09:00 - Sun 09:00",
    '"Mon,Wed 09:00-17:00"',
    "[Mon-Wed 09:00-17:00, Fri 12:00-20:00]",
    "[22:00-06:00, Fri 18:00 - Mon 08:00]",
    "[{start_time_of_day: '09:00:30', duration_seconds: 3600}]",
    "[{start_time_of_day: '09:00', duration_seconds: 3630, start_day_of_week: Tue}]",
]


@pytest.mark.parametrize("only", WINDOWS)
def test_the_line_to_write_keeps_the_windows_as_they_are(world, only):
    before = schedule(weekly(ANA, BEN, more=f", only: {only}"))
    ((_, help_),) = adopting(world, before, schedule(weekly(ANA, BEN)))
    line = help_.split("`")[1]
    assert fields(world.plan(schedule(weekly(ANA, BEN, more=f", {line}")))) == {}


@pytest.mark.parametrize("time", ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"])
def test_an_end_at_an_hour_that_clocks_show_twice_is_told_in_utc(world, time):
    before = schedule(weekly(ANA, BEN, more=f", until: '{time}'"))
    ((_, help_),) = adopting(world, before, schedule(weekly(ANA, BEN)))
    assert f"write `until: {time}`" in help_
    assert fields(world.plan(schedule(weekly(ANA, BEN, more=f", until: '{time}'")))) == {}


def test_an_adoption_that_clears_on_purpose_is_no_error(world):
    before = weekly(ANA, BEN, more=f"{HOURS}, from: 2026-04-06, until: 2026-06-01")
    world.applied(schedule(before), UNMARKED)
    null = ", only: null, from: null, until: null"
    world.applied(schedule(weekly(ANA, BEN, more=null)))


def test_where_nothing_is_marked_a_loss_is_an_error(world):
    world.applied(schedule(weekly(ANA, more=HOURS)), UNMARKED)
    assert [one.rule for one in world.plan(schedule(weekly(ANA)), UNMARKED).diagnostics] == [
        "no-stack",
        "not-written",
    ]


def test_what_is_outside_the_selection_is_no_error(world):
    world.applied(schedule(weekly(ANA, more=HOURS)), UNMARKED)
    text = schedule(weekly(ANA)) + "teams: {web: {}}\n"
    plan = world.plan(text, only=(("team", "web"),))
    assert (changes(plan), plan.is_broken) == ([("create", "team", "web")], False)


def test_what_is_past_is_not_lost(world):
    world.applied(schedule(weekly(ANA, BEN, more=", from: 2026-03-09 09:00")), UNMARKED)
    world.sleep(8 * 86400)
    assert fields(world.plan(schedule(weekly(ANA, BEN)))) == {}


def test_the_windows_of_a_layer_that_is_rotated_otherwise_go_as_well(world):
    world.applied(schedule(weekly(ANA, BEN, more=HOURS)))
    (risk,) = risks(world, schedule(weekly(BEN, CHLOE, rotate="2 weeks")))
    assert risk.startswith("layer 'Base' loses `only: Mon-Fri 09:00-17:00`, which is not written")


def behind(world, text, **clock):
    """What a plan would change, made by a clock that is behind PagerDuty's."""
    now = world.now - timedelta(**clock)
    return changes(make_plan(world.config(text), world.client, Options(), now=now))


def test_a_clock_that_is_behind_sees_no_start_ahead_in_a_layer_that_was_just_made(world):
    text = schedule(weekly(ANA, BEN))
    world.applied(text)
    assert behind(world, text, seconds=5) == []
    assert behind(world, text, minutes=2) == []
