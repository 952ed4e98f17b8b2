"""Lines of an apply under way fit the terminal, however long the names are."""

import pytest

from pdsync.render import Style
from pdsync.render.plan import outcome_line, progress_line

NARROW, WIDE = Style(columns=50), Style(columns=100)
LONG = {
    "action": "create",
    "kind": "service",
    "key": "intrusion-detection",
    "name": "Intrusion Detection and Prevention",
    "id": None,
    "outcome": "done",
    "reason": None,
}


@pytest.mark.parametrize(
    ("others", "line"),
    [
        (0, '   3/17 + service intrusion-detection  "Intrusion…'),
        (2, "   3/17 + service intrusion-detection…, and 2 more"),
    ],
)
def test_what_is_under_way_is_one_line(others, line):
    assert progress_line(3, 17, LONG, NARROW, others=others) == line


def test_a_name_that_is_too_long_goes_on_below():
    assert outcome_line(3, 17, LONG, NARROW).splitlines() == [
        "   3/17 done     + service intrusion-detection",
        '                   "Intrusion Detection and',
        '                   Prevention"',
    ]


def test_what_fits_is_as_it_was():
    named = 'service intrusion-detection  "Intrusion Detection and Prevention"'
    assert outcome_line(3, 17, LONG, WIDE) == f"   3/17 done     + {named}"
    assert progress_line(3, 17, LONG, WIDE, others=1) == f"   3/17 + {named}, and 1 more"
