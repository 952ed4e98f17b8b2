from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oncall.making import DAY, HOUR, WEEK, layer, layers, on_days, schedule, utc, worlds

from pdsync.oncall import (
    Override,
    Sameness,
    Schedule,
    Span,
    Window,
    final_shifts,
    same_for_ever,
)
from pdsync.oncall.proofs.equivalence import canonical

NOW = utc("2026-06-15T12:00Z")
LONDON = "Europe/London"
SAME = Sameness(None)
WEEKDAYS = layer("abc", windows=on_days(range(5)))
WEEKLY = layer("abc", turn_seconds=WEEK)


def moved(made, days, **fields):
    return replace(made, virtual_start=made.virtual_start + timedelta(days=days), **fields)


EQUIVALENT = {
    "moved by a whole cycle of turns with a window": (WEEKDAYS, moved(WEEKDAYS, 21)),
    "moved by a cycle on the wall, over a change of the clocks": (
        WEEKLY,
        replace(WEEKLY, virtual_start=utc("2026-06-22T00:00+01:00")),
    ),
    "members and virtual start moved by one turn": (
        WEEKDAYS,
        moved(WEEKDAYS, 1, users=("b", "c", "a")),
    ),
    "moved over empty turns before the first": (WEEKDAYS, moved(WEEKDAYS, -2)),
    "started at another time in the past": (
        WEEKLY,
        replace(WEEKLY, start=utc("2026-03-03T03:03Z")),
    ),
    "one instant in another offset": (
        WEEKLY,
        replace(WEEKLY, virtual_start=utc("2026-01-05T02:00+02:00")),
    ),
    "seven weekly windows for a daily one, split and reordered": (
        layer("abc", windows=Window.daily(9 * HOUR, 8 * HOUR)),
        layer("abc", windows=(*on_days(range(6, -1, -1)), *on_days(range(7), 10 * HOUR, HOUR))),
    ),
    "windows that fill the week": (layer("abc", windows=on_days(range(7), 0, DAY)), layer("abc")),
    "one person with any turns": (
        layer("a", windows=on_days([2])),
        layer(
            "aa",
            turn_seconds=7 * HOUR,
            windows=on_days([2]),
            virtual_start=utc("2025-02-03T04:00Z"),
        ),
    ),
    "a pair of equal turns for one twice as long": (
        layer("aabb"),
        layer("ab", turn_seconds=2 * DAY),
    ),
    "a list repeated": (layer("ab"), layer("abab")),
}
DIFFERENT = {
    "moved by a cycle in elapsed time, over a change of the clocks": (WEEKLY, moved(WEEKLY, 168)),
    "moved by as many turns as members, with empty ones": (WEEKDAYS, moved(WEEKDAYS, 6)),
    "a pair of equal turns over empty ones": (
        layer("aabb", windows=on_days(range(5))),
        layer("ab", turn_seconds=2 * DAY, windows=on_days(range(5))),
    ),
    "another order": (layer("abc"), layer("acb")),
    "another window": (WEEKDAYS, replace(WEEKDAYS, windows=on_days(range(6)))),
}


@pytest.mark.parametrize("pair", EQUIVALENT.values(), ids=EQUIVALENT)
def test_the_same_people_are_on_call_for_ever(pair):
    one, other = (schedule(made, zone=LONDON) for made in pair)
    assert same_for_ever(one, other, NOW) == SAME


@pytest.mark.parametrize("pair", DIFFERENT.values(), ids=DIFFERENT)
def test_others_are_on_call_at_some_time(pair):
    one, other = (schedule(made, zone=LONDON) for made in pair)
    assert same_for_ever(one, other, NOW).first_difference is not None


ENDED = layer("xy", end=utc("2026-06-01T00:00Z"))
LENGTHLESS = layer("xy", end=utc("2026-01-05T00:00Z"))


@pytest.mark.parametrize("over", [ENDED, LENGTHLESS], ids=["ended", "without length"])
def test_a_layer_that_is_over_makes_no_difference(over):
    assert same_for_ever(schedule(WEEKLY, over), schedule(WEEKLY), NOW) == SAME


def test_a_layer_that_is_hidden_for_ever_makes_no_difference():
    assert same_for_ever(schedule(layer("xyz"), WEEKLY), schedule(WEEKLY), NOW) == SAME


def test_the_first_difference_is_named():
    one, other = schedule(layer("ab")), schedule(layer("ab", end=utc("2026-06-20T06:00Z")))
    difference = same_for_ever(one, other, NOW).first_difference
    assert difference.start == utc("2026-06-20T06:00Z")


