"""Promises are judged as by a slow loop that looks at every half hour, and knows no engine.

All hand-offs and windows of the random schedules are at whole hours, and none where clocks change.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lint.rules import NOW
from promises.asking import broken, policy, schedules, unproved

pytestmark = pytest.mark.hypothesis

LONDON = ZoneInfo("Europe/London")
ANCHORED = datetime(2026, 1, 5, 9)  # noqa: DTZ001 - a wall clock has no zone
PEOPLE = ["a@b.c", "b@b.c", "c@b.c", "d@b.c"]
HALF = timedelta(minutes=30)
STEPS = [NOW + number * HALF for number in range(2 * 24 * 7 * 13)]
"""A quarter: longer than all joint periods here, and over a change of the clocks."""
WALLS = [at.astimezone(LONDON).replace(tzinfo=None) for at in STEPS]
WINDOWS = {None: (0, 24), "09:00-17:00": (9, 17), "08:00-20:00": (8, 20)}


@dataclass(frozen=True)
class Rota:
    """One layer, with an independent idea of who is on call."""

    days: int
    people: tuple[str, ...]
    only: str | None

    @property
    def text(self):
        rotate, handoff = ("weekly", "Mon 09:00") if self.days == 7 else ("daily", "09:00")
        only = f", only: '{self.only}'" if self.only else ""
        anchor = (
            f"anchor: {{who: {self.people[0]}, at: 2026-01-05}}" if len(self.people) > 1 else ""
        )
        people = f"members: [{', '.join(self.people)}]"
        return f"rotate: {rotate}, handoff: {handoff}, {people}{only}" + (
            f", {anchor}" * bool(anchor)
        )

    def at(self, wall):
        opens, closes = WINDOWS[self.only]
        if not opens <= wall.hour < closes:
            return None
        return self.people[(wall - ANCHORED) // timedelta(days=self.days) % len(self.people)]


def rotas_with(windows):
    people = st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True).map(tuple)
    return st.builds(Rota, st.sampled_from([1, 7]), people, st.sampled_from(windows))


rotas = rotas_with([*WINDOWS])
rotations = rotas_with([None, "09:00-17:00"])
"""No window that a hand-off cuts: it would be two kinds of shifts."""


def on_call(rota):
    return [rota.at(wall) for wall in WALLS]


def shifts(rota):
    """Each person's shifts by the clocks, those that begin and end within the quarter whole."""
    found = {}
    for who, steps in groupby(zip(on_call(rota), WALLS, strict=True), key=lambda one: one[0]):
        walls = [wall for _, wall in steps]
        if who:
            found.setdefault(who, []).append((walls[0], walls[-1] + HALF))
    return found


def rests(rota):
    return [
        later[0] - sooner[1]
        for theirs in shifts(rota).values()
        for sooner, later in pairwise(theirs)
    ]


def hours_of_weeks(rota):
    """Hours on the clocks of everybody in each whole week."""
    hours = {}
    for wall in {*WALLS}:
        who = rota.at(wall)
        monday = wall.date() - timedelta(days=wall.weekday())
        if who:
            hours[who, monday] = hours.get((who, monday), 0) + 0.5
    return [hour for (_, monday), hour in hours.items() if monday > NOW.date()]


def is_broken(text):
    assert unproved(text) == []
    return broken(text) != []


@settings(max_examples=25)
@given(rotas, rotas)
def test_nobody_is_on_call_by_two_schedules(one, two):
    both = any(who and who == other for who, other in zip(on_call(one), on_call(two), strict=True))
    text = schedules(one=(one.text, "not_with: [two]"), two=(two.text, None))
    assert is_broken(text) == both


@settings(max_examples=25)
@given(rotas, st.sampled_from([11, 12, 16, 24, 36]))
def test_rest(rota, hours):
    short = any(rest < timedelta(hours=hours) for rest in rests(rota))
    assert is_broken(schedules(one=(rota.text, f"min_rest: {hours}h"))) == short


@settings(max_examples=25)
@given(rotas, st.sampled_from([40, 56, 72, 84, 96, 120]))
def test_hours_of_a_week(rota, hours):
    long = max(hours_of_weeks(rota)) > hours
    assert is_broken(schedules(one=(rota.text, f"max_hours_per_week: {hours}h"))) == long


@settings(max_examples=25)
@given(rotas, st.sampled_from([8, 12, 24, 48, 168]))
def test_length_of_a_shift(rota, hours):
    lengths = [end - start for theirs in shifts(rota).values() for start, end in theirs]
    long = max(lengths) > timedelta(hours=hours)
    assert is_broken(schedules(one=(rota.text, f"max_consecutive: {hours}h"))) == long


HOURS = {"always": (7, 0, 24), "Mon-Fri 10:00-16:00": (5, 10, 16), "08:00-18:00": (7, 8, 18)}


@settings(max_examples=25)
@given(rotas, st.sampled_from([*HOURS]))
def test_coverage(rota, when):
    days, opens, closes = HOURS[when]
    empty = any(
        who is None and wall.weekday() < days and opens <= wall.hour < closes
        for who, wall in zip(on_call(rota), WALLS, strict=True)
    )
    assert is_broken(schedules(one=(rota.text, f"coverage: '{when}'"))) == empty


@settings(max_examples=40)
@given(rotas, rotas, st.sampled_from(["answers_within: 15m", "distinct_people: 2"]))
def test_levels(one, two, promise):
    least = 2 if "people" in promise else 1
    few = any(
        len({*people} - {None}) < least for people in zip(on_call(one), on_call(two), strict=True)
    )
    text = schedules(one=(one.text, None), two=(two.text, None)) + policy(promise, "one", "two")
    assert is_broken(text) == few


@settings(max_examples=15)
@given(rotations, rotations, rotations, st.sampled_from(["not_with: [two]", "min_rest: 12h"]))
def test_rotations_side_by_side(one, beside, two, promise):
    own = [{*people} - {None} for people in zip(on_call(one), on_call(beside), strict=True)]
    if "rest" in promise:
        wrong = any(rest < timedelta(hours=12) for who in PEOPLE for rest in breaks(own, who))
    else:
        wrong = any(who in people for people, who in zip(own, on_call(two), strict=True))
    text = schedules(one=([one.text, beside.text], promise), two=(two.text, None))
    assert is_broken(text.replace("layers:", "rotations:")) == wrong


def breaks(people, who):
    """How long somebody is off between two shifts, on the clocks."""
    last, was = None, False
    for there, wall in zip(people, WALLS, strict=True):
        is_on = who in there
        if is_on and not was and last is not None:
            yield wall - last
        last, was = (wall + HALF if is_on else last), is_on


@settings(max_examples=15)
@given(rotations, rotations, rotations)
def test_levels_of_rotations(one, beside, two):
    few = any(
        len({*people} - {None}) < 2
        for people in zip(on_call(one), on_call(beside), on_call(two), strict=True)
    )
    text = schedules(one=([one.text, beside.text], None), two=(two.text, None))
    text = text.replace("layers:", "rotations:") + policy("distinct_people: 2", "one", "two")
    assert is_broken(text) == few
