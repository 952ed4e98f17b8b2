"""Turns of a calendar: the same time as the stretches, equal hours of days in one."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from examples import at_most
from hypothesis import given
from hypothesis import strategies as st

from pdsync.oncall import Span
from pdsync.roster import ByOverride, Stretch
from pdsync.roster.report.turns import turns

MONDAY = datetime(2026, 3, 23, tzinfo=UTC)
LONDON = "Europe/London"
PEOPLE = st.sampled_from([(), ("ana",), ("ben",), ("ana", "ben"), ("ana", "ben", "eva")])


def stretches_of(pieces):
    """Stretches that follow each other, each so many hours long."""
    found, reached = [], MONDAY
    for hours, people in pieces:
        found.append(Stretch(reached, reached + timedelta(hours=hours), people))
        reached = found[-1].end
    return found


@at_most(40)
@given(st.lists(st.tuples(st.integers(1, 40), PEOPLE), min_size=1, max_size=30))
def test_turns_are_the_time_of_the_stretches_and_no_other(pieces):
    stretches = stretches_of(pieces)
    for person in ("ana", "ben", "eva", None):
        held = sorted(
            one for turn in turns(stretches, LONDON) if turn.person == person for one in turn.pieces
        )
        assert hours_of(held) == hours_of(
            one for one in stretches if person in (one.people or (None,))
        )


def hours_of(spans):
    """Every hour in some spans, as often as it is in them."""
    return sorted(
        one.start + timedelta(hours=hour)
        for one in spans
        for hour in range((one.end - one.start) // timedelta(hours=1))
    )


def office(days, *windows):
    """Ana on the clocks of London in some hours of each day, else nobody."""
    edges = [
        (london(day, first), london(day, last)) for day in range(days) for first, last in windows
    ]
    found, reached = [], london(0, 0)
    for start, end in edges:
        found += [Stretch(reached, start, ()), Stretch(start, end, ("ana",))]
        reached = end
    return [*found, Stretch(reached, london(days, 0), ())]


def london(day, hour):
    there = datetime(2026, 3, 23, hour, tzinfo=ZoneInfo(LONDON)) + timedelta(days=day)
    return there.astimezone(UTC)


def told(found):
    return [(turn.person, len(turn.pieces)) for turn in found]


def test_the_same_hours_of_days_are_one_turn_though_the_clocks_change():
    assert told(turns(office(14, (9, 17)), LONDON)) == [(None, 15), ("ana", 14)]


def test_two_windows_a_day_are_two_turns():
    found = turns(office(5, (8, 12), (13, 17)), LONDON)

    assert told(found) == [(None, 6), ("ana", 5), (None, 5), ("ana", 5)]


def test_hours_that_are_not_those_of_the_day_before_are_a_turn_of_their_own():
    stretches = stretches_of([(9, ()), (8, ("ana",)), (17, ()), (7, ("ana",)), (7, ())])

    assert told(one for one in turns(stretches, "UTC") if one.person) == [("ana", 1), ("ana", 1)]


def test_time_that_is_cut_is_of_the_hours_next_to_it_unless_it_is_longer():
    on_call = (21, ("ana",))
    days = [(9, ()), on_call, (3, ()), on_call, (3, ()), on_call, (18, ())]
    found = [turn.pieces for turn in turns(stretches_of(days), "UTC") if turn.person is None]

    assert [[(one.start.day, one.start.hour) for one in pieces] for pieces in found] == [
        [(23, 0)],
        [(24, 6), (25, 6)],
        [(26, 6)],
    ]


def ends(span):
    return span.start, span.end


def test_an_override_is_a_turn_of_its_own():
    stretches = stretches_of([(48, ("ana",))])
    span = Span(MONDAY + timedelta(hours=10), MONDAY + timedelta(hours=12))
    overrides = [ByOverride(*ends(span), "ana", "eva"), ByOverride(*ends(span), "ben", "ana")]
    found = turns(stretches, "UTC", overrides)

    assert [(turn.marked, turn.pieces, turn.instead_of) for turn in found] == [
        (False, (Span(MONDAY, span.start),), ()),
        (True, (span,), ("eva",)),
        (False, (Span(span.end, MONDAY + timedelta(hours=48)),), ()),
    ]


def test_an_override_over_several_turns_is_one_with_all_whose_hours_it_has():
    noon = MONDAY + timedelta(hours=12)
    overrides = [
        ByOverride(noon, MONDAY + timedelta(days=2), "ana", "ben"),
        ByOverride(MONDAY, noon, "ana", "eva"),
    ]
    (found,) = turns(stretches_of([(48, ("ana",))]), "UTC", overrides)
    assert (found.marked, found.instead_of) == (True, ("eva", "ben"))


def test_a_gap_that_is_allowed_is_marked():
    stretches = stretches_of([(10, ("ana",)), (4, ()), (10, ("ana",))])
    allowed = Span(MONDAY + timedelta(hours=12), MONDAY + timedelta(hours=20))

    assert [
        (turn.marked, turn.pieces[0])
        for turn in turns(stretches, "UTC", allowed=[allowed])
        if turn.person is None
    ] == [
        (False, Span(MONDAY + timedelta(hours=10), allowed.start)),
        (True, Span(allowed.start, MONDAY + timedelta(hours=14))),
    ]
