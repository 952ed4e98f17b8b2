"""Rules of months and years: what a library finds, and what can be proved of them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from dateutil.rrule import rrulestr
from examples import at_most
from hypothesis import given
from hypothesis import strategies as st
from oncall.making import DAY, HOUR, WEEK, utc
from oncall.making_rules import DAYS, calendar_rules
from oncall.making_shifts import event, shifts

from pdsync.oncall import (
    Sameness,
    begun_by,
    coverage_proof,
    final_shifts,
    read_rule,
    same_for_ever,
    shift_at,
    successor,
    with_shift,
)

NOW = utc("2026-06-15T12:00Z")
SAME = Sameness(None)


@pytest.fixture(autouse=True, scope="module")
def _the_library_looks_until_2100():
    """It has no other end for rules that never come: until 9999 it takes seconds for each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dateutil.rrule.datetime.MAXYEAR", 2100)
        yield


def found_by_library(rule, start, since, until):
    """The naive times; none where the library finds that a rule can have none.

    Of the week that a first shift is in it looks only at what comes after that, before it chooses
    positions: so it begins a week of every phase before.
    """
    parts = read_rule(rule)
    first = start.replace(tzinfo=None)
    if parts.positions and parts.freq == "WEEKLY":
        into = timedelta((first.weekday() - parts.week_start) % 7)
        rule += "" if parts.days else f";BYDAY={DAYS[first.weekday()]}"
        rule = ";".join(part for part in rule.split(";") if not part.startswith("COUNT"))
        found = rrulestr(rule, dtstart=first - into).between(since, until, inc=True)
        return [one for one in found if one >= first][: parts.count]
    try:
        return rrulestr(rule, dtstart=first).between(since, until, inc=True)
    except ValueError:
        return []


@pytest.mark.slow
@at_most(40)  # the library takes a tenth of a second for some rules
@given(calendar_rules(), st.integers(0, 24 * 400), st.integers(0, 1000))
def test_a_rule_has_the_shifts_that_a_library_finds(rule, hours, days):
    start = utc("2024-01-05T09:30Z") + timedelta(hours=hours)
    since = start if read_rule(rule).count else start + timedelta(days)
    until = since + timedelta(days=20 if "HOURLY" in rule else 900)
    ours = final_shifts(shifts(event("a", rule, start=start, seconds=1)), since, until)
    naive = [one.start.replace(tzinfo=None) for one in ours]
    end = until.replace(tzinfo=None) - timedelta(seconds=1)
    assert naive == found_by_library(rule, start, since.replace(tzinfo=None), end)


@given(calendar_rules(ends=False), st.integers(0, 24 * 400), st.integers(0, 40))
def test_a_rule_begun_at_another_of_its_shifts_goes_on_just_so(rule, hours, number):
    made = event("ab", rule, start=utc("2024-01-05T09:30Z") + timedelta(hours=hours), seconds=HOUR)
    found = shift_at(made, NOW)
    if found is None:
        return
    moved = with_shift(replace(made, start=found[1]), number, NOW)
    until = NOW + timedelta(days=10 if "HOURLY" in rule else 1500)
    ours, theirs = (
        {one.start for one in final_shifts(shifts(replace(one, members=("a",))), NOW, until)}
        for one in (made, moved)
    )
    assert (shift_at(moved, NOW)[0] % 2, ours) == (number % 2, theirs)


