"""Proposals of cover on any rotas, by counting of our own over what people would have."""

from datetime import UTC, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from examples import at_most
from hypothesis import assume, given
from hypothesis import strategies as st
from reconcile.handing_over import account, person
from reconcile.rotas import ANA, BEN, CHLOE, DANIEL
from reconcile.world import World

from pdsync.intervals import merge
from pdsync.roster import Colleagues, proposals, turns_away

pytestmark = pytest.mark.slow

PEOPLE = [ANA, BEN, CHLOE, DANIEL, "maya.cohen@acme.example", "emma.johnson@acme.example"]
ZONES = ["Europe/London", "America/New_York", "Australia/Sydney", "Etc/UTC"]
# Weeks in which clocks change in Europe and Australia, in New York, or nowhere.
STARTS = [datetime.fromisoformat(f"2026-{day}T10:30Z") for day in ("03-20", "10-24", "06-03")]
AROUND = timedelta(weeks=4)
WEEK = timedelta(weeks=1)
rotas = st.tuples(
    st.sampled_from(ZONES),
    st.sampled_from([1, 2, 7]),
    st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=5, unique=True),
    st.sampled_from([None, (9, 17), (20, 24)]),
    st.integers(0, 23),
)


def yaml(number, rota, start):
    zone, days, members, window, hour = rota
    only = f", only: '{window[0]:02}:00-{window[1]:02}:00'" if window else ""
    rotate = "weekly" if days == 7 else f"{days}d"
    at = f"Mon {hour:02}:00" if days == 7 else f"{hour:02}:00"
    first = anchor(rota, start)
    return (
        f"  s{number}:\n    time_zone: {zone}\n    layers:\n"
        f"      - {{rotate: {rotate}, handoff: '{at}', members: [{', '.join(members)}]{only}, "
        f"anchor: {{who: {members[0]}, at: {first.date()}T{first:%H:%M}}}}}\n"
    )


def anchor(rota, start):
    """The Monday before, at the hour of the rota's hand-offs, on its clocks."""
    monday = start.date() - timedelta(days=start.weekday() + 7)
    return datetime.combine(monday, time(rota[4]))


def turns_of(rota, start, until):
    """Whose each turn is, and when: by counting days on the wall."""
    zone, days, members, window, _ = rota
    there = ZoneInfo(zone)
    for number in count():
        begins = anchor(rota, start) + number * timedelta(days=days)
        ends = begins + timedelta(days=days)
        if begins.replace(tzinfo=there) >= until:
            return
        spans = [*stretches(begins, ends, window)]
        real = [(instant(a, there), instant(b, there)) for a, b in spans]
        cut = [(max(a, start), b) for a, b in real if b > start]
        if cut:
            yield members[number % len(members)], merge(one for one in cut if one[0] < one[1])


def stretches(begins, ends, window):
    if window is None:
        yield begins, ends
        return
    for day in range((ends - begins).days + 1):
        midnight = datetime.combine(begins.date() + timedelta(days=day), time())
        opens, shuts = (midnight + timedelta(hours=hour) for hour in window)
        if max(opens, begins) < min(shuts, ends):
            yield max(opens, begins), min(shuts, ends)


def instant(wall, zone):
    return wall.replace(tzinfo=zone).astimezone(UTC)


def best(spans, members, duties):
    """Who should take some stretches: free, rested, with the fewest hours, by name."""
    middle = spans[0][0] + (spans[-1][1] - spans[0][0]) / 2
    found = []
    for one in members:
        theirs = duties.get(one, [])
        if any(a < d and c < b for a, b in theirs for c, d in spans):
            continue
        apart = [max(c - b, a - d) for a, b in theirs for c, d in spans]
        near = [(max(a, middle - AROUND), min(b, middle + AROUND)) for a, b in theirs]
        hours = sum((b - a for a, b in merge(it for it in near if it[0] < it[1])), timedelta())
        found.append((any(it < timedelta(hours=11) for it in apart), hours, one))
    return min(found)[2] if found else None


@at_most(15, deadline=None)
@given(
    st.sampled_from(STARTS),
    st.lists(rotas, min_size=1, max_size=3),
    st.tuples(st.integers(0, 10), st.integers(1, 12)),
)
def test_each_turn_goes_to_whoever_counting_says(start, several, days):
    world = World()
    world.now = start
    world.apply("schedules:\n" + "".join(yaml(*one, start) for one in enumerate(several)))
    who = several[0][2][0]
    since = start + timedelta(days=days[0])
    until = since + timedelta(days=days[1])
    end = until + 6 * WEEK
    wanted = expected(several, who, start, (since, until), end)
    assume(wanted)

    earliest = min(since - 5 * WEEK, start)
    read = account(world, earliest, end)
    ids = {one: person(world, one) for one in PEOPLE}
    emails = {ident: one for one, ident in ids.items()}
    turns = [
        turn
        for ident in read.roster.resources["schedule"]
        for turn in turns_away(read.roster, ident, ids[who], since, until)
    ]
    crew = Colleagues.of(read.roster, earliest, end)
    found = proposals(turns, Colleagues(crew.duties, emails))

    told = [(one.away.spans, one.taker and emails[one.taker.person]) for one in found]
    if all(taker for _, taker in wanted):
        assert told == wanted
    else:
        # Whoever takes one turn after the other may leave more than need be.
        assert sum(not taker for _, taker in told) <= sum(not taker for _, taker in wanted)


def expected(several, who, start, days, end):
    """Each turn of a person in some days, and who takes it."""
    duties, away = {}, []
    for rota in several:
        for owner, spans in turns_of(rota, start, end):
            duties.setdefault(owner, []).extend(spans)
            cut = [(max(a, days[0]), min(b, days[1])) for a, b in spans]
            cut = [one for one in cut if one[0] < one[1]]
            if owner == who and cut:
                away.append((tuple(cut), [one for one in rota[2] if one != who]))
    wanted = []
    for spans, members in sorted(away):
        taker = best(spans, members, duties)
        wanted.append((spans, taker))
        duties.setdefault(taker, []).extend(spans)
    return wanted
