"""The sandbox's walk through recurrences against a library that it does not use."""

from datetime import datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from examples import at_most
from hypothesis import given
from hypothesis import strategies as st
from oncall.making_rules import DAYS, calendar_rules

from pdsync.sandbox._errors import Bad
from pdsync.sandbox.schedules.recurrence import read_recurrence

FIRST = datetime(2024, 1, 29, 9, 30)  # noqa: DTZ001 - a wall clock
SPAN = timedelta(days=150)
# Some of these lie on occurrences, some do not.
TIMES = st.integers(0, 120).map(lambda day: f"{FIRST + timedelta(days=day):%Y%m%dT%H%M%S}")


@st.composite
def lines(draw):
    rule = draw(calendar_rules())
    if "COUNT" not in rule and draw(st.booleans()):
        rule += f";UNTIL={draw(TIMES)}"
    dates = draw(st.dictionaries(st.sampled_from(["EXDATE", "RDATE"]), TIMES))
    return [f"RRULE:{rule}", *(f"{name}:{time}" for name, time in dates.items())]


def library(lines, first, until):
    """What it finds; it chooses positions in a first week only of the days that are left of it."""
    try:
        return list(
            rrulestr("\n".join(lines), dtstart=first, forceset=True).between(first, until, inc=True)
        )
    except ValueError:  # it finds that there can be none
        return None


@at_most(25)  # the library takes a second for some rules
@given(lines(), st.integers(0, 30), st.integers(0, 23))
def test_the_walk_finds_what_the_library_finds(lines, day, hour):
    first = FIRST + timedelta(days=day, hours=hour)
    if "WEEKLY" in lines[0] and "BYSETPOS" in lines[0]:
        start = next((one for one in lines[0].split(";") if one.startswith("WKST")), "WKST=MO")
        first += timedelta((DAYS.index(start[-2:]) - first.weekday()) % 7)
    theirs = library(lines, first, first + SPAN)
    ours = read_recurrence(lines, "Etc/UTC").occurrences(first, first + SPAN)
    assert theirs is None or ours == theirs


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=DAILY;BYSECOND=1",
        "FREQ=DAILY;BYHOUR=9,10",
        "FREQ=DAILY;BYHOUR=24",
        "FREQ=YEARLY;BYMONTH=0",
        "FREQ=YEARLY;BYMONTH=-1",
        "FREQ=MONTHLY;BYMONTHDAY=40",
        "FREQ=MONTHLY;BYDAY=0MO",
        "FREQ=DAILY;FREQ=DAILY",
    ],
)
def test_a_rule_that_the_sandbox_does_not_know_is_refused(rule):
    with pytest.raises(Bad, match="RRULE"):
        read_recurrence([f"RRULE:{rule}"], "Etc/UTC")
