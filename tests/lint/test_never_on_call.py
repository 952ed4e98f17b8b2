"""Layers and schedules that never put anybody on call."""

import pytest
from lint.rules import found, schedule
from source.saying import expected

LAUNCH = "rotate: weekly, members: [a@b.c], only: Sat, from: 2026-03-09, until: 2026-03-13"


def test_windows_outside_the_life_of_a_layer():
    assert found("never-on-call", schedule(LAUNCH)) == expected("""
        a.yaml:5:50 never-on-call: none of these windows is open while the layer lasts: \
it puts nobody on call
          move the windows, or `from` and `until`
        """)


def test_a_schedule_without_layers():
    text = "schedules: {a: {time_zone: Europe/London, layers: []}}"
    assert found("never-on-call", text) == expected("""
        a.yaml:1:43 never-on-call: nobody is ever on call by a schedule without layers
          write a layer with `rotate`, `handoff` and `members`, or delete the schedule
        """)


@pytest.mark.parametrize("value", ["[]", "null", ""])
def test_a_schedule_without_rotations(value):
    text = f"schedules:\n  a:\n    time_zone: Europe/London\n    rotations: {value}\n"
    assert found("never-on-call", text) == expected("""
        a.yaml:4:5 never-on-call: nobody is ever on call by a schedule without rotations
          write a rotation with `shifts` and `members`, or delete the schedule
        """)


def test_a_layer_that_is_over_is_no_news():
    assert found("never-on-call", schedule(LAUNCH.replace("2026-03", "2026-02"))) == ""
