"""Rotations that begin later than PagerDuty takes them."""

from lint.rules import examples, found
from source.saying import expected


def test_it_stands_where_the_beginning_is_written():
    assert found("far-rotation", examples("far-rotation")[0]) == expected("""
        a.yaml:7:15 far-rotation: this rotation begins in more than 12 months, and PagerDuty takes \
no such
          write an earlier `from`, or add the rotation when its time comes
        """)


def test_one_that_begins_within_a_year_is_fine():
    text = examples("far-rotation")[0].replace("2199-01-01", "2026-09-01")
    assert found("far-rotation", text) == ""
