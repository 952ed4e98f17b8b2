"""A write that is called off while it waits: it is not sent, unless it may be done already."""

import httpx
import pytest
from api.wire import Clock, Script, client, error

from pdsync.errors import CalledOff

LIMITED = httpx.Response(429, headers={"ratelimit-reset": "50"})
SPENT = httpx.Response(200, headers={"ratelimit-remaining": "0", "ratelimit-reset": "50"})
DONE = httpx.Response(200, json={})


def put(api, clock, after):
    """Write, and call it off after so many seconds."""
    off = clock.now + after
    return api.send("PUT", "/x", {}, repeatable=True, is_off=lambda: clock.now >= off)


@pytest.mark.parametrize(
    ("answers", "sent"),
    [
        ([LIMITED, DONE], 1),
        ([error(409, "Conflict"), DONE], 1),
        ([httpx.ConnectError("no"), DONE], 1),
    ],
)
def test_it_is_not_sent_again(answers, sent):
    clock, script = Clock(), Script(*answers)
    with client(script, clock=clock) as api, pytest.raises(CalledOff):
        put(api, clock, after=1)
    assert (len(script.calls), clock.passed) == (sent, 1)


def test_it_is_not_sent_when_the_limit_was_reached_before():
    clock, script = Clock(), Script(SPENT, DONE)
    with client(script, clock=clock) as api:
        api.get("/x")
        with pytest.raises(CalledOff):
            put(api, clock, after=3)
    assert (script.calls, clock.passed) == (["GET /x"], 3)


def test_it_is_not_sent_where_it_was_called_off_before():
    clock, script = Clock(), Script(DONE)
    with client(script, clock=clock) as api, pytest.raises(CalledOff):
        put(api, clock, after=0)
    assert script.calls == []


@pytest.mark.parametrize("answer", [error(500), httpx.ReadError("gone")])
def test_what_may_be_done_already_is_sent_to_its_end(answer):
    clock, script = Clock(), Script(answer, LIMITED, DONE)
    with client(script, clock=clock) as api:
        assert put(api, clock, after=1).status == 200
    assert len(script.calls) == 3
