"""Writes that collide: the signs of it, and that each then waits for those before it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import httpx
import pytest
from api.test_retry import attempt, delete, post, read
from api.wire import Script, client, error

from pdsync.errors import PdsyncError

DONE = httpx.Response(200, json={})
LIMITED = httpx.Response(429, headers={"ratelimit-reset": "1"})


def put(api, number=1):
    return api.send("PUT", f"/x/{number}", {}, repeatable=True)


def collision(*answers, act=put):
    """What the client takes for a sign, after these answers to one write after another."""
    with client(Script(*answers)) as api:
        for _ in range(4):
            try:
                act(api)
            except PdsyncError:
                break
        return api.collision


SIGNS = {
    "a conflict": ([error(409, "Conflict"), DONE], "PUT /x/1: 409 Conflict"),
    "a version": (
        [error(400, "Invalid Input Provided", 2001, ["Version Conflict"]), DONE],
        "PUT /x/1: 400 Invalid Input Provided (code 2001): Version Conflict",
    ),
    "a lock": (
        [error(400, "License error: account could not be locked"), DONE],
        "PUT /x/1: 400 License error: account could not be locked",
    ),
    "another lock": (
        [error(400, "Invalid Input Provided", 2001, ["Schedule is locked"])],
        "PUT /x/1: 400 Invalid Input Provided (code 2001): Schedule is locked",
    ),
    "a failure": ([error(502), DONE], "PUT /x/1: 502 Bad Gateway"),
    "a burst": ([LIMITED, LIMITED, LIMITED, DONE], "PUT /x/1: 429 Too Many Requests"),
}
NONE = {
    "success": [DONE],
    "a refusal": [error(400, "No", 2001)],
    "two that are too many": [LIMITED, LIMITED, DONE],
    "too many now and then": [LIMITED, LIMITED, DONE, LIMITED, DONE],
    "a cut": [httpx.ReadError("gone"), DONE],
}


@pytest.mark.parametrize("what", SIGNS)
def test_a_sign_that_writes_collide_is_told_by_the_first_answer(what):
    answers, said = SIGNS[what]
    assert collision(*answers) == said


@pytest.mark.parametrize("what", NONE)
def test_no_sign_of_it_is(what):
    assert collision(*NONE[what]) is None


def test_what_a_read_is_told_is_no_sign():
    assert collision(error(503), DONE, act=lambda api: api.get("/x")) is None


def met(*answers):
    """Whether two writes are under way together, after these answers to one."""
    meeting, script = Barrier(2), Script(*answers)

    def respond(request):
        if request.url.path == "/x/1":
            return script(request)
        with suppress(BrokenBarrierError):
            meeting.wait(0.05)  # nobody else comes as long as this one is under way
            return httpx.Response(200, json={"met": True})
        return httpx.Response(200, json={"met": False})

    with client(respond) as api, ThreadPoolExecutor(2) as pool:
        put(api)
        return [one.body["met"] for one in pool.map(lambda number: put(api, number), (2, 3))]


def test_after_a_sign_writes_go_one_at_a_time():
    assert met(error(409, "Conflict"), DONE) == [False, False]


def test_without_one_they_do_not():
    assert met(DONE) == [True, True]


CONFLICTS = [
    error(409, "Conflict"),
    error(400, "Invalid Input Provided", 2001, ["Version Conflict"]),
    error(423, "The account could not be locked"),
    error(423, "Locked"),
    httpx.Response(423),
]


@pytest.mark.parametrize("refusal", CONFLICTS)
@pytest.mark.parametrize("act", [post, put, delete])
def test_a_write_that_met_another_one_is_sent_again(act, refusal):
    assert attempt(act, refusal, refusal, DONE)[:2] == (3, 3.0)


def test_a_conflict_that_a_read_is_told_of_surfaces_at_once():
    count, seconds, failure = attempt(read, error(409, "Conflict"), DONE)
    assert (count, seconds, failure.status) == (1, 0.0, 409)
