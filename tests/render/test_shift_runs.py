"""Shifts that are told in one line: none is lost, and a line is of one time and the same people."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from examples import at_most
from hypothesis import given
from hypothesis import strategies as st

from pdsync.render.agenda.shift_runs import shift_runs

MONDAY = datetime(2026, 11, 30, tzinfo=UTC)
HOURS = st.integers(0, 6 * 7 * 24)


def row(start, end, users):
    begin, stop = (MONDAY + timedelta(hours=one) for one in (start, end))
    return {"start": begin.isoformat(), "end": stop.isoformat(), "users": users}


@st.composite
def stretches(draw):
    """What follows each other, by a week that repeats, and some that do not."""
    week = sorted(draw(st.sets(st.integers(0, 167), min_size=1, max_size=12)))
    edges = {one + 168 * number for number in range(6) for one in week}
    edges = sorted(edges ^ draw(st.sets(HOURS, max_size=6)))
    people = st.sampled_from([[], ["ana"], ["ben"]])
    return [row(start, end, draw(people)) for start, end in pairwise(edges)]


@at_most(40)
@given(stretches())
def test_every_shift_is_in_one_line_with_its_people_and_time(rows):
    runs = shift_runs(rows)

    told = [
        (start, end, tuple(run.row["users"]))
        for run in runs
        for start, end in zip(run.starts, run.ends, strict=True)
    ]
    assert sorted(told) == sorted(
        (*(datetime.fromisoformat(one[name]) for name in ("start", "end")), tuple(one["users"]))
        for one in rows
    )
    clocks = [
        {(one.time(), end.time()) for one, end in zip(run.starts, run.ends, strict=True)}
        for run in runs
    ]
    assert [len(one) for one in clocks] == [1] * len(runs)


def test_two_weeks_alike_stay_two_lines_and_three_are_one():
    def words(weeks):
        rows = [row(168 * week + 9, 168 * week + 57, ["ana"]) for week in range(weeks)]
        return [run.words(2026).replace("\N{EN DASH}", "-") for run in shift_runs(rows)]

    assert words(2) == ["Mon 30 Nov 09:00 - Wed 2 Dec 09:00", "Mon 7 Dec 09:00 - Wed 9 Dec 09:00"]
    assert words(3) == ["Mon 09:00 - Wed 09:00, 30 Nov to 16 Dec"]


def test_a_shift_that_ends_with_the_day_ends_at_24():
    rows = [row(24 * day + 16, 24 * day + 24, ["ana"]) for day in range(2)]

    assert [run.words(2026) for run in shift_runs(rows)] == ["Mon 30 Nov to Tue 1 Dec, 16:00-24:00"]
