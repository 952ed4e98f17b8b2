import math
import socket

import httpx
import pytest
from api.wire import Clock, Script, caused, client, error

from pdsync.api import Reply
from pdsync.errors import ApiError, NoAnswer, PdsyncError

DONE = httpx.Response(200, json={"service": {"id": "P1"}})
LIMITED = error(429, "Rate Limit Exceeded", 2020)
BROKEN = error(500, "internal error", 2000)
CUT_OFF = httpx.ReadError("Connection reset by peer")
UNREAD = httpx.ReadTimeout("timed out")
REFUSED = caused(httpx.ConnectError("refused"), ConnectionRefusedError(111, "refused"))
UNKNOWN_HOST = caused(httpx.ConnectError("name"), socket.gaierror(-2, "unknown"))
LOCKED = error(
    400, "Invalid Input Provided", 2001, ["License error: the account could not be locked"]
)


def limited(**headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(429, json=LIMITED.json(), headers=headers)


def read(api):
    return api.get("/services/P1")


def post(api):
    return api.send("POST", "/services", {}, repeatable=False)


def put(api):
    return api.send("PUT", "/services/P1", {}, repeatable=True)


def delete(api):
    return api.send("DELETE", "/services/P1", repeatable=True)


def attempt(act, *answers):
    """How many requests went out, how long it took, and what came of it."""
    script, clock = Script(*answers), Clock()
    with client(script, clock=clock) as api:
        try:
            outcome = act(api)
        except PdsyncError as failure:
            outcome = failure
        assert api.requests == len(script.requests)
    return len(script.requests), clock.passed, outcome


ALL = [read, post, put, delete]
REPEATABLE = [read, put, delete]


@pytest.mark.parametrize("act", ALL)
def test_a_rate_limit_is_waited_out_by_its_header(act):
    count, seconds, outcome = attempt(act, limited(ratelimit_reset="12"), DONE)
    assert (count, seconds) == (2, 13.0)
    assert outcome in (Reply(200, DONE.json()), DONE.json())


@pytest.mark.parametrize("reset", [None, "soon", "-4", "inf", "1767225600"])
def test_a_rate_limit_without_a_usable_header_is_waited_out_by_growing_pauses(reset):
    headers = {} if reset is None else {"ratelimit_reset": reset}
    count, seconds, _ = attempt(post, limited(**headers), limited(**headers), DONE)
    assert (count, seconds) == (3, 2.0 + 4.0)


@pytest.mark.parametrize(("chance", "pauses"), [(0.0, 0.5), (1.0, 1.0)])
def test_those_pauses_grow_to_a_minute_and_end_after_ten(chance, pauses):
    script, clock = Script(limited()), Clock(chance)
    seen = []
    with client(script, clock=clock, notice=seen.append) as api, pytest.raises(ApiError):
        read(api)

    waits = [2.0, 4.0, 8.0, 16.0, 32.0]
    longest = min(60.0, 64.0 * pauses)
    told = [f"rate limit reached, waiting {math.ceil(wait * pauses)} s" for wait in waits]
    count = math.ceil((600.0 - sum(waits) * pauses) / longest)
    assert seen[:5] == told
    assert seen[5] == f"rate limit reached, waiting {math.ceil(longest)} s"
    assert (len(script.requests), clock.passed) == (1 + 5 + count, 600.0)


def test_a_limit_of_ten_minutes_is_waited_out():
    script, clock = Script(limited(ratelimit_reset="600"), DONE), Clock()
    with client(script, clock=clock) as api:
        assert read(api) == DONE.json()
    assert clock.passed == 600.0


@pytest.mark.parametrize("reset", ["601", "1767225600"])
def test_a_limit_that_opens_later_than_anybody_waits_is_not_obeyed(reset):
    spent = {"ratelimit-remaining": "0", "ratelimit-reset": reset}
    script, clock = Script(httpx.Response(200, json={}, headers=spent), DONE), Clock()
    told = []
    with client(script, clock=clock, notice=told.append) as api:
        read(api)
        assert read(api) == DONE.json()
    assert clock.passed == 0.0
    assert told == [
        f"api.pagerduty.com asks to wait {reset} s for its rate limit, which is not obeyed: "
        "10 minutes are the most"
    ]


def test_a_rate_limit_with_a_body_that_is_not_json_is_a_rate_limit():
    assert attempt(read, httpx.Response(429, text="slow down"), DONE)[0] == 2


def test_a_rate_limit_that_does_not_end_is_given_up_after_ten_minutes():
    count, seconds, failure = attempt(read, limited(ratelimit_reset="59"))
    assert (count, seconds) == (11, 600.0)
    assert (type(failure), failure.status) == (ApiError, 429)
    assert failure.message == (
        "GET /services/P1: 429 Rate Limit Exceeded (code 2020), still after waiting for 10 minutes"
    )


def test_the_last_half_second_of_them_is_waited_too():
    assert attempt(read, limited(ratelimit_reset="598.5"))[:2] == (3, 600.0)


def test_rate_limits_do_not_use_up_the_attempts_for_failures():
    limits = [limited(ratelimit_reset="0")] * 10
    assert attempt(read, *limits, BROKEN, *limits, BROKEN, DONE)[2] == DONE.json()


@pytest.mark.parametrize("act", REPEATABLE)
@pytest.mark.parametrize("bad", [BROKEN, error(408, "too long", 2016), CUT_OFF, UNREAD])
def test_what_is_safe_to_repeat_is_repeated_with_growing_pauses(act, bad):
    count, seconds, _ = attempt(act, bad, bad, bad, bad, DONE)
    assert (count, seconds) == (5, 1.0 + 2.0 + 4.0 + 8.0)


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (BROKEN, "500 internal error (code 2000), tried 5 times"),
        (CUT_OFF, "the connection to api.pagerduty.com broke off, tried 5 times"),
        (UNREAD, "no answer from api.pagerduty.com within 60 s, tried 5 times"),
        (REFUSED, "api.pagerduty.com refuses the connection, tried 5 times"),
    ],
)
def test_five_attempts_are_enough(bad, words):
    count, _, failure = attempt(put, bad)
    assert (count, failure.message) == (5, f"PUT /services/P1: {words}")


