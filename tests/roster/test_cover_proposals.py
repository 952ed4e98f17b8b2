"""Who is proposed for the turns of somebody who is away, by schedules as people write them."""

from datetime import UTC, datetime, timedelta
from itertools import product

from examples import at_most
from hypothesis import given
from hypothesis import strategies as st

from pdsync.oncall import HeldTurn, Span
from pdsync.reconcile import roster_of_config
from pdsync.roster import Colleagues, Duty, TurnAway, proposals, turns_away
from pdsync.source import load_texts

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
HOUR, WEEK = timedelta(hours=1), timedelta(weeks=1)
AT = "@acme.example"


def weekly(key, order, only="", rotate="weekly", handoff="Mon 09:00"):
    users = ", ".join(one + AT for one in order)
    more = f"only: '{only}', " if only else ""
    return f"""
  {key}:
    name: {key}
    time_zone: Etc/UTC
    layers:
      - {{rotate: {rotate}, handoff: '{handoff}', users: [{users}], {more}
         anchor: {{who: {order[0]}{AT}, at: 2026-11-30}}}}
"""


def proposed(*schedules, person="ana", days=("2026-11-30", "2026-12-07"), by=None, unfit=()):
    """Who is to take each turn of a person in some days, with all candidates."""
    made = roster_of_config(load_texts({"policies.yaml": "schedules:" + "".join(schedules)}))
    since, until = (datetime.fromisoformat(f"{day}T09:00Z") for day in days)
    crew = Colleagues.of(made, since - 5 * WEEK, until + 5 * WEEK)
    crew = Colleagues(crew.duties, unfit={one + AT: "a stakeholder" for one in unfit})
    turns = [
        turn
        for schedule in made.resources["schedule"]
        for turn in turns_away(made, schedule, person + AT, since, until)
    ]
    return proposals(turns, crew, by and by + AT)


def takers(found):
    return [
        f"{one.away.turn.spans[0].start:%d.%m} {one.away.schedule}: "
        + (one.taker.person.removesuffix(AT) if one.taker else "nobody")
        for one in found
    ]


def test_somebody_of_the_rotation_takes_a_turn():
    assert takers(proposed(weekly("primary", ["ana", "ben"]))) == ["30.11 primary: ben"]


def test_less_than_eleven_hours_to_another_shift_counts_against():
    # Those before and after ana are on call up to her turn, or from its end on.
    found = proposed(weekly("primary", ["ana", "ben", "cleo", "dan"]))
    assert takers(found) == ["30.11 primary: cleo"]
    assert [(one.person[:3], one.rest) for one in found[0].others] == [
        ("ben", timedelta()),
        ("dan", timedelta()),
    ]


def test_whoever_is_on_call_elsewhere_takes_nothing():
    other = weekly("other", ["cleo", "eva", "fay", "gil"])
    found = proposed(weekly("primary", ["ana", "ben", "cleo", "dan"]), other)
    assert takers(found) == ["30.11 primary: ben"]
    (cleo,) = [one for one in found[0].others if one.person.startswith("cleo")]
    assert [one.schedule for one in cleo.busy] == ["other"]


def test_nobody_is_proposed_where_everybody_is_on_call():
    other = weekly("other", ["ben", "ana"])
    assert takers(proposed(weekly("primary", ["ana", "ben"]), other)) == ["30.11 primary: nobody"]


def test_the_fewest_hours_around_decide():
    # Of those with rest enough dan has the other schedule all the time but that week.
    other = weekly("other", ["eva", "dan", "fay"])
    found = proposed(weekly("primary", ["ana", "ben", "cleo", "dan", "eva"]), other)
    assert takers(found) == ["30.11 primary: cleo"]


def test_equals_are_told_apart_by_name():
    crew = ["ana", "zoe", "dan", "cleo", "yan"]
    assert takers(proposed(weekly("primary", crew))) == ["30.11 primary: cleo"]


def test_a_proposal_counts_for_the_next():
    nights = weekly("nights", ["ana", "ben", "cleo"], "00:00-04:00", "daily", "00:00")
    found = proposed(nights, days=("2026-11-30", "2026-12-09"))
    assert takers(found) == [
        "03.12 nights: ben",
        "06.12 nights: cleo",
        "09.12 nights: ben",
    ]


def test_whoever_cannot_be_on_call_is_not_proposed():
    found = proposed(weekly("primary", ["ana", "ben", "cleo"]), unfit=["ben"])
    assert takers(found) == ["30.11 primary: cleo"]
    assert [one.unfit for one in found[0].others] == ["a stakeholder"]


def test_only_the_days_away_are_given_away():
    (found,) = proposed(weekly("primary", ["ana", "ben"]), days=("2026-12-01", "2026-12-03"))
    assert [(one.start.day, one.end.day) for one in found.away.turn.spans] == [(1, 3)]


def test_somebody_who_is_named_takes_all_or_nothing():
    schedules = weekly("primary", ["ana", "ben"]), weekly("other", ["dan", "eva"])
    assert takers(proposed(*schedules, by="eva")) == ["30.11 primary: eva"]
    assert takers(proposed(*schedules, by="dan")) == ["30.11 primary: nobody"]


def test_two_turns_at_once_go_to_two_people():
    other = weekly("other", ["ana", "cleo"])
    found = proposed(weekly("primary", ["ana", "ben", "cleo"]), other)
    assert takers(found) == ["30.11 primary: ben", "30.11 other: cleo"]


def turn(name, start, end, members):
    span = Span(NOW + start * HOUR, NOW + end * HOUR)
    return TurnAway(HeldTurn((span,), "away", "away", span.start, span, members), name)


PEOPLE = ("a", "b", "c")
spans = st.tuples(st.integers(0, 12), st.integers(1, 8)).map(lambda it: (it[0], sum(it)))
members = st.lists(st.sampled_from(PEOPLE), min_size=1, unique=True).map(tuple)


@at_most(100)
@given(
    st.lists(st.tuples(spans, members), min_size=1, max_size=5),
    st.dictionaries(st.sampled_from(PEOPLE), spans),
)
def test_no_other_way_leaves_fewer_turns_to_nobody(asked, busy):
    turns = [turn(str(place), *span, who) for place, (span, who) in enumerate(asked)]
    duties = {
        who: (Duty(Span(NOW + one[0] * HOUR, NOW + one[1] * HOUR), "other"),)
        for who, one in busy.items()
    }
    found = proposals(turns, Colleagues(duties))

    def is_possible(way):
        held = [(who, one) for who, one in busy.items()]
        held += [(who, span) for who, (span, _) in zip(way, asked, strict=True) if who]
        return not any(
            one == other and mine[0] < theirs[1] and theirs[0] < mine[1]
            for place, (one, mine) in enumerate(held)
            for other, theirs in held[place + 1 :]
        )

    ways = product(*[(*who, None) for _, who in asked])
    fewest = min(way.count(None) for way in ways if is_possible(way))
    chosen = {one.away.schedule: one.taker and one.taker.person for one in found}
    assert is_possible([chosen[str(place)] for place in range(len(asked))])
    assert [*chosen.values()].count(None) == fewest
