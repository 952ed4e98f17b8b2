"""A plan's text of who is on call, in a terminal with little room beside the times."""

import re

import pytest
from render.test_oncall import ONE, office, shown

from pdsync.render import Style


@pytest.mark.parametrize("color", [True, False])
def test_times_stand_above_names_where_there_is_no_room_beside_them(color):
    now = ONE["now"] | {"new": ["a@x.example"], "was_until": "2026-12-28T09:00:00Z"}
    of_now = [office(day, *"ab") for day in (5, 6)]
    gone = office(8, "a", "", ("09", "10")) | {"new": []}
    row = ONE | {"now": now, "changes": [*of_now, gone]}

    found = shown(row, style=Style(columns=50, color=color))

    plain = [re.sub(r"\x1b\[\d*m", "", line) for line in found]
    assert plain == [
        "Who is on call (next 4 weeks) · Europe/London",
        "  Primary",
        "      now   a@x.example until Mon 28 Dec 09:00,",
        "            was until Mon 28 Dec 09:00",
        "      Tue 5 Jan 2027 to Wed 6 Jan 2027, 09:00-17:00",
        "        a@x.example → b@x.example",
        "    ! Fri 8 Jan 2027 09:00 - 10:00",
        "        nobody (was a@x.example)",
        "      … then all is as before",
    ]
