"""Rotations that PagerDuty's own editor cannot open."""

import pytest
from lint.rules import examples, found
from source.saying import expected

BAD = examples("uneditable-rotation")[0]


def test_it_says_how_many_shifts_a_week_has():
    assert found("uneditable-rotation", BAD) == expected("""
        a.yaml:7:21 uneditable-rotation: PagerDuty's own editor cannot open this rotation: 3 of 5 \
shifts a week for each member
          write `per_member: 5` for a week each, or edit it here alone
        """)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("per_member: 3", "per_member: 10"),
        ("per_member: 3", "everyone: true"),
        ("Mon-Fri 09:00-17:00", "09:00-17:00"),
        (", ben@acme.example", ""),
    ],
)
def test_whole_weeks_shifts_every_day_and_one_person_alone_are_fine(old, new):
    assert found("uneditable-rotation", BAD.replace(old, new)) == ""