@pytest.mark.parametrize("weeks", [1, 3, 9])
def test_a_difference_of_turns_far_ahead_is_named_whole(weeks):
    long = layer("abcdefgh", turn_seconds=weeks * WEEK, virtual_start=NOW)
    one, other = schedule(long), schedule(replace(long, users=tuple("abcdefgx")))
    began = NOW + timedelta(weeks=7 * weeks)
    assert same_for_ever(one, other, NOW) == Sameness(Span(began, began + timedelta(weeks=weeks)))


def test_windows_that_overlap_in_an_hour_that_is_skipped_leave_a_gap_then():
    night = layer("a", windows=Window.daily(0, 2 * HOUR))
    day = layer("a", windows=Window.daily(HOUR + HOUR // 2, 22 * HOUR + HOUR // 2))
    made, always = schedule(night, day, zone=LONDON), schedule(layer("a"), zone=LONDON)
    found = Span(utc("2027-03-28T01:00Z"), utc("2027-03-28T01:30Z"))
    assert same_for_ever(made, always, NOW) == Sameness(found)


def test_an_override_that_changes_nobody_is_no_difference():
    idle = Override(utc("2026-06-16T03:00Z"), utc("2026-06-16T04:00Z"), "a")
    one = schedule(layer("a"))
    assert same_for_ever(one, replace(one, overrides=(idle,)), NOW) == SAME


def test_zones_of_the_same_clocks_are_compared_as_far_as_they_are_rendered():
    one = schedule(layer("ab"), zone="Etc/UTC")
    proof = same_for_ever(one, replace(one, time_zone="UTC"), NOW)
    assert (proof.first_difference, proof.until > utc("2036-06-01T00:00Z")) == (None, True)


def test_a_period_of_centuries_is_compared_as_far_as_it_is_rendered():
    long = layer("abcdefghijk", turn_seconds=WEEK + 61 * 60, windows=on_days(range(5)))
    one, other = schedule(layer("aabb"), long), schedule(layer("ab", turn_seconds=2 * DAY), long)
    assert same_for_ever(one, other, NOW).until > utc("2036-06-01T00:00Z")


def test_layers_that_end_in_a_far_year_are_compared_as_far_as_they_are_rendered():
    made = schedule(layer("ab", end=utc("9999-01-01T00:00Z")))
    assert same_for_ever(
        made, schedule(layer("ab", end=utc("9998-01-01T00:00Z"))), NOW
    ).until > utc("2036-06-01T00:00Z")


def test_a_canonical_form_is_of_the_current_turn():
    found = canonical(WEEKDAYS, "Etc/UTC", utc("2026-01-10T12:00Z"))
    days = tuple((day * DAY + 9 * HOUR, day * DAY + 17 * HOUR) for day in range(5))
    monday = (utc("2026-01-12T00:00Z") - utc("1970-01-05T00:00Z")).total_seconds()
    assert found == (monday, DAY, ("c", "a", "b"), days)


@given(worlds(), st.data())
def test_what_is_said_of_two_random_schedules_is_what_their_renderings_show(world, data):
    one, around = world
    users = data.draw(st.permutations("abcd")).__iter__()
    names = dict(zip("abcd", users, strict=True)) if data.draw(st.booleans()) else {}
    left = data.draw(st.sampled_from(["", "a", "b"]))
    renamed = (
        replace(made, users=tuple(names.get(user, user) for user in made.users if user != left))
        for made in one.layers
    )
    other = replace(one, layers=tuple(renamed))
    until = around + timedelta(days=60)
    found = same_for_ever(one, other, around).first_difference
    if found is None or found.start >= until:
        assert final_shifts(one, around, until) == final_shifts(other, around, until)
    else:
        begins, ends = found.start, found.end
        assert final_shifts(one, around, begins) == final_shifts(other, around, begins)
        assert final_shifts(one, begins, ends) != final_shifts(other, begins, ends)


@given(layers(NOW), layers(NOW))
def test_equal_canonical_forms_are_equal_renderings(one, other):
    alike = replace(other, users=one.users, windows=one.windows, turn_seconds=one.turn_seconds)
    pair = [replace(made, start=made.virtual_start, end=None) for made in (one, alike)]
    forms = [canonical(made, LONDON, NOW) for made in pair]
    until = NOW + timedelta(days=30)
    shown = [final_shifts(Schedule(LONDON, (made,)), NOW, until) for made in pair]
    assert forms[0] != forms[1] or shown[0] == shown[1]
