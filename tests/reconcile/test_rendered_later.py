"""After a write of rotations that leave out a day far ahead: the turns around it are compared."""

import json

import httpx
import pytest
from reconcile.rotas import ANA, BEN, CHLOE
from reconcile.shift_rotas import shift_based, weekdays
from reconcile.world import World, results

DAILY = "shifts: 09:00-17:00"
FAR = "2026-06-10"


class UsesUpTurns(httpx.BaseTransport):
    """A PagerDuty that renders each shift after a day as of whoever comes next, once told to.

    `asked` are the ranges for which it was asked who is on call.
    """

    def __init__(self, inner):
        self.inner = inner
        self.after = "9"
        self.asked = []

    def handle_request(self, request):
        answer = self.inner.handle_request(request)
        if "include[]" not in request.url.params or "since" not in request.url.params:
            return answer
        self.asked.append(tuple(request.url.params[at][:10] for at in ("since", "until")))
        body = json.loads(answer.read())
        shifts = body["schedule"]["final_schedule"]["computed_shift_assignments"]
        members = [one["member"] for one in shifts]
        for number, one in enumerate(shifts[:-1]):
            if one["start_time"] > self.after:
                one["member"] = members[number + 1]
        if shifts[-1]["start_time"] > self.after:
            shifts.pop()
        return httpx.Response(answer.status_code, json=body)


@pytest.fixture
def world():
    made = []

    def around(inner):
        made.append(UsesUpTurns(inner))
        return made[0]

    world = World(around=around)
    world.habit = made[0]
    return world


def daily(days, more=""):
    return shift_based(weekdays(ANA, BEN, CHLOE, shifts=DAILY, more=f", except: [{days}]{more}"))


def ranges(world, text):
    """The ranges that an apply compares."""
    world.habit.asked.clear()
    world.apply(text)
    return world.habit.asked


def test_turns_that_are_counted_otherwise_after_a_far_day_are_a_failure(world):
    world.habit.after = FAR
    assert results(world.apply(daily(FAR)))["schedule", "a"] == (
        "failed",
        "PagerDuty puts Chloe Martin on call from 2026-06-11T09:00:00+01:00 to "
        "2026-06-11T17:00:00+01:00, where the plan has Ben Okafor",
    )


def test_with_several_shifts_per_member_the_turn_after_the_day_is_compared_to_its_end(world):
    world.habit.after = FAR
    ((result, why),) = results(world.apply(daily(FAR, ", per_member: 5"))).values()
    assert (result, why.split(" on call ")[0]) == ("failed", "PagerDuty puts Ana Silva")


def test_turns_that_are_counted_alike_are_no_failure(world):
    assert results(world.apply(daily(FAR)))["schedule", "a"] == ("done", None)


def test_a_far_day_takes_one_request_more_whatever_comes_after_it(world):
    assert ranges(world, daily(f"{FAR}, 2026-08-10, 2026-12-25")) == [
        ("2026-03-02", "2026-03-30"),
        ("2026-06-09", "2026-06-13"),
    ]


@pytest.mark.parametrize("day", ["2026-03-11", "2027-06-10"])
def test_a_day_within_four_weeks_or_after_a_year_takes_none(world, day):
    assert ranges(world, daily(day)) == [("2026-03-02", "2026-03-30")]
