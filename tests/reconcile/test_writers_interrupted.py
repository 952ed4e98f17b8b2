"""Ctrl-C during an apply: what is in flight finishes, and nothing more is sent."""

import pytest
from reconcile.crews import shuffled
from reconcile.test_writers import policy, rota, text
from reconcile.wire import is_write
from reconcile.world import changes, results


def test_interrupted_it_finishes_all_that_is_in_flight_and_sends_no_more(bent):
    pressed = []

    def press_ctrl_c(request, answer):
        pressed.extend([True] * is_write(request))
        return answer()

    bent.wire.bend = press_ctrl_c
    shuffled(bent, 3)
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
    assert results(done) == {
        ("schedule", key): ("skipped", "interrupted before its turn") for key in "abcde"
    }
