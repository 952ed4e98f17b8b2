"""Shift-based schedules in few words, written and at random."""

from datetime import timedelta

from hypothesis import strategies as st
from oncall.making import CHANGES, DAY, HOUR, ZONES, utc

from pdsync.oncall import CustomShift, Event, Rotation, ShiftOverride, ShiftSchedule

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def event(members="ab", rule="FREQ=DAILY", *more, **fields):
    """Shifts of a day from Monday 5 January 2026 00:00 UTC; a member is a letter, `-` nobody."""
    usual = {"start": utc("2026-01-05T00:00Z"), "seconds": DAY, "time_zone": "Etc/UTC"}
    users = tuple(None if one == "-" else one for one in members)
    return Event(recurrence=(f"RRULE:{rule}", *more), members=users, **(usual | fields))


def shifts(*events, custom=(), overrides=()):
    """A schedule of events, each in a rotation of its own."""
    rotations = tuple(Rotation((one,), str(place)) for place, one in enumerate(events))
    return ShiftSchedule("Etc/UTC", rotations, tuple(custom), tuple(overrides))


@st.composite
def rules(draw, ends=True):
    freq = draw(st.sampled_from(["HOURLY", "DAILY", "DAILY", "WEEKLY", "WEEKLY", "MONTHLY"]))
    parts = [f"FREQ={freq}"]
    if draw(st.booleans()):
        parts.append(f"INTERVAL={draw(st.integers(1, 9))}")
    if draw(st.booleans()):
        days = draw(st.sets(st.sampled_from(DAYS), min_size=1))
        parts.append(f"BYDAY={','.join(sorted(days))}")
    if freq == "WEEKLY" and draw(st.booleans()):
        parts.append(f"WKST={draw(st.sampled_from(DAYS))}")
    limits = ["", "", f"COUNT={draw(st.integers(1, 60))}", "UNTIL=20260329T123000"]
    limit = draw(st.sampled_from(limits if ends else [""]))
    return ";".join(parts + [limit] * bool(limit))


@st.composite
def events(draw, around, ends=True):
    """An event whose first shift is some days before a moment."""
    ago = timedelta(minutes=30 * draw(st.integers(0, 40 * 48)))
    edge = st.sampled_from([None, None, None, around + timedelta(hours=draw(st.integers(-30, 30)))])
    near = st.integers(-3, 3).map(lambda days: (around + timedelta(days)).strftime("%Y%m%dT%H3000"))
    kinds = st.sampled_from(["EXDATE", "RDATE"])
    dates = draw(st.lists(st.builds("{}:{}".format, kinds, near), max_size=2))
    return event(
        draw(st.text("abcd-", min_size=1, max_size=5)),
        draw(rules(ends)),
        *dates,
        start=around - ago,
        seconds=draw(st.integers(1, 60)) * HOUR // 2,
        time_zone=draw(st.sampled_from(ZONES)),
        shifts_per_member=draw(st.integers(1, 3)),
        everyone=draw(st.booleans()),
        since=draw(edge),
        until=draw(edge) if ends else None,
    )


def spans(around):
    near = st.integers(-2 * DAY, DAY).map(lambda second: around + timedelta(seconds=second))
    lengths = st.integers(1, 2 * DAY).map(lambda second: timedelta(seconds=second))
    return st.tuples(near, lengths).map(lambda found: (found[0], sum(found[1:], found[0])))


@st.composite
def overrides(draw, around, rotations, custom):
    start, end = draw(spans(around))
    places = [(str(place), None) for place in range(rotations)]
    places += [(None, f"shift {place}") for place in range(custom)]
    rotation, shift = draw(st.sampled_from(places))
    users = st.sampled_from(["a", "b", "x", None])
    return ShiftOverride(start, end, rotation, shift, draw(users), draw(users))


@st.composite
def shift_worlds(draw):
    """A shift-based schedule, and a moment near which the clocks change somewhere."""
    around = draw(st.sampled_from(CHANGES))
    rotations = draw(st.lists(st.lists(events(around), max_size=2), max_size=3))
    times = draw(st.lists(spans(around), max_size=2))
    custom = tuple(
        CustomShift(*span, draw(st.sampled_from(["a", "c", None])), f"shift {place}")
        for place, span in enumerate(times)
    )
    many = len(rotations), len(custom)
    changed = draw(st.lists(overrides(around, *many), max_size=3)) if any(many) else []
    made = ShiftSchedule(
        draw(st.sampled_from(ZONES)),
        tuple(Rotation(tuple(found), str(place)) for place, found in enumerate(rotations)),
        custom,
        tuple(changed),
    )
    return made, around
