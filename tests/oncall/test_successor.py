"""An event that takes over from another keeps everybody's place."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oncall.making import HOUR, utc
from oncall.making_shifts import event, rules, shifts

from pdsync.oncall import final_shifts, people_at, same_for_ever, successor

NOW = utc("2026-06-15T12:00Z")
members = st.text("abcdef", min_size=1, max_size=6).map(lambda text: "".join(dict.fromkeys(text)))


def next_people(made, count=3):
    """Who has the next shifts."""
    for days in (30, 900):
        found = final_shifts(shifts(made), NOW, NOW + timedelta(days=days), whole=True)
        if len(found) >= count:
            break
    return [one.user for one in found][:count]


@given(rules(ends=False), members, members, st.integers(1, 3), st.integers(0, 24 * 30))
def test_whoever_is_on_call_stays_and_the_others_follow_in_the_new_order(
    rule, before, after, each, hour
):
    start = utc("2026-01-05T00:00Z") + timedelta(hours=hour)
    old = event(before, rule, start=start, seconds=HOUR // 2, time_zone="Europe/London")
    now = next_people(old)
    assume(now and now[0] in after)
    new = successor(old, replace(old, members=tuple(after), shifts_per_member=each), NOW)
    found = next_people(new, 1 + each)
    place = after.index(now[0])
    followers = [now[0]] * each + [after[(place + 1) % len(after)]]
    assert found == followers[: len(found)]


@given(rules(ends=False), members, st.integers(1, 3))
def test_the_same_event_takes_over_from_itself(rule, users, each):
    old = event(users, rule, shifts_per_member=each, seconds=HOUR, time_zone="Europe/London")
    assert (
        same_for_ever(shifts(old), shifts(successor(old, old, NOW)), NOW).first_difference is None
    )


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("abc", "abc", "cab"),
        ("abc", "abcd", "cda"),
        ("abc", "dcba", "cba"),
        ("abc", "ab", "aba"),
        ("abc", "xy", "xyx"),
    ],
)
def test_who_left_is_followed_by_who_came_after_them(before, after, told):
    old = event(before)
    new = successor(old, replace(old, members=tuple(after)), NOW)
    days = [NOW + timedelta(days=day) for day in range(3)]
    assert people_at(shifts(old), NOW) == ("c",)
    assert "".join(people_at(shifts(new), day)[0] for day in days) == told


def test_shifts_that_are_over_count():
    old = event("ab", shifts_per_member=5)
    new = successor(old, replace(old, members=("b", "a", "c")), NOW)
    assert same_people(old, new, days=3)


def same_people(one, other, days):
    instants = [NOW + timedelta(days=day) for day in range(days)]
    return [people_at(shifts(one), at) for at in instants] == [
        people_at(shifts(other), at) for at in instants
    ]


@pytest.mark.parametrize("fields", [{"everyone": True}, {"members": ()}])
def test_where_nobody_takes_turns_nothing_moves(fields):
    new = event("ab", **fields) if "everyone" in fields else replace(event("ab"), **fields)
    assert successor(event("ba"), new, NOW) == new


def test_in_an_event_that_ends_after_a_count_the_members_move():
    old, new = event("ab"), event("bca", "FREQ=DAILY;COUNT=400")
    made = successor(old, new, NOW)
    assert (made.start, made.recurrence) == (new.start, new.recurrence)
    assert people_at(shifts(made), NOW) == people_at(shifts(old), NOW)
    assert successor(made, new, NOW) == made


def test_after_a_hand_off_comes_whoever_follows_in_the_new_order():
    old = event("abc")
    (done,) = people_at(shifts(old), NOW - timedelta(days=1))
    assert done == "b"
    for after, then in [("abdc", "d"), ("cab", "c"), ("b", "b"), ("dca", "c")]:
        new = successor(old, replace(old, members=tuple(after)), NOW, hands_over=True)
        assert people_at(shifts(new), NOW) == (then,), after


WORKING = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


@pytest.mark.parametrize(
    ("now", "change", "then"),
    [
        ("2026-06-12T17:30Z", {"seconds": 9 * HOUR}, "abb"),  # Friday, a's last of the week
        ("2026-06-15T08:30Z", {"start": utc("2026-06-08T08:00Z")}, "bbb"),
        ("2026-06-15T10:00Z", {"start": utc("2026-06-08T18:00Z")}, "bbb"),
        ("2026-06-15T18:00Z", {"start": utc("2026-06-08T20:00Z")}, "bbb"),
    ],
    ids=["an hour later", "begins earlier", "in the evening", "after it was over"],
)
def test_shifts_at_other_times_are_whose_they_were(now, change, then):
    old = event(
        "abc", WORKING, start=utc("2026-06-08T09:00Z"), seconds=8 * HOUR, shifts_per_member=5
    )
    new = successor(old, replace(old, **change), utc(now))
    found = final_shifts(shifts(new), utc(now), utc(now) + timedelta(days=5))
    assert "".join(one.user for one in found)[:3] == then


def test_nights_that_begin_earlier_stay_with_whom_they_were():
    old = event("abc", "FREQ=DAILY", start=utc("2026-06-15T22:00Z"), seconds=8 * HOUR)
    new = replace(old, start=utc("2026-06-15T20:00Z"))
    at = utc("2026-06-16T05:00Z")
    found = final_shifts(shifts(successor(old, new, at)), at, at + timedelta(days=2))
    assert [one.user for one in found] == ["b", "c"]


@pytest.mark.parametrize(
    ("users", "first", "people"),
    [
        (["ben", "cleo", "ana"], "03-09", ["ben"] * 3 + ["cleo"] * 5 + ["ana"]),
        (["ana", "cleo", "ben"], "02-23", ["ben"] * 3 + ["ana"] * 5 + ["cleo"]),
        (["ana", "cleo"], "03-11", ["ana"] * 5 + ["cleo"]),
    ],
)
def test_the_example_of_the_docstring_is_true(users, first, people):
    now, start = utc("2026-03-11T10:00Z"), utc("2026-03-02T09:00Z")
    days = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    more = {"seconds": 8 * HOUR, "time_zone": "Europe/London", "shifts_per_member": 5}
    old = replace(event("", days, start=start, **more), members=("ana", "ben"))
    new = successor(old, replace(old, members=tuple(users)), now)
    assert new.start == utc(f"2026-{first}T09:00Z")
    found = final_shifts(shifts(new), now, now + timedelta(days=30), whole=True)
    assert [one.user for one in found][: len(people)] == people
