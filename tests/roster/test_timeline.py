"""Timelines against a count of every hour, for shifts of any sort."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pdsync.oncall import Shift
from pdsync.roster import differences, timeline
from pdsync.roster._timeline import first_of

START = datetime(2026, 3, 2, tzinfo=UTC)
HOURS = 24
END = START + timedelta(hours=HOURS)


def hour(number):
    return START + timedelta(hours=number)


@st.composite
def some_shifts(draw):
    """Shifts within the day, of which those of one person never overlap."""
    shifts = []
    for user in "abc":
        edges = sorted(draw(st.sets(st.integers(0, HOURS), max_size=6)))
        pairs = zip(edges[::2], edges[1::2], strict=False)
        shifts += [Shift(hour(start), hour(end), user) for start, end in pairs]
    return draw(st.permutations(shifts))


def on(shifts, number):
    """Who is on call in an hour, counted."""
    return tuple(sorted(one.user for one in shifts if one.start <= hour(number) < one.end))


def at(stretches, number):
    """The same, looked up."""
    found = [one.people for one in stretches if one.start <= hour(number) < one.end]
    assert len(found) == 1
    return found[0]


@given(some_shifts())
def test_a_timeline_has_everybody_at_every_hour_and_no_needless_cut(shifts):
    line = timeline(shifts, START, END)

    assert [at(line, number) for number in range(HOURS)] == [on(shifts, n) for n in range(HOURS)]
    assert (line[0].start, line[-1].end) == (START, END)
    assert all(
        one.end == other.start and one.people != other.people for one, other in pairwise(line)
    )


@given(some_shifts(), some_shifts())
def test_differences_are_the_hours_in_which_others_are_on_call(old, new):
    found = differences(timeline(old, START, END), timeline(new, START, END))

    told = {
        number: (one.old, one.new)
        for one in found
        for number in range(HOURS)
        if one.start <= hour(number) < one.end
    }
    counted = {number: (on(old, number), on(new, number)) for number in range(HOURS)}
    assert told == {number: pair for number, pair in counted.items() if pair[0] != pair[1]}


@given(some_shifts(), some_shifts())
def test_a_level_is_asked_only_where_those_before_it_are_empty(first, second):
    found = first_of([timeline(first, START, END), timeline(second, START, END)])

    expected = [on(first, number) or on(second, number) for number in range(HOURS)]
    assert [at(found, number) for number in range(HOURS)] == expected
