"""Different people over the levels of a policy or service."""

import pytest
from promises.asking import PAIR, anchored, broken, policy, schedules, unproved

WEEKLY = f"rotate: weekly, handoff: Mon 09:00, {PAIR}"
FIRST, SECOND = (f"{WEEKLY}, {anchored(who)}" for who in ("a@b.c", "b@b.c"))
APART = schedules(one=(FIRST, None), two=(SECOND, None))
TOGETHER = schedules(one=(FIRST, None), two=(FIRST, None))
ROBIN = ", escalation_rule_assignment_strategy: round_robin"


def test_a_time_with_fewer_is_told():
    assert broken(TOGETHER + policy("distinct_people: 2", "one", "two")) == [
        "no more than one person is on its levels from Mon 2 Mar 2026 10:00 "
        "(Europe/London) on, where 2 are "
        "promised"
    ]


@pytest.mark.parametrize(
    "text",
    [
        APART + policy("distinct_people: 2", "one", "two"),
        TOGETHER + policy("distinct_people: 2", "one", "c@b.c"),
        TOGETHER + policy("distinct_people: 2", "c@b.c", "d@b.c"),
        schedules(one=(WEEKLY, None)) + policy("distinct_people: 2", "one", "c@b.c"),
        TOGETHER + policy("distinct_people: 3", "one", "c@b.c, d@b.c", "one", strategy=""),
    ],
    ids=["turns apart", "a person", "people", "no anchor is needed", "several on a level"],
)
def test_what_is_kept_is_not_mentioned(text):
    all_ = text.replace(
        "c@b.c, d@b.c]", "c@b.c, d@b.c], escalation_rule_assignment_strategy: assign_to_everyone"
    )
    assert (broken(all_), unproved(all_)) == ([], [])


def test_of_a_round_robin_one_person_counts():
    text = APART + policy("distinct_people: 2", "one, c@b.c", strategy=ROBIN)
    assert broken(text) == [
        "no more than one person is on its levels from Mon 2 Mar 2026 10:00 "
        "(Europe/London) on, where 2 are "
        "promised"
    ]


def test_whether_a_level_is_a_round_robin_is_not_guessed():
    text = APART + policy("distinct_people: 2", "one, c@b.c")
    assert (broken(text), unproved(text)) == (
        [],
        [
            "nothing says whether level 1 is a round robin, so what `web` promises is not "
            "proved here"
        ],
    )


def test_where_the_same_people_may_be_on_two_levels_an_anchor_is_needed():
    text = schedules(one=(FIRST, None), two=(WEEKLY, None)) + policy(
        "distinct_people: 2", "one", "two"
    )
    assert unproved(text) == [
        "of schedule `two` nothing says whose turn it is in layer 'L0', so what `web` promises is "
        "not proved here"
    ]


def test_times_about_which_nothing_is_promised_do_not_count():
    days = f"{FIRST}, only: Mon-Fri 09:00-17:00"
    text = schedules(one=(days, None))
    text += policy("distinct_people: 2, coverage: Mon-Fri 09:00-17:00", "one", "c@b.c")
    assert broken(text) == []
    assert (
        len(broken(text.replace("coverage: Mon-Fri 09:00-17:00", "coverage: Mon-Fri 09:00-18:00")))
        == 1
    )
