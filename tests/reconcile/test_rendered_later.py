"""After a write of rotations that leave out a day far ahead: the turns around it are compared."""

import json
from datetime import date

import httpx
import pytest
from reconcile.rotas import ANA, BEN, CHLOE
from reconcile.shift_rotas import shift_based, weekdays
from reconcile.world import World, results

DAILY = "shifts: 09:00-17:00"
FAR = "2026-06-10"


class UsesUpTurns(httpx.BaseTransport):
    """A PagerDuty that renders each shift after a day as of whoever comes next, once told to.

    Or, once told that it `counts_all`, the shifts of a daily rule as if one that is left out used
    up a turn. `asked` are the ranges for which it was asked who is on call.
    """

    def __init__(self, inner):
        self.inner = inner
        self.after = "9"
        self.counts_all = False
        self.asked = []

    def handle_request(self, request):
        answer = self.inner.handle_request(request)
        if "include[]" not in request.url.params or "since" not in request.url.params:
            return answer
        self.asked.append(tuple(request.url.params[at][:10] for at in ("since", "until")))
        body = json.loads(answer.read())
        if self.counts_all:
            counted_all(body["schedule"])
        shifts = body["schedule"]["final_schedule"]["computed_shift_assignments"]
        members = [one["member"] for one in shifts]
        for number, one in enumerate(shifts[:-1]):
            if one["start_time"] > self.after:
                one["member"] = members[number + 1]
        if shifts[-1]["start_time"] > self.after:
            shifts.pop()
        return httpx.Response(answer.status_code, json=body)


def counted_all(schedule):
    """Give each shift of the one daily event to whoever has it when every day is counted."""
    ((event,),) = (rotation["events"] for rotation in schedule["rotations"])
    first = date.fromisoformat(event["start_time"]["date_time"][:10])
    strategy = event["assignment_strategy"]
    for one in schedule["final_schedule"]["computed_shift_assignments"]:
        number = (date.fromisoformat(one["start_time"][:10]) - first).days
        members = strategy["members"]
        one["member"] = members[number // strategy["shifts_per_member"] % len(members)]


@pytest.fixture
def world():
    return World(around=UsesUpTurns)


def daily(days, more=""):
    return shift_based(weekdays(ANA, BEN, CHLOE, shifts=DAILY, more=f", except: [{days}]{more}"))


def ranges(world, text):
    """The ranges that an apply compares."""
    world.wire.asked.clear()
    world.apply(text)
    return world.wire.asked


def test_turns_that_are_counted_otherwise_after_a_far_day_are_a_failure(world):
    world.wire.after = FAR
    assert results(world.apply(daily(FAR)))["schedule", "a"] == (
        "failed",
        "PagerDuty puts Chloe Martin on call from 2026-06-11T09:00:00+01:00 to "
        "2026-06-11T17:00:00+01:00, where the plan has Ben Okafor",
    )


def test_with_several_shifts_per_member_the_turn_after_the_day_is_compared_to_its_end(world):
    world.wire.after = FAR
    ((result, why),) = results(world.apply(daily(FAR, ", per_member: 5"))).values()
    assert (result, why.split(" on call ")[0]) == ("failed", "PagerDuty puts Ana Silva")


def test_turns_that_are_counted_alike_are_no_failure(world):
    assert results(world.apply(daily(FAR)))["schedule", "a"] == ("done", None)


def test_days_far_ahead_take_a_request_each_and_those_next_to_each_other_one(world):
    assert ranges(world, daily(f"{FAR}, 2026-06-12, 2026-08-10, 2026-12-25")) == [
        ("2026-03-02", "2026-03-30"),
        ("2026-06-09", "2026-06-15"),
        ("2026-08-09", "2026-08-13"),
        ("2026-12-24", "2026-12-28"),
    ]


def test_a_day_behind_another_is_compared_too(world):
    world.wire.after = "2026-12-25"
    ((result, why),) = results(world.apply(daily(f"{FAR}, 2026-12-25"))).values()
    assert (result, why.split(" to ")[0]) == (
        "failed",
        "PagerDuty puts Ben Okafor on call from 2026-12-26T09:00:00+00:00",
    )


def test_of_many_days_those_nearest_to_each_other_are_compared_at_once(world):
    days = ", ".join(f"2026-{month:02}-10" for month in range(4, 13))
    (_, *far) = ranges(world, daily(f"{days}, 2027-01-10, 2027-02-10"))
    assert (len(far), far[0][0], far[-1][1]) == (6, "2026-04-09", "2027-02-13")


def test_a_date_that_leaves_nothing_out_is_not_asked_for_and_hides_none_behind_it(world):
    rule = "[RRULE:FREQ=DAILY, 'EXDATE:20260610T120000Z,20260810T080000Z']"
    shifts = f"shifts: {{start: 2026-03-02 09:00, length: 8h, rrule: {rule}}}"
    text = shift_based(weekdays(ANA, BEN, CHLOE, shifts=shifts, more=""))
    assert ranges(world, text)[1:] == [("2026-08-09", "2026-08-13")]


@pytest.mark.parametrize("left_out", ["2026-03-04", "2026-03-28", "2026-08-10, 2026-08-11"])
@pytest.mark.parametrize("per_member", [1, 3])
def test_an_account_in_which_a_shift_left_out_uses_up_a_turn_is_seen(world, left_out, per_member):
    world.wire.counts_all = True
    ((result, why),) = results(world.apply(daily(left_out, f", per_member: {per_member}"))).values()
    assert (result, "where the plan has" in why) == ("failed", True)


def test_an_account_in_which_it_does_is_no_failure_where_nothing_is_left_out(world):
    world.wire.counts_all = True
    assert results(world.apply(daily("", ", per_member: 3")))["schedule", "a"] == ("done", None)


@pytest.mark.parametrize("day", ["2026-03-11", "2027-06-10"])
def test_a_day_within_four_weeks_or_after_a_year_takes_none(world, day):
    assert ranges(world, daily(day)) == [("2026-03-02", "2026-03-30")]
