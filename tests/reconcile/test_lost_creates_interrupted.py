"""Ctrl-C while PagerDuty is waited for: a lost create is looked for no longer, and told as such."""

from datetime import timedelta

import httpx
import pytest
from reconcile.crews import shuffled
from reconcile.shift_rotas import events, shift_based, weekdays
from reconcile.test_writers import ANA, policy, text
from reconcile.wire import is_write
from reconcile.world import changes, results

MADE = text(policies=[policy("a"), policy("b")])
LATE = timedelta(seconds=20)
NOT_AWAITED = (
    "POST /escalation_policies: the connection to api.pagerduty.com broke off; it was looked for "
    "until Ctrl-C, and whether it was made is not known: it may show late, so wait half a minute, "
    "then make a new plan to see (check the network, the proxy settings (HTTPS_PROXY, NO_PROXY) "
    "and the address (PAGERDUTY_SERVICE_REGION, --api-url))"
)


def losing(world, path, *, late=timedelta(0), arrives=True):
    """Lose the answer to the first write to a path, which shows after some time, if it arrives.

    Returns when it was lost, and the reads of the path since.
    """
    lost, looks = [], []

    def bend(request, answer):
        if not lost and is_write(request) and request.url.path.endswith(path):
            if arrives:
                answer()
            lost.append(world.now)
            raise httpx.ReadError("gone", request=request)
        if not lost or is_write(request) or not request.url.path.endswith(path):
            return answer()
        looks.append(request)
        response = answer()
        if world.now - lost[0] >= late:
            return response
        body = httpx.Response(200, content=response.read()).json()
        (plural,) = (name for name, value in body.items() if isinstance(value, list))
        return httpx.Response(200, json={**body, plural: [], "total": 0})

    world.wire.bend = bend
    return lost, looks


def after(world, seconds, lost):
    """Ctrl-C so many seconds after an answer was lost."""
    return lambda: bool(lost) and world.now - lost[0] >= timedelta(seconds=seconds)


@pytest.mark.parametrize("writers", [1, 4])
@pytest.mark.parametrize("arrives", [True, False])
@pytest.mark.parametrize("seconds", [0, 4])
def test_a_lost_create_is_looked_for_until_ctrl_c_and_the_next_run_settles_it(
    bent, writers, arrives, seconds
):
    shuffled(bent, writers)
    lost, looks = losing(bent, "/escalation_policies", late=LATE, arrives=arrives)
    done = bent.apply(MADE, interrupted=after(bent, seconds, lost))
    assert done.interrupted
    assert ("unknown", NOT_AWAITED) in results(done).values()
    assert bent.now - lost[0] <= timedelta(seconds=seconds + 1)
    assert len(looks) >= 1
    bent.wire.bend = lambda request, answer: answer()
    left = 2 - len([one for one in results(done).values() if one[0] == "done"]) - arrives
    assert len(changes(bent.plan(MADE))) == left
    bent.applied(MADE)
    names = [one["name"] for one in bent.get("/escalation_policies")["escalation_policies"]]
    assert (names.count("a"), names.count("b")) == (1, 1)


def test_after_ctrl_c_a_lost_create_that_shows_at_once_is_done(bent):
    lost, looks = losing(bent, "/escalation_policies")
    done = bent.apply(MADE, interrupted=after(bent, 0, lost))
    assert [result for result, _ in results(done).values()] == ["done", "skipped"]
    assert (len(looks), bent.now - lost[0]) == (1, timedelta(0))


def test_what_has_begun_is_looked_for_after_ctrl_c_and_comes_to_its_end(bent):
    lost, _ = losing(bent, "/events", late=LATE)
    done = bent.apply(shift_based(weekdays(ANA)), interrupted=after(bent, 0, lost))
    bent.wire.bend = lambda request, answer: answer()
    assert len(events(bent)) == 1
    assert bent.now - lost[0] >= LATE
    assert done.interrupted


def test_after_ctrl_c_a_schedule_is_not_waited_for_until_it_shows_whole(bent):
    pressed = []

    def bend(request, answer):
        if request.url.path.endswith("/events") and is_write(request):
            pressed.append(bent.now)
        response = answer()
        if not pressed or is_write(request) or not request.url.path.startswith("/v3/schedules/"):
            return response
        body = httpx.Response(200, content=response.read()).json()
        return httpx.Response(200, json={"schedule": {**body["schedule"], "rotations": []}})

    bent.wire.bend = bend
    done = bent.apply(shift_based(weekdays(ANA)), interrupted=lambda: bool(pressed))
    reason = (
        "PagerDuty took every call, but was not waited for until it showed all of it: nothing is "
        "moved to it"
    )
    assert results(done) == {("schedule", "a"): ("failed", reason)}
    assert bent.now - pressed[0] <= timedelta(seconds=1)


def test_after_ctrl_c_a_deletion_that_is_refused_is_not_tried_again(bent):
    bent.applied(text(teams=["a", "b"], policies=[policy("p", teams="[a]")]))
    pressed = []

    def in_use(request, answer):
        if request.method != "DELETE" or "/teams/" not in request.url.path:
            return answer()
        pressed.append(bent.now)
        return httpx.Response(400, json={"error": {"message": "In use", "code": 2001}})

    bent.wire.bend = in_use
    bent.apply(text(teams=["b"]), interrupted=lambda: bool(pressed))
    assert (len(pressed), bent.now) == (1, pressed[0])


def test_a_lost_create_that_cannot_be_looked_for_is_unknown(bent):
    lost, _ = losing(bent, "/escalation_policies")
    lose = bent.wire.bend

    def bend(request, answer):
        if lost and not is_write(request):
            return httpx.Response(403, json={"error": {"message": "No", "code": 2010}})
        return lose(request, answer)

    bent.wire.bend = bend
    done = bent.apply(text(policies=[policy("a")]))
    ((result, reason),) = results(done).values()
    assert result == "unknown"
    assert "broke off; it could not be looked for: GET /escalation_policies: 403 No" in reason