@pytest.mark.slow
@given(calendar_rules(ends=False), st.integers(1, 3), st.integers(0, 700))
def test_whoever_has_the_shift_keeps_it_when_the_members_change(rule, each, days):
    now = NOW + timedelta(days)
    start = utc("2024-01-05T09:30Z")
    old = event("abc", rule, shifts_per_member=each, start=start, seconds=HOUR // 2)
    if shift_at(old, now) is None:
        return
    new = successor(old, replace(old, members=tuple("dcba")), now)
    until = now + timedelta(days=800)
    before, after = (final_shifts(shifts(one), now, until) for one in (old, new))
    assert [one.user for one in before[:1]] == [one.user for one in after[:1]]


FIRST_MONDAY = event("abc", "FREQ=MONTHLY;BYDAY=1MO")


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        (
            "FREQ=MONTHLY;BYDAY=1MO",
            ["2026-01-05 a", "2026-02-02 b", "2026-03-02 c", "2026-04-06 a"],
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=-1,5",
            ["2026-01-05 a", "2026-01-31 b", "2026-02-05 c", "2026-02-28 a"],
        ),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            ["2026-01-30 a", "2026-02-27 b", "2026-03-31 c", "2026-04-30 a"],
        ),
        (
            "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=5",
            ["2026-01-05 a", "2027-01-05 b", "2028-01-05 c", "2029-01-05 a"],
        ),
        (
            "FREQ=YEARLY;BYWEEKNO=2;BYDAY=MO",
            ["2026-01-05 a", "2027-01-11 b", "2028-01-10 c", "2029-01-08 a"],
        ),
        (
            "FREQ=DAILY;BYMONTH=1;BYDAY=MO;BYHOUR=9;BYMINUTE=30",
            ["2026-01-05 a", "2026-01-12 b", "2026-01-19 c", "2026-01-26 a"],
        ),
    ],
)
def test_rules_of_months_and_years_have_their_shifts_in_turn(rule, shown):
    made = shifts(event("abc", rule))
    found = final_shifts(made, utc("2026-01-01T00:00Z"), utc("2030-01-01T00:00Z"), whole=True)
    assert [f"{one.start:%Y-%m-%d} {one.user}" for one in found][:4] == shown


def test_the_same_rule_begun_whole_cycles_later_is_the_same_for_ever():
    later = replace(FIRST_MONDAY, start=utc("2026-04-06T00:00Z"))
    assert same_for_ever(shifts(FIRST_MONDAY), shifts(later), NOW) == SAME


def test_other_words_for_a_rule_of_months_are_proved_for_years_alone():
    words = event("abc", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1")
    found = same_for_ever(shifts(FIRST_MONDAY), shifts(words), NOW)
    assert (found.first_difference, found.until.year) == (None, 2036)


def test_months_begun_at_another_turn_differ_at_the_first_shift():
    later = replace(FIRST_MONDAY, start=utc("2026-02-02T00:00Z"))
    found = same_for_ever(shifts(FIRST_MONDAY), shifts(later), NOW)
    assert found.first_difference.start == utc("2026-07-06T00:00Z")


def test_years_are_begun_before_a_time_at_a_whole_cycle():
    yearly = event("abc", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", start=utc("2028-02-29T00:00Z"))
    assert begun_by(yearly, utc("2017-01-01T00:00Z")).start == utc("2016-02-29T00:00Z")


def test_a_joint_period_of_less_than_sixty_years_is_for_ever_and_a_longer_one_is_not():
    short = [event("ab", f"FREQ=WEEKLY;INTERVAL={n}", seconds=n * WEEK) for n in (7, 11)]
    long = [*short, event("ab", "FREQ=WEEKLY;INTERVAL=23", seconds=23 * WEEK)]
    assert [coverage_proof([shifts(*short, *more)], NOW).until for more in ((), long)] == [
        None,
        None,
    ]
    other = [replace(one, members=tuple("abab")) for one in long]
    doubled = [replace(one, members=tuple("aabb")) for one in long]
    assert same_for_ever(shifts(*long), shifts(*other), NOW) == SAME
    assert same_for_ever(shifts(*long), shifts(*doubled), NOW).first_difference is not None


def test_a_month_of_one_shift_is_covered_as_far_as_it_is_rendered():
    made = shifts(event("a", "FREQ=MONTHLY;BYMONTHDAY=1", seconds=31 * DAY))
    proof = coverage_proof([made], NOW)
    assert (proof.first_gap, proof.until.year) == (None, 2036)


def test_a_weekly_rule_of_positions_is_proved_for_ever():
    first = event("a", "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1", seconds=WEEK)
    assert coverage_proof([shifts(first)], NOW).until is None
