"""What fails between the calls that change a running event: nobody is ever without cover."""

import httpx
import pytest
from reconcile.rotas import ANA, BEN, CHLOE
from reconcile.shift_rotas import PAIR, POLICY, events, on_call, shift_based, turns, weekdays
from reconcile.world import World, results

from pdsync.sandbox import Habits

CHANGED = shift_based(weekdays(ANA, BEN, CHLOE))


class Failing(httpx.BaseTransport):
    """Refuses some requests, or loses the answers to them, once it is told to."""

    def __init__(self, inner):
        self.inner = inner
        self.refused = lambda _: False
        self.lost = lambda _: False

    def handle_request(self, request):
        if self.refused(request):
            return httpx.Response(400, json={"error": {"message": "no", "code": 2001}})
        response = self.inner.handle_request(request)
        if self.lost(request):
            raise httpx.ReadError("cut", request=request)
        return response


@pytest.fixture
def failing():
    return World(around=Failing)


def posts_event(request):
    return request.method == "POST" and request.url.path.endswith("/events")


def puts_event(request):
    return request.method == "PUT" and "/events/" in request.url.path


def test_a_refused_successor_leaves_the_running_event_as_it_was(failing):
    failing.applied(shift_based(PAIR))
    failing.wire.refused = posts_event
    done = failing.apply(CHANGED)
    ((result, reason),) = results(done).values()
    assert result == "failed"
    assert reason.endswith("; the previous event was restored")
    ((event,),) = events(failing)
    assert event["effective_until"] is None
    failing.wire.refused = lambda _: False
    failing.applied(CHANGED)


def test_a_successor_that_comes_after_the_end_is_a_failure_that_says_so(failing):
    failing.applied(shift_based(PAIR))

    def late(request):
        if posts_event(request):
            failing.sleep(31 * 60)
        return False

    failing.wire.refused = late
    ((result, reason),) = results(failing.apply(CHANGED)).values()
    assert (result, reason) == (
        "failed",
        "coverage gap: the old event ended at 2026-03-02T10:30:00Z, its successor was created "
        "only at 2026-03-02T10:31:00Z; nobody had its shifts in between",
    )


def test_an_end_without_an_answer_is_undone_as_well(failing):
    failing.applied(shift_based(PAIR))
    ends = []

    def first_end(request):
        if puts_event(request) and b'"effective_until": null' not in request.read():
            ends.append(request)
        return len(ends) > 0 and request is ends[-1]

    failing.wire.lost = first_end
    failing.apply(CHANGED)
    ((event, *_),) = events(failing)
    assert event["effective_until"] is None


def test_a_successor_moves_back_where_the_end_before_it_does_not_follow(failing):
    def begins(day):
        return shift_based(weekdays(CHLOE, BEN, more=f", from: 2026-{day} 09:00"))

    failing.applied(shift_based(PAIR))
    failing.applied(begins("04-03"))
    failing.wire.refused = lambda request: (
        b"2026-05-01" in request.read() and b"effective_since" not in request.read()
    )
    assert [one for one, _ in results(failing.apply(begins("05-01"))).values()] == ["failed"]
    ((old, new),) = events(failing)
    assert old["effective_until"] == new["effective_since"] == "2026-04-03T08:00:00Z"


def test_what_cannot_be_undone_is_said(failing):
    failing.applied(shift_based(PAIR))
    seen = []

    def after_the_end(request):
        seen.append(posts_event(request))
        return any(seen) and request.method != "GET"

    failing.wire.refused = after_the_end
    ((result, reason),) = results(failing.apply(CHANGED)).values()
    assert result == "failed"
    assert "could not be undone, look at it now" in reason


def test_a_successor_whose_answer_was_lost_is_found(failing):
    failing.applied(shift_based(PAIR))
    once = []

    def first(request):
        once.append(posts_event(request))
        return once.count(True) == 1 and once[-1]

    failing.wire.lost = first
    assert [one for one, _ in results(failing.apply(CHANGED)).values()] == ["done"]
    ((_, new),) = events(failing)
    assert new["effective_until"] is None
    assert turns(failing, 2) == ["ana", "ben", "chloe"]


def test_a_rotation_whose_answer_was_lost_is_found(failing):
    once = []

    def first(request):
        once.append(request.method == "POST" and request.url.path.endswith("/rotations"))
        return once.count(True) == 1 and once[-1]

    failing.wire.lost = first
    failing.applied(shift_based(PAIR))
    assert len(events(failing)) == 1


def test_a_schedule_left_half_made_is_completed_by_the_next_apply(failing):
    failing.wire.refused = posts_event
    done = failing.apply(shift_based(PAIR) + POLICY)
    assert [one for one, _ in results(done).values()] == ["failed", "skipped"]
    failing.wire.refused = lambda _: False
    failing.applied(shift_based(PAIR) + POLICY)
    assert len(events(failing)) == 1


def test_a_policy_does_not_turn_to_a_schedule_that_does_not_show_whole(failing):
    hidden = Hidden(failing.wire.inner)
    failing.wire.inner = hidden
    done = failing.apply(shift_based(PAIR) + POLICY)
    assert results(done) == {
        ("schedule", "a"): (
            "failed",
            "PagerDuty took every call, but does not show all of it: nothing is moved to it",
        ),
        ("escalation_policy", "p"): ("skipped", "it needs schedule `a`, which is failed"),
    }


class Hidden(httpx.BaseTransport):
    """Shows every rotation without anything in it."""

    def __init__(self, inner):
        self.inner = inner

    def handle_request(self, request):
        response = self.inner.handle_request(request)
        response.read()
        body = response.json() if response.content else {}
        for rotation in (body.get("schedule") or {}).get("rotations") or ():
            rotation["events"] = []
        return httpx.Response(response.status_code, json=body) if body else response


@pytest.mark.parametrize("seed", range(8))
def test_on_bad_days_somebody_is_always_on_call(seed):
    calm = World()
    calm.applied(shift_based(weekdays(ANA, BEN, shifts="rotate: daily", more="")))
    bad = World(account=calm.account, habits=Habits(rate_limit=0, hostile=seed))
    bad.now = calm.now
    bad.apply(shift_based(weekdays(ANA, BEN, CHLOE, shifts="rotate: daily", more="")))
    calm.now = bad.now
    days = {start[:10] for start, who in on_call(calm, 2) if who != "nobody"}
    assert len(days) >= 14