@pytest.mark.parametrize("bad", [CUT_OFF, UNREAD, httpx.RemoteProtocolError("gone")])
def test_a_post_without_an_answer_is_not_repeated_and_may_have_arrived(bad):
    count, seconds, failure = attempt(post, bad, DONE)
    assert (count, seconds, type(failure), failure.sent) == (1, 0.0, NoAnswer, True)


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408])
def test_a_post_that_failed_at_pagerduty_is_not_repeated_and_its_fate_is_unclear(status):
    count, seconds, failure = attempt(post, error(status, "oh", 2000), DONE)
    assert (count, seconds, type(failure), failure.is_unclear) == (1, 0.0, ApiError, True)


@pytest.mark.parametrize("act", ALL)
@pytest.mark.parametrize("bad", [REFUSED, UNKNOWN_HOST, httpx.ConnectTimeout("slow")])
def test_what_was_surely_not_sent_is_sent_again(act, bad):
    assert attempt(act, bad, bad, DONE)[:2] == (3, 3.0)


def test_what_was_never_sent_says_so():
    assert attempt(post, REFUSED)[2].sent is False


@pytest.mark.parametrize("first", [CUT_OFF, BROKEN])
@pytest.mark.parametrize("later", [[REFUSED], [limited(ratelimit_reset="0"), REFUSED]])
def test_what_may_have_arrived_once_may_have_arrived_whatever_came_later(first, later):
    assert attempt(put, first, *later)[2].sent is True


@pytest.mark.parametrize("act", ALL)
def test_a_lock_held_by_another_write_is_waited_for(act):
    assert attempt(act, LOCKED, LOCKED, DONE)[:2] == (3, 3.0)


@pytest.mark.parametrize("act", ALL)
@pytest.mark.parametrize(
    "refusal",
    [
        error(400, "Invalid Input Provided", 2001, ["Name has already been taken"]),
        error(400, "Invalid Input Provided", 2001, ["Schedule can't be deleted if it's in use"]),
        error(401, "Authentication failed", 2006),
        error(403, "Access Denied", 2010),
    ],
)
def test_a_refusal_surfaces_at_once(act, refusal):
    count, seconds, failure = attempt(act, refusal, DONE)
    assert (count, seconds, failure.is_unclear) == (1, 0.0, False)


