"""Layers under others that never let them through."""

from lint.rules import found, schedule
from source.saying import expected

BASE = "rotate: weekly, handoff: Mon 09:00, members: [a@b.c, b@b.c]"


def test_it_says_where_it_would_win():
    assert found("hidden-layer", schedule(f"name: A, {BASE}", f"name: B, {BASE}")) == expected("""
        a.yaml:5:9 hidden-layer: the layers above this one hide it for ever: \
nobody is on call by it
          move it further down in the list, where it wins, or delete it
        """)


def test_one_that_shows_at_some_time_is_not_hidden():
    text = schedule(f"name: A, {BASE}", f"name: B, {BASE}, only: Mon-Sat")
    assert found("hidden-layer", text) == ""


def test_one_that_will_show_when_another_ends_is_not_hidden():
    text = schedule(f"name: A, {BASE}", f"name: B, {BASE}, until: 2026-06-01")
    assert found("hidden-layer", text) == ""
