"""Bars of a report's calendar: whoever is on call today is named beside or in their bar."""

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from examples import at_most
from hypothesis import given
from hypothesis import strategies as st

from pdsync.oncall import Span
from pdsync.render.page.calendar.bars import Label, Where, bars
from pdsync.render.page.calendar.scene import Scale
from pdsync.roster import CalendarTurn

FIRST = date(2026, 3, 23)
START = datetime(2026, 3, 23, tzinfo=UTC)


def hour(number):
    return START + timedelta(hours=number)


@at_most(40)
@given(
    st.sampled_from([7, 14, 28]),
    st.lists(st.integers(0, 27 * 24), min_size=2, max_size=12, unique=True),
    st.integers(1, 24),
    st.data(),
)
def test_whoever_is_on_call_today_is_named_where_today_is(days, hours, letters, data):
    scale = Scale([FIRST + timedelta(days=one) for one in range(days)], ZoneInfo("UTC"))
    today = data.draw(st.integers(0, days - 1))
    edges = sorted(one for one in hours if one < days * 24)
    label = Label(("x" * letters,))
    turns = [
        (CalendarTurn("ana", (Span(hour(one), hour(other)),)), label)
        for one, other in itertools.pairwise(edges)
    ]
    for bar in bars(turns, scale, today):
        if bar.left < today + 1 and today < bar.right:
            assert bar.where in {Where.IN, Where.AFTER}


def test_the_rest_of_a_turn_that_is_over_has_no_room_for_a_name():
    scale = Scale([FIRST + timedelta(days=one) for one in range(28)], ZoneInfo("UTC"))
    turn = CalendarTurn("ana", (Span(hour(0), hour(9)),))

    (bar,) = bars([(turn, Label(("Ana Silva",)))], scale, 3)
    assert bar.where is Where.UNSEEN
