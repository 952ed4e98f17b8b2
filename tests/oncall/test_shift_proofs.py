"""What is proved of shift-based schedules, and of them together with layered ones."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oncall.making import DAY, HOUR, WEEK, layer, on_days, schedule, utc, worlds
from oncall.making_shifts import event, rules, shift_worlds, shifts

from pdsync.oncall import (
    Proof,
    Sameness,
    Span,
    coverage_proof,
    final_shifts,
    same_for_ever,
    weekly_gaps,
)
from pdsync.oncall.proofs.coverage import gaps

NOW = utc("2026-06-15T12:00Z")
LONDON = {"time_zone": "Europe/London"}
SAME = Sameness(None)


@given(st.lists(st.one_of(worlds(), shift_worlds()), min_size=1, max_size=2))
def test_a_proof_names_the_first_gap_of_a_rendering(found):
    level, around = [made for made, _ in found], found[0][1]
    until = around + timedelta(days=60)
    proof = coverage_proof(level, around)
    taken = [shift for made in level for shift in final_shifts(made, around, until)]
    rendered = gaps(taken, around, until)
    if rendered:
        assert proof.first_gap.start == rendered[0].start
    else:
        assert proof.first_gap is None or proof.first_gap.start >= until


@given(shift_worlds(), shift_worlds())
def test_a_first_difference_is_that_of_a_rendering(one, other):
    ours, theirs, around = one[0], other[0], one[1]
    found = same_for_ever(ours, theirs, around).first_difference
    until = around + timedelta(days=60)
    for since, till, same in ((around, found.start if found else until, True), found_span(found)):
        assert (shown(ours, since, till) == shown(theirs, since, till)) is same


def found_span(found):
    return (found.start, found.end, False) if found else (NOW, NOW, True)


def shown(made, since, until):
    return final_shifts(made, since, min(until, since + timedelta(days=90)))


@given(rules(ends=False), st.text("abc", min_size=1, max_size=4), st.integers(1, 3))
def test_a_successor_that_copies_the_first_shift_keeps_everyones_place(rule, members, each):
    made = event(members, rule, shifts_per_member=each, **LONDON)
    at = NOW + timedelta(hours=7)
    before, after = replace(made, until=at), replace(made, since=at)
    assert same_for_ever(shifts(made), shifts(before, after), NOW).first_difference is None


WEEKLY = event("ab", "FREQ=WEEKLY", seconds=WEEK, **LONDON)
NOON = utc("2026-01-05T12:00Z")
WORKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


@pytest.mark.parametrize(
    "events",
    [
        (WEEKLY,),
        (
            event("a", seconds=DAY // 2),
            event("b", seconds=DAY // 2, start=utc("2026-01-05T12:00Z")),
        ),
        (event("ab", WORKDAYS), event("c", "FREQ=WEEKLY;BYDAY=SA", seconds=2 * DAY)),
        (
            event("a", "FREQ=WEEKLY;INTERVAL=2", seconds=WEEK),
            event("b", "FREQ=WEEKLY;INTERVAL=2", seconds=WEEK, start=utc("2026-01-12T00:00Z")),
        ),
        (event("ab-", everyone=True),),
        (event("a-b"), event("-c-")),
        (event("ab", "FREQ=DAILY", "EXDATE:20260601T000000", seconds=2 * DAY),),
    ],
)
def test_events_that_fill_every_week_are_proved_for_ever(events):
    assert coverage_proof([shifts(*events)], NOW) == Proof(None)


def test_a_level_of_both_sorts_of_schedules_is_covered_together():
    nights = schedule(layer("a", windows=on_days(range(7), 20 * HOUR, DAY // 2)))
    days = event("b", start=utc("2026-01-05T08:00Z"), seconds=DAY // 2)
    assert coverage_proof([nights, shifts(days)], NOW) == Proof(None)


def test_an_empty_member_leaves_a_gap():
    gap = Span(utc("2026-06-16T00:00Z"), utc("2026-06-17T00:00Z"))
    made = shifts(event("a-", start=utc("2026-06-15T00:00Z")))
    assert coverage_proof([made], NOW) == Proof(gap)


def test_an_exception_that_is_yet_to_come_leaves_a_gap_once():
    gap = Span(utc("2026-07-01T00:00Z"), utc("2026-07-02T00:00Z"))
    made = shifts(event("a", "FREQ=DAILY", "EXDATE:20260701T000000Z"))
    assert coverage_proof([made], NOW) == Proof(gap)


def test_a_weekend_is_a_gap_every_week():
    gap = Span(utc("2026-06-20T00:00Z"), utc("2026-06-22T00:00Z"))
    assert coverage_proof([shifts(event("ab", WORKDAYS))], NOW) == Proof(gap, every_week=True)


def test_the_last_of_a_count_leaves_a_gap_for_good():
    proof = coverage_proof([shifts(event("a", "FREQ=DAILY;COUNT=200"))], NOW)
    assert (proof.first_gap.start, proof.for_good) == (utc("2026-07-24T00:00Z"), True)


def test_months_are_proved_as_far_as_they_are_rendered():
    made = shifts(event("a", "FREQ=MONTHLY", seconds=31 * DAY))
    proof = coverage_proof([made], NOW)
    assert (proof.first_gap, proof.until > utc("2036-01-01T00:00Z")) == (None, True)


def test_the_gaps_of_the_week_are_those_of_any_week():
    alternate = event("a", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", seconds=2 * DAY)
    assert weekly_gaps([shifts(event("a", WORKDAYS), alternate)]) == ((5 * DAY, WEEK),)


SAME_SHIFTS = {
    "a rule in other words": (
        event("ab"),
        event("ab", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU"),
    ),
    "a member written twice for two shifts": (event("aabb"), event("ab", shifts_per_member=2)),
    "one event for two of every other day": (
        event("ab", seconds=DAY),
        (
            event("a", "FREQ=DAILY;INTERVAL=2"),
            event("b", "FREQ=DAILY;INTERVAL=2", start=utc("2026-01-06T00:00Z")),
        ),
    ),
    "begun a whole cycle later": (event("abc"), event("abc", start=utc("2026-01-08T00:00Z"))),
    "the order of all": (event("ab", everyone=True), event("ba", everyone=True)),
    "somebody on call twice": (event("a"), (event("a"), event("aa", "FREQ=DAILY;INTERVAL=5"))),
    "an exception in the past": (
        event("a", "FREQ=DAILY", "EXDATE:20260201T000000Z"),
        event("a"),
    ),
    "months, word for word": (event("ab", "FREQ=MONTHLY"), event("ab", "FREQ=MONTHLY")),
}


@pytest.mark.parametrize("name", SAME_SHIFTS)
def test_events_that_do_the_same_are_the_same_for_ever(name):
    one, other = (found if isinstance(found, tuple) else (found,) for found in SAME_SHIFTS[name])
    assert same_for_ever(shifts(*one), shifts(*other), NOW) == SAME


def test_a_layer_and_an_event_may_be_the_same_for_ever():
    made = schedule(layer("abc", windows=on_days(range(5))), zone="Europe/London")
    nine = utc("2026-01-05T09:00Z")
    workdays = event("abc", WORKDAYS, start=nine, seconds=8 * HOUR, **LONDON)
    assert same_for_ever(made, shifts(workdays), NOW) == SAME
    other = same_for_ever(made, shifts(replace(workdays, members=("a", "c", "b"))), NOW)
    assert other.first_difference == Span(NOW, utc("2026-06-15T16:00Z"))


def test_somebody_besides_is_a_difference():
    found = same_for_ever(shifts(event("ab")), shifts(event("ab"), event("c")), NOW)
    assert found.first_difference == Span(NOW, utc("2026-06-16T00:00Z"))


def test_two_zones_are_compared_as_far_as_they_are_rendered():
    one, other = (event("a", time_zone=zone) for zone in ("Etc/UTC", "Africa/Abidjan"))
    found = same_for_ever(shifts(replace(one, members=("a", "b"))), shifts(other), NOW)
    assert found.first_difference == Span(NOW, utc("2026-06-16T00:00Z"))
    assert same_for_ever(shifts(one), shifts(other), NOW).until > utc("2036-01-01T00:00Z")
