"""The sandbox's walk through recurrences against a library that it does not use."""

from datetime import datetime, timedelta

from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from pdsync.sandbox._recurrence import DAYS, FREQUENCIES, read_recurrence

FIRST = datetime(2024, 1, 29, 9, 30)  # noqa: DTZ001 - a wall clock
SPAN = timedelta(days=150)
# Some of these lie on occurrences, some do not.
TIMES = st.integers(0, 120).map(lambda day: f"{FIRST + timedelta(days=day):%Y%m%dT%H%M%S}")


@st.composite
def lines(draw):
    every = draw(st.sampled_from(FREQUENCIES))
    parts = [f"FREQ={every}"]
    if draw(st.booleans()):
        parts.append(f"INTERVAL={draw(st.integers(1, 30))}")
    if draw(st.booleans()):
        days = draw(st.lists(st.sampled_from(DAYS), min_size=1, unique=True))
        parts.append(f"BYDAY={','.join(days)}")
    if draw(st.booleans()):
        parts.append(f"WKST={draw(st.sampled_from(DAYS))}")
    end = draw(st.sampled_from(["", "COUNT", "UNTIL"]))
    if end:
        parts.append(f"{end}={draw(st.integers(1, 40) if end == 'COUNT' else TIMES)}")
    dates = draw(st.dictionaries(st.sampled_from(["EXDATE", "RDATE"]), TIMES))
    return [f"RRULE:{';'.join(parts)}", *(f"{name}:{time}" for name, time in dates.items())]


@given(lines(), st.integers(0, 30), st.integers(0, 23))
def test_the_walk_finds_what_the_library_finds(lines, day, hour):
    first = FIRST + timedelta(days=day, hours=hour)
    ours = read_recurrence(lines, "Etc/UTC").occurrences(first, first + SPAN)
    library = rrulestr("\n".join(lines), dtstart=first, forceset=True)
    assert ours == list(library.between(first, first + SPAN, inc=True))
