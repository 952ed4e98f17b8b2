"""What `lint --base` takes for worse, against a slow look at every half hour before and after.

Plans, which take much longer, are compared with it.

All hand-offs and windows of the random schedules are at whole hours.
"""

import pytest
from examples import at_most
from hypothesis import given
from hypothesis import strategies as st
from lint.rules import DATABASES, NOW
from organisation import ANA, BEN, CHLOE, DANIEL
from promises.asking import policy, schedules
from promises.test_minute_by_minute import PEOPLE, hours_of_weeks, on_call, rests, rotas, shifts
from reconcile.world import World

from pdsync.lint import Base, LintContext, checked
from pdsync.source import load_texts

pytestmark = pytest.mark.hypothesis


def read(text):
    return load_texts({"pdsync.yaml": "stack: acme\n", "a.yaml": text})


def verdict(before, after):
    """None where the promise is kept after, else the severity of what is told of it."""
    context = LintContext(NOW, DATABASES, base=Base("main", read(before)))
    found = [one for one in checked(read(after), context).told if one.rule == "broken-promise"]
    return found[0].severity.value if found else None


def expected(lost, broken):
    """An error where time that was kept is lost, a warning where only what was broken is."""
    if not broken:
        return None
    return "error" if lost else "warning"


def by_time(before, after):
    """What is to be told of two lists that say at each step whether it is not kept."""
    lost = any(now and not was for was, now in zip(before, after, strict=True))
    return expected(lost, any(after))


@at_most(25)
@given(rotas, rotas)
def test_cover_that_is_lost_at_any_time_is_worse(was, now):
    before, after = (schedules(one=(rota.text, "coverage: always")) for rota in (was, now))
    steps = [[who is None for who in on_call(rota)] for rota in (was, now)]
    assert verdict(before, after) == by_time(*steps)


@at_most(25)
@given(rotas, rotas, rotas, rotas)
def test_being_on_call_twice_at_any_new_time_is_worse(one, two, new_one, new_two):
    sides = ((one, two), (new_one, new_two))
    before, after = (
        schedules(one=(left.text, "not_with: [two]"), two=(right.text, None))
        for left, right in sides
    )
    steps = [
        [
            bool(who) and who == other
            for who, other in zip(on_call(left), on_call(right), strict=True)
        ]
        for left, right in sides
    ]
    assert verdict(before, after) == by_time(*steps)


@at_most(25)
@given(rotas, rotas, rotas, rotas, st.sampled_from(["answers_within: 15m", "distinct_people: 2"]))
def test_fewer_people_at_any_time_are_worse(one, two, new_one, new_two, promise):
    least = 2 if "people" in promise else 1
    sides = ((one, two), (new_one, new_two))
    before, after = (
        schedules(one=(left.text, None), two=(right.text, None)) + policy(promise, "one", "two")
        for left, right in sides
    )
    missing = [
        [
            max(0, least - len({who, other} - {None}))
            for who, other in zip(on_call(left), on_call(right), strict=True)
        ]
        for left, right in sides
    ]
    lost = any(now > was for was, now in zip(*missing, strict=True))
    assert verdict(before, after) == expected(lost, any(missing[1]))


@at_most(25)
@given(rotas, rotas, st.sampled_from([11, 12, 16, 24, 36]))
def test_a_shorter_rest_than_any_before_is_worse(was, now, hours):
    before, after = (schedules(one=(rota.text, f"min_rest: {hours}h")) for rota in (was, now))
    short = [
        [
            hours - rest.total_seconds() / 3600
            for rest in rests(rota)
            if rest.total_seconds() < hours * 3600
        ]
        for rota in (was, now)
    ]
    found = verdict(before, after)
    if not short[1]:
        assert found is None
    elif not short[0] or max(short[1]) > max(short[0]):
        assert found == "error"
    elif sum(short[1]) <= sum(short[0]):
        assert found == "warning"


@at_most(25)
@given(rotas, rotas, st.sampled_from([8, 9, 12, 24, 168]))
def test_a_longer_shift_than_any_before_is_worse(was, now, hours):
    before, after = (
        schedules(one=(rota.text, f"max_consecutive: {hours}h")) for rota in (was, now)
    )
    over = [
        [
            length
            for theirs in shifts(rota).values()
            for start, end in theirs
            if (length := (end - start).total_seconds() / 3600 - hours) > 0
        ]
        for rota in (was, now)
    ]
    found = verdict(before, after)
    if not over[1]:
        assert found is None
    elif not over[0] or max(over[1]) > max(over[0]):
        assert found == "error"


@at_most(25)
@given(rotas, rotas, st.sampled_from([40, 56, 72, 84, 96, 120]))
def test_a_longer_week_than_any_before_is_worse(was, now, hours):
    before, after = (
        schedules(one=(rota.text, f"max_hours_per_week: {hours}h")) for rota in (was, now)
    )
    over = [
        [more for week in hours_of_weeks(rota) if (more := week - hours) > 0] for rota in (was, now)
    ]
    found = verdict(before, after)
    if not over[1]:
        assert found is None
    elif not over[0] or max(over[1]) > max(over[0]):
        assert found == "error"
    elif sum(over[1]) <= sum(over[0]):
        assert found == "warning"


def planned(before, after):
    """The same of a plan, from an account that is as before, promises apart."""
    for who, known in zip(PEOPLE, (ANA, BEN, CHLOE, DANIEL), strict=True):
        before, after = before.replace(who, known), after.replace(who, known)
    world = World()
    world.applied("".join(line for line in before.splitlines(True) if "expect:" not in line))
    found = [one for one in world.plan(after).diagnostics if one.rule == "broken-promise"]
    return found[0].severity.value if found else None


PROMISES = (
    "coverage: always",
    "not_with: [two]",
    *(f"min_rest: {hours}h" for hours in (12, 24, 36)),
    *(f"max_consecutive: {hours}h" for hours in (8, 24, 167)),
    *(f"max_hours_per_week: {hours}h" for hours in (40, 84, 120)),
)
OF_LEVELS = ("coverage: always", "answers_within: 15m", "distinct_people: 2")


@pytest.mark.slow
@at_most(10)
@given(rotas, rotas, rotas, st.sampled_from(PROMISES))
def test_a_plan_and_lint_take_the_same_of_a_schedule_for_worse(was, now, two, promise):
    before, after = (
        schedules(one=(rota.text, promise), two=(two.text, None)) for rota in (was, now)
    )
    assert planned(before, after) == verdict(before, after)


@pytest.mark.slow
@at_most(10)
@given(rotas, rotas, rotas, rotas, st.sampled_from(OF_LEVELS))
def test_a_plan_and_lint_take_the_same_of_levels_for_worse(one, two, new_one, new_two, promise):
    before, after = (
        schedules(one=(left.text, None), two=(right.text, None)) + policy(promise, "one", "two")
        for left, right in ((one, two), (new_one, new_two))
    )
    assert planned(before, after) == verdict(before, after)
