"""Turns that catch a small part of a window."""

from lint.rules import examples, found, schedule
from source.saying import expected

TWO = "members: [a@b.c, b@b.c]"


def test_it_says_which_turn_and_how_little():
    assert found("sliver", examples("sliver")[0]) == expected("""
        a.yaml:7:18 sliver: somebody is on call for only 1h from Mon 00:00 on, \
where most are for 1d: such a turn uses up a member like any other
          let turns change hands when a window begins or between windows
        """)


def test_nothing_is_known_where_hand_offs_are_the_accounts():
    assert found("sliver", schedule(f"name: A, rotate: daily, {TWO}, only: Mon-Fri")) == ""


def test_a_member_alone_loses_nothing():
    text = schedule("rotate: daily, handoff: '01:00', members: [a@b.c], only: Mon-Fri")
    assert found("sliver", text) == ""


def test_a_short_window_that_no_hand_off_cuts_is_meant():
    windows = "only: [Mon-Fri 09:00-17:00, Sat 10:00-12:00]"
    assert found("sliver", schedule(f"rotate: daily, handoff: '00:00', {TWO}, {windows}")) == ""


def test_a_window_over_the_end_of_the_week_is_cut_by_a_hand_off_at_that_end():
    text = schedule(f"rotate: daily, handoff: '00:00', {TWO}, only: [Mon-Sat, Sun 23:00-24:00]")
    assert "only 1h from Sun 23:00 on" in found("sliver", text)
