"""Rotations that begin later than PagerDuty takes them."""

from lint.rules import examples, found
from reconcile.world import World, said
from source.saying import expected


def test_it_stands_where_the_beginning_is_written():
    assert found("far-rotation", examples("far-rotation")[0]) == expected("""
        a.yaml:7:15 far-rotation: this begins in more than 12 months, and PagerDuty takes no \
such rotation
          write an earlier `from`, or add it when its time comes
        """)


def test_one_that_begins_within_a_year_is_fine():
    text = examples("far-rotation")[0].replace("2199-01-01", "2026-09-01")
    assert found("far-rotation", text) == ""


EVENTS = """\
schedules:
  support:
    time_zone: Europe/London
    rotations:
      - events:
          - shifts: Mon-Fri 09:00-17:00
            members: [ana.silva@acme.example]
            until: 2099-01-01 09:00
          - shifts: Mon-Fri 09:00-17:00
            members: [ben.okafor@acme.example]
            from: 2099-01-01 09:00
"""


def test_of_events_the_one_that_is_far_is_marked():
    assert found("far-rotation", EVENTS).startswith("a.yaml:11:19 far-rotation: ")


def test_a_plan_says_it_too():
    message = "this begins in more than 12 months, and PagerDuty takes no such rotation"
    plan = World().plan(EVENTS)
    assert (said(plan), plan.is_broken) == (
        [("far-rotation", "policies.yaml:11:19", message)],
        True,
    )
