"""No answer takes for ever or fills the memory, and what it says of a charset does not matter."""

import gc
import gzip
import json
import socket
import threading
from contextlib import suppress
from http.cookiejar import CookieJar
from itertools import count, repeat

import httpx
import pytest
from api.wire import TOKEN, Clock, Script, client

from pdsync.api import Client, Connection, Waiting
from pdsync.errors import NoAnswer

MEGABYTE = 2**20


class Trickle(httpx.SyncByteStream):
    """An answer in pieces, each after some seconds of a made-up clock; counts those taken."""

    def __init__(self, clock, piece, pieces, seconds=0.0):
        self.clock, self.piece, self.pieces, self.seconds = clock, piece, pieces, seconds
        self.taken = 0

    def __iter__(self):
        for _ in range(self.pieces):
            self.clock.sleep(self.seconds)
            self.taken += 1
            yield self.piece


def asked(streams, *, method="GET", headers=None, status=200):
    """The error of a request that is answered with these, one per attempt."""
    left = iter(streams)
    clock = streams[0].clock

    def answer(_):
        return httpx.Response(status, headers=headers, stream=next(left))

    with client(answer, clock=clock) as api, pytest.raises(NoAnswer) as caught:
        ask(api, method)
    return caught.value


def ask(api, method):
    if method == "GET":
        return api.get("/services")
    return api.send(method, "/services", {}, repeatable=False)


def test_an_answer_that_trickles_for_ever_is_given_up():
    clock = Clock()
    streams = [Trickle(clock, b" ", 10**6, seconds=50) for _ in range(5)]

    failure = asked(streams)

    assert failure.message == (
        "GET /services: the answer of api.pagerduty.com was not complete within 2 minutes, "
        "tried 5 times"
    )
    assert [one.taken for one in streams] == [3] * 5


def test_a_write_whose_answer_trickles_may_have_arrived_and_is_not_repeated():
    streams = [Trickle(Clock(), b" ", 10**6, seconds=50)]

    failure = asked(streams, method="POST", status=201)

    assert failure.sent is True
    assert failure.message == (
        "POST /services: the answer of api.pagerduty.com was not complete within 2 minutes"
    )


def test_an_answer_that_is_complete_in_time_is_read():
    clock = Clock()
    stream = Trickle(clock, b" ", 59, seconds=2)

    with client(lambda _: httpx.Response(200, stream=stream), clock=clock) as api:
        assert api.get("/services") is None


TOO_LARGE = (
    "POST /services: the answer of api.pagerduty.com is larger than 64 MB, which none should be"
)


def test_an_answer_without_end_is_given_up():
    stream = Trickle(Clock(), b" " * MEGABYTE, 10**6)

    assert asked([stream], method="POST").message == TOO_LARGE
    assert stream.taken == 65


def test_the_size_counts_when_it_is_unpacked():
    stream = Trickle(Clock(), gzip.compress(b" " * 65 * MEGABYTE, 1), 1)
    headers = {"content-encoding": "gzip"}

    assert asked([stream], method="POST", headers=headers).message == TOO_LARGE


@pytest.mark.parametrize("charset", ["hex", "utf-16", "nonsense", "ascii", "utf-8", '"'])
def test_json_is_utf_8_whatever_is_said_of_a_charset(charset):
    body = json.dumps({"name": "Zoë"}, ensure_ascii=False).encode()
    answer = httpx.Response(
        200, content=body, headers={"content-type": f"application/json; charset={charset}"}
    )

    with client(lambda _: answer) as api:
        assert api.get("/services") == {"name": "Zoë"}


def test_a_byte_order_mark_does_no_harm():
    with client(lambda _: httpx.Response(200, content=b"\xef\xbb\xbf{}")) as api:
        assert api.get("/services") == {}


