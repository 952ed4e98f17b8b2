"""Attempts as those who follow a command see them: each with its time, none with a secret."""

import httpx
from api.wire import HERE, TOKEN, Clock, Script, error

from pdsync.api import Client

DONE = httpx.Response(200, json={"services": [], "total": 0})
LIMITED = httpx.Response(429, json={}, headers={"ratelimit-reset": "12"})
SPENT = {"ratelimit-remaining": "0", "ratelimit-reset": "5", "ratelimit-limit": "960"}


def followed(act, *answers, slow=0.0):
    """What whoever follows is told, where each answer takes that long."""
    told, clock, script = [], Clock(), Script(*answers)

    def answer(request):
        clock.sleep(slow)
        return script(request)

    with Client(
        HERE,
        transport=httpx.MockTransport(answer),
        waiting=clock.waiting,
        follow=told.append,
    ) as api:
        act(api)
    return told


def read(api):
    api.list("/services", "services", params=[("query", "ana@acme.example")], sort_by="name")


def test_a_request_is_told_with_its_status_and_milliseconds():
    assert followed(lambda api: api.get("/users/P1"), DONE, slow=0.034) == [
        "GET /users/P1: 200, 34 ms"
    ]


def test_how_a_list_is_read_is_shown_and_what_is_looked_for_is_not():
    assert followed(read, DONE) == [
        "GET /services?query=…&sort_by=name:asc&total=true&limit=100&offset=0: 200, 0 ms"
    ]


def test_attempts_and_the_waits_between_them_are_told_one_by_one():
    answers = error(500, "internal error"), httpx.ReadError("gone"), LIMITED, DONE

    assert followed(lambda api: api.get("/users/P1"), *answers) == [
        "GET /users/P1: 500, 0 ms",
        "GET /users/P1: trying again in 1.0 s",
        "GET /users/P1: no answer: the connection to api.pagerduty.com broke off, 0 ms",
        "GET /users/P1: trying again in 2.0 s",
        "GET /users/P1: 429, 0 ms",
        "GET /users/P1: trying again in 13.0 s",
        "GET /users/P1: 200, 0 ms, held back 13.0 s before",
    ]


def test_a_request_says_how_long_the_rate_limit_held_it_back():
    def two(api):
        api.get("/users/P1")
        api.get("/users/P2")

    assert followed(two, httpx.Response(200, json={}, headers=SPENT))[1] == (
        "GET /users/P2: 200, 0 ms, held back 5.0 s before"
    )


def test_bodies_are_not_told():
    def post(api):
        api.send("POST", "/services", {"name": "Checkout"}, repeatable=False)

    assert followed(post, DONE) == ["POST /services: 200, 0 ms"]


def test_the_token_is_masked_even_where_it_stands_in_a_path():
    assert followed(lambda api: api.get(f"/users/{TOKEN}"), DONE) == ["GET /users/***: 200, 0 ms"]
