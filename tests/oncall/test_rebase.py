from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oncall.making import (
    CHANGES,
    DAY,
    HOUR,
    WEEK,
    ZONES,
    layer,
    layer_shifts,
    layers,
    on_call_at,
    on_days,
    schedule,
    utc,
    windows,
    worlds,
)

from pdsync.oncall import (
    Touching,
    handed_over,
    rebase,
    turn_at,
)

NOW = utc("2026-01-14T12:00Z")
lists = st.lists(st.sampled_from("abcdef"), min_size=1, unique=True).map(tuple)


def next_users(made, zone, now):
    """The users of the coming turns that have time on call, the current one first."""
    until = now + timedelta(seconds=6 * max(made.turn_seconds, WEEK))
    lasting = replace(made, start=min(made.start, made.virtual_start), end=None)
    shifts = layer_shifts(lasting, zone, now, until, touching=Touching.SEPARATE)
    return [
        one for index, one in enumerate(shifts) if not index or shifts[index - 1].user != one.user
    ]


@given(st.data())
def test_the_holder_stays_and_everyone_follows_in_the_new_order(data):
    # Months without a change of the clocks: a short turn in an hour that is skipped shows nobody.
    now = utc("2026-05-15T00:00Z") + timedelta(minutes=data.draw(st.integers(0, 3000)))
    zone = data.draw(st.sampled_from(ZONES))
    old = replace(data.draw(layers(now - timedelta(days=3))), users=data.draw(lists))
    new = replace(old, users=data.draw(lists))
    before = next_users(old, zone, now)
    after = next_users(rebase(old, new, zone, now), zone, now)
    in_turn = old.users[old.users.index(before[0].user) :] + old.users
    hold = next((user for user in in_turn if user in new.users), new.users[0])
    first = new.users.index(hold)
    order = (new.users[first:] + new.users[:first]) * len(after)
    assert [one.user for one in after] == list(order[: len(after)])


@given(st.data())
def test_hand_offs_of_the_new_layer_stay_on_their_times(data):
    now = data.draw(st.sampled_from(CHANGES))
    zone = data.draw(st.sampled_from(ZONES))
    old = replace(data.draw(layers(now)), users=data.draw(lists))
    moved = rebase(old, old, zone, now)
    until = now + timedelta(days=20)
    lasting = [replace(made, start=now - timedelta(days=1), end=None) for made in (old, moved)]
    shown = [layer_shifts(made, zone, now, until) for made in lasting]
    assert shown[0] == shown[1]


@given(st.data())
def test_with_new_windows_whoever_comes_first_is_who_was_to_be_on_call_then(data):
    now = data.draw(st.sampled_from(CHANGES)) + timedelta(minutes=data.draw(st.integers(0, 1440)))
    zone = data.draw(st.sampled_from(ZONES))
    old = replace(data.draw(layers(now - timedelta(days=2))), users=tuple("abcd"))
    new = replace(old, windows=data.draw(windows))
    first = next_users(rebase(old, new, zone, now), zone, now)[0]
    at = max(first.start, now)
    planned = next_users(old, zone, at)[0]
    assume(planned.start <= at)
    assert first.user == planned.user


WORKING = on_days(range(5))
FRIDAY, SATURDAY = utc("2026-01-16T17:30Z"), utc("2026-01-17T12:00Z")
THURSDAY = utc("2026-01-15T18:00Z")


@pytest.mark.parametrize(
    ("turn", "before", "after", "now", "following"),
    [
        (WEEK, WORKING, on_days(range(5), seconds=9 * HOUR), FRIDAY, "ab"),
        (WEEK, WORKING, on_days(range(7)), SATURDAY, "ab"),
        (WEEK, (), WORKING, SATURDAY, "bc"),
        (WEEK, WORKING, (), SATURDAY, "ab"),
        (DAY, (), WORKING, THURSDAY, "bc"),
        (DAY, (), WORKING, SATURDAY, "bc"),  # as before: the weekend's two lose their turns
    ],
    ids=["later on Friday", "the weekend too", "fewer", "more", "that day is over", "Monday"],
)
def test_windows_change_outside_of_them_and_no_turn_is_skipped_or_doubled(
    turn, before, after, now, following
):
    # Monday 12 January is a's week; of days, Thursday the 15th is a's.
    began = "2026-01-12T09:00Z" if turn == WEEK else "2026-01-15T09:00Z"
    old = layer("abc", turn_seconds=turn, virtual_start=utc(began), windows=before)
    new = rebase(old, replace(old, windows=after), "Etc/UTC", now)
    found = [one.user for one in next_users(new, "Etc/UTC", now)]
    assert "".join(found[:2]) == following


def test_who_leaves_after_their_last_hour_takes_nobody_elses_turn():
    old = layer("abc", turn_seconds=WEEK, virtual_start=utc("2026-01-12T09:00Z"), windows=WORKING)
    new = rebase(old, replace(old, users=tuple("bc")), "Etc/UTC", SATURDAY)
    assert on_call_at(schedule(new), utc("2026-01-19T12:00Z")) == "b"


