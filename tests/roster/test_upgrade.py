"""Layers of repeated members become rotations of the same people, whatever the phase."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import groupby

import pytest
from examples import at_most
from hypothesis import given
from hypothesis import strategies as st
from oncall import brute, brute_shifts

from pdsync import oncall
from pdsync.kinds import on_call
from pdsync.roster import Before, NoUpgrade, upgraded
from pdsync.source import load_texts

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
MOST_MEMBERS, MOST_ROTATIONS = 20, 10
WINDOWS = (
    None,
    "09:00-17:00",
    "18:00-06:00",
    "Mon-Fri 08:00-16:00",
    "Mon-Sat 09:00-17:00",
    "Mon-Thu, Sun 08:30-12:00",
    "Mon, Wed, Fri 22:00-24:00",
    "Sat-Sun 00:00-24:00",
    "Mon-Fri 22:00-06:00",
)


@st.composite
def rotas(draw):
    """A schedule of daily turns, in which each member of the list stands so many times in a row."""
    people = [f"{name}@acme.example" for name in "abcde"[: draw(st.integers(2, 5))]]
    each = draw(st.integers(1, 5))
    start = datetime(2026, 5, 1, tzinfo=UTC) + timedelta(
        days=draw(st.integers(0, 34)), hours=draw(st.sampled_from([0, 0, 8, 9, 13, 22]))
    )
    zone = draw(st.sampled_from(["Etc/UTC", "Europe/London", "Asia/Kolkata"]))
    window = draw(st.sampled_from(WINDOWS))
    return f"""\
schedules:
  s:
    time_zone: {zone}
    layers:
      - name: Base
        rotation_virtual_start: {start:%Y-%m-%dT%H:%M}
        rotate: daily
        members: [{", ".join(one for one in people for _ in range(each))}]
        only: {f'"{window}"' if window else "null"}
"""


def told(config):
    return on_call(config.find("schedule", "s").resource)


@pytest.mark.slow
@at_most(20)  # each is walked through for weeks, twice
@given(rotas())
def test_upgrade_puts_the_same_people_on_call_for_ever_or_there_is_no_way(text):
    config = load_texts({"a.yaml": text})
    entry = config.find("schedule", "s")
    layered = told(config)
    if fewest_rules(layered) > MOST_ROTATIONS:
        with pytest.raises(NoUpgrade, match=r"^(it would take|layer 1 has its members)"):
            upgraded(config, entry, Before.of(entry.resource), NOW)
        return
    new = upgraded(config, entry, Before.of(entry.resource), NOW)
    made = told(load_texts({"a.yaml": new.text}))
    assert new.until is None
    assert oncall.same_for_ever(layered, made, NOW).first_difference is None
    walked = brute.minutes(layered, NOW, NOW + timedelta(weeks=6), step=timedelta(minutes=90))
    assert brute_shifts.people(made, [at for at, _ in walked]) == [
        (user,) if user else () for _, user in walked
    ]


def test_seconds_that_only_an_account_can_have_are_the_reason_that_is_told():
    text = """\
schedules:
  s:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [a@acme.example, b@acme.example]
        anchor: {who: a@acme.example, at: 2026-06-01}
        only: null
"""
    config = load_texts({"a.yaml": text})
    entry = config.find("schedule", "s")
    live = Before.of(entry.resource)
    layer = live.schedule.layers[0]
    late = replace(layer, virtual_start=layer.virtual_start + timedelta(seconds=27))
    live = replace(live, schedule=replace(live.schedule, layers=(late,)))
    with pytest.raises(NoUpgrade, match="27 seconds after a full minute, and only whole minutes"):
        upgraded(config, entry, live, NOW)


def fewest_rules(schedule):
    """Into how few rules the turns of a layer can be put, tried out on its walked entries.

    Each kind of shift by itself: its days of the week in any groups, each group all at once or
    every second, third, … week.
    """
    (layer,) = schedule.layers
    many = len(layer.users) * 7 * 8  # days after which all begins again, several times
    entries = brute.entries(layer, schedule.time_zone, NOW + timedelta(days=many))
    by_kind = {}
    zone_of = brute.ZoneInfo(schedule.time_zone)
    for start, end, user in entries:
        there = start.astimezone(zone_of).replace(tzinfo=None)
        length = end.astimezone(zone_of).replace(tzinfo=None) - there
        by_kind.setdefault((there.time(), length), []).append((there.date(), user))
    return sum(_fewest(found) for found in by_kind.values())


def _fewest(found):
    days = sorted({day.weekday() for day, _ in found})
    cost = {}
    for chosen in range(1, 2 ** len(days)):
        group = {day for place, day in enumerate(days) if chosen >> place & 1}
        mine = [(day, user) for day, user in found if day.weekday() in group]
        cost[chosen] = next((n for n in range(1, 11) if _fit(mine, n)), 99)
    for chosen in range(1, 2 ** len(days)):
        part = (chosen - 1) & chosen
        while part:
            cost[chosen] = min(cost[chosen], cost[part] + cost[chosen ^ part])
            part = (part - 1) & chosen
    return cost[2 ** len(days) - 1]


def _fit(found, weeks):
    """Whether every one of so many weeks has an order of few members."""
    parts = {}
    for day, user in found:
        parts.setdefault(day.toordinal() // 7 % weeks, []).append(user)
    return all(_listed(users) <= MOST_MEMBERS for users in parts.values())


def _listed(users):
    """How many members a list needs to give these, each some times in a row."""
    runs = [len(list(run)) for _, run in groupby(users)][1:-1]
    first = len(next(iter([list(run) for _, run in groupby(users)])))
    for each in range(max(runs, default=len(users)), 0, -1):
        if all(length % each == 0 for length in runs):
            turns = users[first::each]
            sizes = range(1, len(turns) // 2 + 1)
            return next((n for n in sizes if turns[n:] == turns[:-n]), 99)
    return 99
