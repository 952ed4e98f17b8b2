from datetime import timedelta

import pytest
from hypothesis import given
from oncall.brute import minutes
from oncall.making import DAY, HOUR, WEEK, layer, on_days, schedule, utc, worlds

from pdsync.oncall import (
    Override,
    Proof,
    Span,
    Window,
    coverage_proof,
    final_shifts,
    weekly_gaps,
)
from pdsync.oncall.proofs.coverage import gaps

NIGHTS = Window.daily(20 * HOUR, 12 * HOUR)
DAYS = Window.daily(8 * HOUR, 12 * HOUR)
NOW = utc("2026-01-14T12:00Z")


def span(start, end):
    return Span(utc(start), utc(end))


@given(worlds())
def test_gaps_are_where_a_walk_meets_nobody(world):
    made, around = world
    since, until = around - timedelta(hours=12), around + timedelta(hours=36)
    found = gaps(final_shifts(made, since, until), since, until)
    walked = minutes(made, since, until, step=timedelta(minutes=30))
    free = [any(gap.start <= at < gap.end for gap in found) for at, _ in walked]
    assert free == [user is None for _, user in walked]


@given(worlds())
def test_a_proof_names_the_first_gap_of_a_rendering(world):
    made, around = world
    until = around + timedelta(days=40)
    proof = coverage_proof([made], around)
    rendered = gaps(final_shifts(made, around, until), around, until)
    assert [proof.first_gap and proof.first_gap.start] == [rendered[0].start if rendered else None]


def test_the_gaps_of_a_level_are_those_that_no_target_fills():
    one = schedule(layer("a", windows=on_days([2], 12 * HOUR, 4 * HOUR)))
    other = schedule(layer("b", windows=on_days([2], 14 * HOUR, 4 * HOUR)))
    until = NOW + timedelta(hours=8)
    shifts = [shift for each in (other, one) for shift in final_shifts(each, NOW, until)]
    assert gaps(shifts, NOW, until) == (span("2026-01-14T18:00Z", "2026-01-14T20:00Z"),)


@pytest.mark.parametrize(
    "layers",
    [
        (layer("a"),),
        (layer("a", windows=NIGHTS), layer("b", windows=DAYS)),
        (layer("ab", windows=(Window(5 * DAY, WEEK - HOUR), Window(5 * DAY - HOUR, HOUR))),),
        (layer("a"), layer("b", end=utc("2026-01-20T00:00Z"))),
    ],
)
@pytest.mark.parametrize("zone", ["Europe/London", "Australia/Lord_Howe", "Asia/Kolkata"])
def test_cover_that_fills_the_week_is_proved_for_ever(layers, zone):
    assert coverage_proof([schedule(*layers, zone=zone)], NOW) == Proof(None)


def test_a_level_is_covered_for_ever_by_its_targets_together():
    level = [schedule(layer("a", windows=NIGHTS)), schedule(layer("b", windows=DAYS))]
    assert coverage_proof(level, NOW) == Proof(None)


def test_a_gap_that_only_a_change_of_the_clocks_opens_is_found():
    evening = layer("a", windows=Window.daily(12 * HOUR, 14 * HOUR))
    night = layer("b", windows=Window.daily(5 * HOUR // 4, 11 * HOUR))
    gap = span("2026-03-29T01:00Z", "2026-03-29T01:15Z")  # 01:15, when b begins, is skipped
    assert coverage_proof([schedule(evening, night, zone="Europe/London")], NOW) == Proof(gap)


def test_a_weekly_gap_is_named_by_its_first_interval():
    made = schedule(layer("a", windows=on_days(range(5), 0, DAY)), zone="Europe/London")
    gap = span("2026-01-17T00:00Z", "2026-01-19T00:00Z")
    assert coverage_proof([made], NOW) == Proof(gap, every_week=True)


def test_a_gap_before_the_layers_settle_comes_once():
    made = schedule(
        layer("a", end=utc("2026-01-20T00:00Z")), layer("b", start=utc("2026-01-21T00:00Z"))
    )
    gap = span("2026-01-20T00:00Z", "2026-01-21T00:00Z")
    assert coverage_proof([made], NOW) == Proof(gap)


def test_a_schedule_that_ends_leaves_a_gap_for_ever_after():
    proof = coverage_proof([schedule(layer("a", end=utc("2026-01-20T00:00Z")))], NOW)
    assert (proof.first_gap.start, proof.for_good) == (utc("2026-01-20T00:00Z"), True)


def test_an_override_only_puts_a_gap_off():
    cover = Override(NOW, utc("2026-01-19T00:00Z"), "x")
    made = schedule(layer("a", windows=on_days(range(5), 0, DAY)), overrides=[cover])
    gap = span("2026-01-24T00:00Z", "2026-01-26T00:00Z")
    assert coverage_proof([made], NOW) == Proof(gap, every_week=True)


def test_schedules_of_several_zones_are_proved_as_far_as_they_are_rendered():
    level = [
        schedule(layer("a", windows=Window.daily(8 * HOUR, 14 * HOUR)), zone="Europe/London"),
        schedule(layer("b", windows=Window.daily(16 * HOUR, 14 * HOUR)), zone="America/New_York"),
    ]
    proof = coverage_proof(level, NOW)
    assert (proof.first_gap, proof.until > utc("2036-01-01T00:00Z")) == (None, True)


def test_one_zone_that_fills_the_week_is_enough():
    level = [schedule(layer("a"), zone="Europe/London"), schedule(zone="Asia/Kolkata")]
    assert coverage_proof(level, NOW) == Proof(None)


def test_a_level_of_nothing_is_never_covered():
    assert coverage_proof([], NOW).first_gap.start == NOW


def test_the_gaps_of_the_week_are_on_the_wall():
    made = schedule(layer("a", windows=on_days([0, 6])), zone="Australia/Sydney")
    assert weekly_gaps([made]) == (
        (0, 9 * HOUR),
        (17 * HOUR, 6 * DAY + 9 * HOUR),
        (6 * DAY + 17 * HOUR, WEEK),
    )


def test_a_layer_that_ends_in_a_far_year_is_proved_as_far_as_it_is_rendered():
    made = schedule(layer("a", end=utc("9999-01-01T00:00Z")))
    proof = coverage_proof([made], NOW)
    assert (proof.first_gap, proof.until > utc("2036-01-01T00:00Z")) == (None, True)