class Trickling(threading.Thread):
    """A server that answers one request with pieces until it is hung up on."""

    def __init__(self, start, piece):
        super().__init__(daemon=True)
        self.beginning, self.piece = start, piece
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]

    def run(self):
        connection, _ = self.server.accept()
        with self.server, connection, suppress(OSError):
            connection.recv(65536)
            connection.sendall(self.beginning)
            for piece in repeat(self.piece):
                connection.sendall(piece)


EMPTY_BLOCK = b"\x00\x00\x00\xff\xff"
"""A part of a packed answer that unpacks to nothing."""
PACKED = (
    b"HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\nContent-Length: 99999999999\r\n\r\n\x78\x01"
)


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (b"", b"HTTP/1.1 100 Continue\r\nX: " + b"x" * 60_000 + b"\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", b" " * 60_000),
        (PACKED, EMPTY_BLOCK * 10_000),
    ],
    ids=["headers", "body", "packed body"],
)
def test_whatever_trickles_over_a_connection_is_given_up(start, piece):
    server = Trickling(start, piece)
    server.start()
    seconds = count()
    waiting = Waiting(lambda _: None, lambda: next(seconds), lambda: 1.0)
    here = Connection(f"http://127.0.0.1:{server.port}", TOKEN, "here")

    with Client(here, waiting=waiting) as api, pytest.raises(NoAnswer) as caught:
        api.send("POST", "/services", {}, repeatable=False)

    server.join()
    assert caught.value.sent is True
    assert caught.value.message == (
        f"POST /services: the answer of 127.0.0.1:{server.port} was not complete within 2 minutes"
    )


def test_a_connection_that_is_used_again_has_all_the_time_again():
    clock = Clock()
    server = socket.create_server(("127.0.0.1", 0))
    here = Connection(f"http://127.0.0.1:{server.getsockname()[1]}", TOKEN, "here")

    def answer():
        connection, _ = server.accept()
        with server, connection:
            for _ in range(2):
                connection.recv(65536)
                clock.sleep(100)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    with Client(here, waiting=clock.waiting) as api:
        assert [api.get("/services"), api.get("/services")] == [{}, {}]
    thread.join()


def test_that_a_wait_is_not_obeyed_is_told_once():
    told = []
    headers = {"ratelimit-reset": "1e300"}
    absurd = httpx.Response(429, headers=headers)
    done = httpx.Response(200, json={})
    with client(Script(absurd, absurd, done), notice=told.append) as api:
        api.get("/services")
    assert told == [
        (
            "api.pagerduty.com asks to wait 1e+300 s for its rate limit, which is not obeyed: "
            "10 minutes are the most"
        ),
        "rate limit reached, waiting 2 s",
        "rate limit reached, waiting 4 s",
    ]


def test_of_a_wait_that_nobody_asked_for_nothing_is_told():
    some = {"ratelimit-remaining": "1", "ratelimit-reset": "1767225600"}
    told = []
    script = Script(httpx.Response(200, json={}, headers=some))
    with client(script, notice=told.append) as api:
        api.get("/services")
    assert told == []


def test_an_answer_that_was_read_leaves_nothing_to_be_looked_for():
    with client(lambda _: httpx.Response(200, stream=httpx.ByteStream(b"{}"))) as api:
        api.get("/services")
        gc.collect()
        gc.disable()
        try:
            for _ in range(50):
                api.get("/services")
            found = gc.collect()
        finally:
            gc.enable()

    assert found < 50


def test_cookies_of_an_answer_are_neither_looked_at_nor_sent_back(monkeypatch):
    looked_at = []
    monkeypatch.setattr(CookieJar, "extract_cookies", lambda *of: looked_at.append(of))
    script = Script(httpx.Response(200, json={}, headers={"Set-Cookie": "session=1; Path=/"}))
    with client(script) as api:
        for _ in range(2):
            api.get("/services")

    assert (looked_at, [one.headers.get("Cookie") for one in script.requests]) == ([], [None] * 2)