def test_a_404_to_a_delete_is_done():
    assert attempt(delete, error(404, "Not Found", 2100))[2] == Reply(404, None)


def test_a_404_to_a_delete_whose_first_answer_was_lost_is_done():
    assert attempt(delete, CUT_OFF, error(404, "Not Found", 2100))[2] == Reply(404, None)


@pytest.mark.parametrize("act", [read, post, put])
def test_a_404_to_anything_else_is_an_error(act):
    assert attempt(act, error(404, "Not Found", 2100))[2].is_gone


@pytest.mark.parametrize(
    ("answer", "reply"),
    [
        (httpx.Response(201, json={"service": {}}), Reply(201, {"service": {}})),
        (httpx.Response(202, json=[1]), Reply(202, [1])),
        (httpx.Response(204), Reply(204, None)),
        (httpx.Response(200, text=" \n"), Reply(200, None)),
        (httpx.Response(299, json=None), Reply(299, None)),
    ],
)
def test_every_2xx_is_a_success(answer, reply):
    assert attempt(post, answer)[2] == reply


def test_json_that_is_cut_off_is_read_again():
    assert attempt(read, httpx.Response(200, text='{"service": {"id'), DONE)[:2] == (2, 1.0)


def test_json_that_stays_cut_off_is_no_answer():
    count, _, failure = attempt(read, httpx.Response(200, text='{"service": {"id'))
    assert (count, type(failure), failure.message) == (
        5,
        NoAnswer,
        "GET /services/P1: the answer of api.pagerduty.com is cut off or not JSON, tried 5 times",
    )


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400"])
def test_a_number_that_is_none_is_not_json(number):
    answer = httpx.Response(200, text=f'{{"service": {{"alert_grouping_timeout": {number}}}}}')
    assert type(attempt(read, answer)[2]) is NoAnswer


def test_json_nested_beyond_reason_is_no_answer():
    assert type(attempt(read, httpx.Response(200, text="[" * 100_000))[2]) is NoAnswer


def test_an_answer_to_a_post_that_is_cut_off_is_not_asked_for_again():
    count, _, failure = attempt(post, httpx.Response(201, text='{"service": {"id'), DONE)
    assert (count, failure.sent) == (1, True)


def test_the_last_request_of_the_limit_makes_the_next_one_wait():
    last = {"ratelimit-remaining": "0", "ratelimit-reset": "7"}
    script, clock = Script(httpx.Response(200, json={}, headers=last), DONE), Clock()
    with client(script, clock=clock) as api:
        read(api)
        before = clock.passed
        post(api)
    assert (before, clock.passed, len(script.requests)) == (0.0, 7.0, 2)


def test_requests_left_in_the_limit_make_nobody_wait():
    some = {"ratelimit-remaining": "1", "ratelimit-reset": "7"}
    script, clock = Script(httpx.Response(200, json={}, headers=some), DONE), Clock()
    with client(script, clock=clock) as api:
        read(api)
        read(api)
    assert clock.passed == 0.0


def test_people_are_told_what_is_waited_for():
    told = []
    answers = Script(limited(ratelimit_reset="11"), BROKEN, REFUSED, DONE)
    with client(answers, notice=told.append) as api:
        read(api)
    assert told == [
        "rate limit reached, waiting 12 s",
        "GET /services/P1: 500 internal error (code 2000); trying again in 1.0 s",
        (
            "GET /services/P1: api.pagerduty.com refuses the connection, tried 2 times; "
            "trying again in 2.0 s"
        ),
    ]


@pytest.mark.parametrize(("chance", "seconds"), [(0.0, 0.5), (1.0, 1.0)])
def test_pauses_differ_by_chance_so_that_not_all_come_back_at_one_time(chance, seconds):
    clock = Clock(chance)
    with client(Script(BROKEN, DONE), clock=clock) as api:
        read(api)
    assert clock.passed == seconds