@pytest.mark.parametrize(
    ("users", "following"),
    [
        ("abcd", "bcda"),  # Wednesday 14 January is b's
        ("dabc", "bcda"),
        ("cba", "bac"),
        ("ac", "ca"),  # b has left: c is next
        ("a", "a"),
        ("xy", "xy"),
        ("bbc", "bc"),
    ],
)
def test_members_change_and_the_holder_keeps_the_turn(users, following):
    old = layer("abc", virtual_start=utc("2026-01-10T00:00Z"))
    new = rebase(old, replace(old, users=tuple(users)), "Europe/London", NOW)
    assert (
        "".join(one.user for one in next_users(new, "Europe/London", NOW))[: len(following)]
        == following
    )


def test_another_hand_off_and_length_keep_the_holder():
    old = layer("abc", turn_seconds=WEEK)
    wanted = replace(old, turn_seconds=DAY, virtual_start=utc("2026-02-02T09:00Z"))
    new = rebase(old, wanted, "Etc/UTC", NOW)
    people = [on_call_at(schedule(new), NOW + timedelta(days=day)) for day in range(4)]
    assert people == ["b", "c", "a", "b"]


def test_in_a_time_without_windows_the_next_one_on_call_keeps_the_turn():
    old = layer("abc", windows=on_days(range(5)))
    saturday, monday = utc("2026-01-10T12:00Z"), utc("2026-01-12T12:00Z")
    new = rebase(old, replace(old, users=tuple("axc")), "Etc/UTC", saturday)
    assert (on_call_at(schedule(old), monday), on_call_at(schedule(new), monday)) == ("c", "c")


def test_a_rotation_begins_no_later_than_it_is_written():
    old = layer("abc", windows=on_days(range(5)))
    new = rebase(old, replace(old, users=tuple("cab")), "Etc/UTC", utc("2026-01-10T12:00Z"))
    assert new.virtual_start <= utc("2026-01-10T12:00Z")


def test_a_hand_off_that_the_clocks_skip_today_keeps_its_hour():
    old = layer("ab", virtual_start=utc("2026-03-01T01:30Z"))
    now = utc("2026-03-29T06:00Z")
    new = rebase(old, replace(old, users=tuple("ba")), "Europe/London", now)
    assert new.virtual_start.strftime("%H:%M") == "01:30"


@pytest.mark.parametrize(
    ("after", "then"), [("abdc", "d"), ("cab", "c"), ("b", "b"), ("dca", "c"), ("abc", "c")]
)
def test_after_a_hand_off_comes_whoever_follows_in_the_new_order(after, then):
    old = layer("abc", virtual_start=utc("2026-01-12T00:00Z"))  # Tuesday 13 January is b's
    at = utc("2026-01-14T00:00Z")
    new = handed_over(old, replace(old, users=tuple(after)), "Etc/UTC", at)
    assert on_call_at(schedule(new), at) == then


def test_a_list_of_nobody_is_refused():
    with pytest.raises(ValueError, match="nobody"):
        rebase(layer("ab"), layer(""), "Etc/UTC", NOW)


def test_a_layer_of_nobody_leaves_the_turn_to_the_first():
    new = rebase(layer(""), layer("xy"), "Etc/UTC", NOW)
    assert on_call_at(schedule(new), NOW) == "x"


LATER = NOW + timedelta(hours=1)


@given(worlds())
def test_until_a_turn_is_over_nobody_but_its_member_comes_on_call(world):
    made, around = world
    for one in made.layers:
        lasting = replace(one, start=min(one.start, one.virtual_start), end=None)
        until = turn_at(lasting, made.time_zone, around)[1]
        shifts = layer_shifts(lasting, made.time_zone, around, until)
        assert len({shift.user for shift in shifts}) <= 1


@pytest.mark.parametrize(
    ("users", "kept", "then", "at_handoff", "after"),
    [
        (["ana", "dan", "ben", "cleo"], "02-23", ["ben", "cleo"], "02-23", ["cleo", "ana", "dan"]),
        (["ben", "cleo", "ana"], "03-09", ["ben", "cleo"], "03-09", ["cleo", "ana", "ben"]),
        (["ana", "cleo", "dan"], "03-02", ["cleo", "dan"], "03-09", ["cleo", "dan", "ana"]),
    ],
)
def test_the_example_of_the_docstring_is_true(users, kept, then, at_handoff, after):
    zone, now, handoff = "Europe/London", utc("2026-03-11T10:00Z"), utc("2026-03-16T09:00Z")
    old = layer(("ana", "ben", "cleo"), virtual_start=utc("2026-03-02T09:00Z"), turn_seconds=WEEK)
    new = replace(old, users=tuple(users))
    rebased, over = rebase(old, new, zone, now), handed_over(old, new, zone, handoff)
    starts = [one.virtual_start for one in (rebased, over)]
    assert starts == [utc(f"2026-{day}T09:00Z") for day in (kept, at_handoff)]
    assert [one.user for one in next_users(rebased, zone, now)][:2] == then
    assert [one.user for one in next_users(over, zone, handoff)][:3] == after
