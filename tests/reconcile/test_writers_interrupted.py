"""Ctrl-C during an apply: what is in flight finishes, and nothing more is sent."""

from threading import Barrier

import httpx
import pytest
from reconcile.crews import shuffled
from reconcile.shift_rotas import shift_based, weekdays
from reconcile.test_writers import ANA, policy, rota, text
from reconcile.wire import is_write
from reconcile.world import changes, results

SKIPPED = ("skipped", "interrupted before its turn")


def test_interrupted_it_finishes_all_that_is_in_flight_and_sends_no_more(bent):
    in_flight, pressed = Barrier(3), []
    bent.how["writers"] = 3

    def press_ctrl_c(request, answer):
        if is_write(request):
            in_flight.wait(10)
            pressed.append(True)
        return answer()

    bent.wire.bend = press_ctrl_c
    made = text(policies=[policy(key) for key in "abcde"])
    done = bent.apply(made, interrupted=lambda: bool(pressed))
    assert done.interrupted
    assert [found for found, _ in results(done).values()] == ["done"] * 3 + ["skipped"] * 2
    assert len(bent.writes()) == 3
    bent.wire.bend = lambda request, answer: answer()
    assert [key for _, _, key in changes(bent.plan(made))] == ["d", "e"]


@pytest.mark.parametrize("writers", [1, 4])
def test_interrupted_while_it_looks_for_what_others_have_made_it_sends_nothing(bent, writers):
    begun, pressed = [], []

    def press_ctrl_c(request, answer):
        pressed.extend([True] * (bool(begun) and request.url.path == "/schedules"))
        return answer()

    bent.wire.bend = press_ctrl_c
    shuffled(bent, writers)
    bent.how["progress"] = begun.append
    done = bent.apply(
        text(schedules=[rota(key) for key in "abcde"]), interrupted=lambda: bool(pressed)
    )
    assert (done.interrupted, bent.writes()) == (True, [])
    assert results(done) == {("schedule", key): SKIPPED for key in "abcde"}


def limited(world, *, from_write):
    """The rate limit is reached by a write, and opens after 50 s; then Ctrl-C is pressed."""
    seen, pressed = [], []

    def bend(request, answer):
        if not is_write(request) or pressed:
            return answer()
        seen.append(request)
        if len(seen) < from_write:
            return answer()
        pressed.append(world.now)
        return httpx.Response(429, headers={"ratelimit-reset": "50"})

    world.wire.bend = bend
    return pressed


@pytest.mark.parametrize("writers", [1, 4])
def test_what_the_rate_limit_holds_back_is_not_sent_after_ctrl_c(bent, writers):
    shuffled(bent, writers)
    pressed = limited(bent, from_write=1)
    done = bent.apply(
        text(policies=[policy(key) for key in "abcde"]), interrupted=lambda: bool(pressed)
    )
    assert (done.interrupted, bent.writes()) == (True, [])
    assert results(done) == {("escalation_policy", key): SKIPPED for key in "abcde"}
    assert (bent.now - pressed[0]).seconds <= 1


def test_a_change_of_several_calls_that_has_begun_waits_for_the_rate_limit_and_ends(bent):
    pressed = limited(bent, from_write=2)
    made = shift_based(weekdays(ANA)) + text(policies=[policy("p")])
    done = bent.apply(made, interrupted=lambda: bool(pressed))
    assert results(done) == {
        ("schedule", "a"): ("done", None),
        ("escalation_policy", "p"): SKIPPED,
    }
    assert (bent.now - pressed[0]).seconds >= 50
