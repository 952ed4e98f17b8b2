"""Schedules on which nobody is on call at the same time."""

import pytest
from promises.asking import PAIR, anchored, broken, schedules, unproved

WEEKLY = f"rotate: weekly, handoff: Mon 09:00, {PAIR}"
FIRST, SECOND = (f"{WEEKLY}, {anchored(who)}" for who in ("a@b.c", "b@b.c"))
BOTH = "members: [c@b.c, d@b.c]"


def test_the_first_time_at_which_somebody_has_both_is_told():
    text = schedules(one=(FIRST, "not_with: [two]"), two=(FIRST, None))
    assert broken(text) == [
        "a@b.c is on call here and by `two` from Mon 2 Mar 2026 10:00 to Mon 9 Mar 2026 09:00 "
        "(Europe/London)"
    ]


def test_turns_that_never_meet_are_kept_for_ever():
    text = schedules(one=(FIRST, "not_with: [two]"), two=(SECOND, "not_with: [one]"))
    assert (broken(text), unproved(text)) == ([], [])


def test_people_who_are_on_one_alone_need_no_anchor():
    text = schedules(one=(WEEKLY, "not_with: [two]"), two=(WEEKLY.replace(PAIR, BOTH), None))
    assert (broken(text), unproved(text)) == ([], [])


def test_without_an_anchor_it_is_not_proved():
    text = schedules(one=(FIRST, "not_with: [two]"), two=(WEEKLY, None))
    assert (broken(text), unproved(text)) == (
        [],
        [
            "of schedule `two` nothing says whose turn it is in layer 'L0', so what `one` "
            "promises is not proved here"
        ],
    )


def test_that_of_one_that_is_in_the_account_alone_is_not_proved():
    text = schedules(one=(FIRST, "not_with: [{name: Other}]"))
    assert unproved(text) == [
        "schedule `Other` is not known here, so what `one` promises is not proved here"
    ]


@pytest.mark.parametrize(("hour", "told"), [("09:00", 0), ("10:00", 1)])
def test_an_hour_between_two_hand_offs_is_found(hour, told):
    other = SECOND.replace("Mon 09:00", f"Mon {hour}")
    text = schedules(one=(FIRST, "not_with: [two]"), two=(other, None))
    assert len(broken(text)) == told


def test_turns_that_meet_in_some_year_to_come_are_found():
    nine = "members: [a@b.c, c@b.c, d@b.c, e@b.c, f@b.c, g@b.c, h@b.c, i@b.c, j@b.c]"
    ten = nine.replace("a@b.c", "k@b.c").replace("]", ", l@b.c]").replace("c@b.c, ", "a@b.c, ", 1)
    layer = f"rotate: weekly, handoff: Mon 09:00, {nine}, {anchored('a@b.c')}"
    other = f"rotate: weekly, handoff: Mon 09:00, {ten}, {anchored('k@b.c')}"
    (told,) = broken(schedules(one=(layer, "not_with: [two]"), two=(other, None)))
    assert told.startswith("j@b.c is on call here and by `two`")
