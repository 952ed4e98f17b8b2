"""Lines of a calendar are folded and escaped so that any reader gets back what was written."""

import re
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pdsync.oncall import Shift
from pdsync.render.agenda import Names, calendar
from pdsync.roster import ShiftEvent, Topic

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def summary(text):
    """What a reader makes of the calendar's one summary."""
    (line,) = [
        line for line in text.replace("\r\n ", "").split("\r\n") if line.startswith("SUMMARY:")
    ]
    return re.sub(r"\\(.)", r"\1", line.removeprefix("SUMMARY:"))


@given(st.text(st.characters(exclude_categories=["C", "Z"]), max_size=300))
def test_any_name_survives_and_no_line_is_long(name):
    shift = Shift(NOON, NOON + timedelta(hours=1), "ana@acme.example")

    event = ShiftEvent(shift, "", NOON)

    text = calendar([(Topic("schedule", "x", "x", name), event)], Names(), "policies/", NOON)

    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert summary(text).startswith("ana@acme.example on call: ")
    assert "\n" not in text.replace("\r\n", "")
    if name.isascii():
        assert summary(text) == f"ana@acme.example on call: {name}"
