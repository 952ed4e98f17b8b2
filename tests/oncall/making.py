"""Schedules in few words, written and at random."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from pdsync.oncall import Choices, Layer, Override, Schedule, Window, final_shifts, people_at

HOUR, DAY, WEEK = 3600, 86_400, 604_800
ZONES = (
    "Europe/London",
    "America/New_York",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Asia/Kolkata",
    "Etc/UTC",
)
# Changes of the clocks in 2026, north and south, forward and back.
CHANGES = tuple(
    datetime.fromisoformat(f"2026-{day}T00:00Z")
    for day in ("03-08", "03-29", "04-04", "04-05", "09-06", "10-03", "10-25", "11-01")
)


def utc(text):
    return datetime.fromisoformat(text).astimezone(UTC)


def layer(users="ab", **fields):
    """A layer of daily turns from Monday 5 January 2026 00:00 UTC; a user is a letter."""
    start = fields.get("virtual_start", utc("2026-01-05T00:00Z"))
    usual = {"start": start, "end": None, "virtual_start": start, "turn_seconds": DAY}
    return Layer(users=tuple(users), **(usual | fields))


def schedule(*layers, zone="Etc/UTC", overrides=()):
    return Schedule(zone, layers, tuple(overrides))


def on_days(days, start=9 * HOUR, seconds=8 * HOUR):
    """Windows on these days, 0 for Monday."""
    return tuple(Window(day * DAY + start, seconds) for day in days)


def told(shifts):
    return [(one.start.isoformat(), one.end.isoformat(), one.user) for one in shifts]


def rendered(made, since, until, **choices):
    return told(final_shifts(made, utc(since), utc(until), choices=Choices(**choices)))


def layer_shifts(made, zone, since, until, **choices):
    """The shifts of one layer alone."""
    return final_shifts(Schedule(zone, (made,), ()), since, until, choices=Choices(**choices))


def on_call_at(made, instant):
    """Who is on call by layers, or None."""
    people = people_at(made, instant)
    return people[0] if people else None


TURNS = (HOUR, 6 * HOUR, 7 * HOUR, 12 * HOUR, DAY, 36 * HOUR, 2 * DAY, WEEK, 10 * DAY, 2 * WEEK)
windows = st.one_of(
    st.just(()),
    st.builds(
        Window.daily,
        st.integers(0, 47).map(lambda half: half * HOUR // 2),
        st.integers(1, 47).map(lambda half: half * HOUR // 2),
    ),
    st.lists(
        st.builds(
            Window,
            st.integers(0, 335).map(lambda half: half * HOUR // 2),
            st.integers(1, 300).map(lambda half: half * HOUR // 2),
        ),
        max_size=5,
    ).map(tuple),
)


@st.composite
def layers(draw, around):
    """A layer whose rotation begins some days before a moment."""
    ago = timedelta(minutes=30 * draw(st.integers(8 * 48, 40 * 48)))
    start = around - ago + timedelta(seconds=draw(st.integers(0, 6 * DAY)))
    ends = around + timedelta(hours=draw(st.integers(-24, 48)))
    return Layer(
        start=start,
        end=draw(st.sampled_from([None, None, None, ends])),
        virtual_start=around - ago,
        turn_seconds=draw(st.sampled_from(TURNS)),
        users=tuple(draw(st.text("abcd", max_size=5))),
        windows=draw(windows),
    )


@st.composite
def overrides(draw, around):
    start = around + timedelta(seconds=draw(st.integers(-DAY, DAY)))
    return Override(start, start + timedelta(seconds=draw(st.integers(1, DAY))), "o")


@st.composite
def worlds(draw):
    """A schedule, and a moment near which the clocks change somewhere."""
    around = draw(st.sampled_from(CHANGES))
    made = Schedule(
        draw(st.sampled_from(ZONES)),
        tuple(draw(st.lists(layers(around), max_size=3))),
        tuple(draw(st.lists(overrides(around), max_size=2))),
    )
    return made, around
