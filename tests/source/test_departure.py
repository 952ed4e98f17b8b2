"""Whoever leaves, everybody else's turns come in the order in which they came."""

from datetime import UTC, datetime, timedelta
from itertools import count, islice

from examples import at_most
from hypothesis import given
from hypothesis import strategies as st

from pdsync import oncall
from pdsync.kinds import on_call
from pdsync.source import load_texts
from pdsync.source.departure import Leaver, departed

PEOPLE = [f"{name}@acme.example" for name in ("ana", "ben", "cleo", "dan", "eva")]
ANA, BEN, CLEO, DAN, _ = PEOPLE
FRIDAY = 4
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
MONDAY = datetime(2026, 1, 5, 12, tzinfo=UTC)
FORMS = {
    "daily layer": ("layers", "rotate: daily, handoff: '09:00'", DAY),
    "weekly layer": ("layers", "rotate: weekly, handoff: Mon 09:00", WEEK),
    "layer without a hand-off": ("layers", "rotate: 2 days", 2 * DAY),
    "office layer": ("layers", "rotate: daily, handoff: '09:00', only: Mon-Fri 09:00-17:00", DAY),
    "daily rotation": ("rotations", "rotate: daily, handoff: '09:00'", DAY),
    "weekly rotation": ("rotations", "rotate: weekly, handoff: Mon 09:00", WEEK),
    "days in a row": ("rotations", "shifts: Mon-Fri 09:00-17:00, per_member: 5", WEEK),
    "single days": ("rotations", "shifts: Mon-Fri 09:00-17:00, per_member: 1", DAY),
}


@st.composite
def rotations(draw):
    """Return a form, who takes turns, who leaves, and the days from the anchor until now."""
    form = draw(st.sampled_from(sorted(FORMS)))
    members = draw(st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=6))
    leaver = draw(st.sampled_from(sorted({*members})))
    if {*members} == {leaver}:
        members.append(next(one for one in PEOPLE if one != leaver))
    return form, members, leaver, draw(st.integers(0, 150)), draw(st.booleans())


def text_of(form, members, anchored_to, at):
    name, fields, _ = FORMS[form]
    time = f"{at:%Y-%m-%d}" if "handoff" in fields or "shifts" in fields else f"{at:%Y-%m-%d %H:%M}"
    who = f"anchor: {{who: {anchored_to}, at: {time}}}"
    part = f"{{{fields}, {who}, members: [{', '.join(members)}]}}"
    return f"schedules:\n  one: {{time_zone: Europe/London, {name}: [{part}]}}\n"


def turns(config, form, now, many):
    """Return who has the turn that runs or comes first, and those after it."""
    schedule = on_call(config.find("schedule", "one").resource)
    # Turns of office weeks have nobody on call when they change, so they are seen from Monday on.
    weekend = form == "days in a row" and now.weekday() > FRIDAY
    first = now + (7 - now.weekday()) * DAY if weekend else now
    times = (first + number * FORMS[form][2] for number in count())
    found = (tuple(oncall.people_at(schedule, at)) for at in times)
    return [*islice((people for people in found if people), many)]


def left(text, leaver, now, instead=None):
    config = load_texts({"one.yaml": text})
    assert config.problems == ()
    return config, departed(config, Leaver(leaver, instead=instead), now).edited.after


@at_most(40)
@given(rotations())
def test_without_their_turns_all_others_come_in_the_same_order(made):
    form, members, leaver, days, is_replaced = made
    now = MONDAY + days * DAY
    there = next(one for one in members if one != leaver) if is_replaced else None
    text = text_of(form, members, members[0], MONDAY)
    before, after = left(text, leaver, now, there)
    expected = [one for one in turns(before, form, now, 30) if one != (leaver,)]
    assert turns(after, form, now, len(expected)) == expected


@at_most(10)
@given(rotations())
def test_somebody_new_has_the_very_turns_of_whoever_left(made):
    form, members, leaver, days, _ = made
    now = MONDAY + days * DAY
    before, after = left(
        text_of(form, members, members[0], MONDAY), leaver, now, "new@acme.example"
    )
    turned = [("new@acme.example",) if one == (leaver,) else one
              for one in turns(before, form, now, 20)]  # fmt: skip
    assert turns(after, form, now, 20) == turned
