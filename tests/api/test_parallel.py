from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Lock

import httpx
import pytest
from api.wire import Clock, client, error

from pdsync.api import Get
from pdsync.errors import ApiError

SOON = 10  # seconds after which a test that hangs fails instead


class Crowd:
    """Counts the requests under way; each waits until `together` are, or goes alone."""

    def __init__(self, together=1):
        self.most = 0
        self._now = 0
        self._lock = Lock()
        self._together = Barrier(together)

    def __call__(self, request):
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        self._together.wait(SOON)
        with self._lock:
            self._now -= 1
        return httpx.Response(200, json={})


def test_reads_run_in_parallel_and_sixteen_at_most():
    crowd = Crowd(together=16)
    with client(crowd) as api:
        api.get_many([Get("/x")] * 64)
    assert crowd.most == 16


def test_reads_asked_for_by_many_threads_are_sixteen_at_most():
    crowd = Crowd(together=16)
    with client(crowd) as api, ThreadPoolExecutor(4) as pool:
        list(pool.map(api.get_many, [[Get("/x")] * 16] * 4))
    assert crowd.most == 16


def test_writes_run_in_parallel_beside_as_many_reads():
    crowd = Crowd(together=16)
    with client(crowd) as api, ThreadPoolExecutor(8) as pool:
        writing = pool.map(lambda n: api.send("PUT", f"/x/{n}", {}, repeatable=True), range(8))
        api.get_many([Get("/x")] * 8)
        list(writing)
    assert (crowd.most, api.collision) == (16, None)


class Frozen(Clock):
    """Time does not pass, so whoever waits can only be called off."""

    def __init__(self):
        super().__init__()
        self.asleep = Event()
        self._slices = 1_000_000

    def sleep(self, seconds):
        self.asleep.set()
        self._slices -= 1
        assert self._slices, "nobody called it off"


def test_the_first_error_ends_the_other_reads():
    asked = []

    def respond(request):
        asked.append(request.url.path)
        refused = request.url.path == "/x/3"
        return error(403, "Access Denied", 2010) if refused else error(503)

    with client(respond, clock=Frozen()) as api, pytest.raises(ApiError, match="GET /x/3: 403"):
        api.get_many([Get(f"/x/{number}") for number in range(500)])
    assert len(asked) < 18


def test_an_error_is_not_kept_waiting_by_a_read_that_waits_for_the_rate_limit():
    clock, both_sent = Frozen(), Barrier(2)

    def respond(request):
        both_sent.wait(SOON)
        if request.url.path == "/limited":
            return httpx.Response(429, headers={"ratelimit-reset": "500"})
        clock.asleep.wait(SOON)
        return error(404, "Not Found", 2100)

    with client(respond, clock=clock) as api, pytest.raises(ApiError, match="GET /gone: 404"):
        api.get_many([Get("/limited"), Get("/gone")])


def test_the_rate_limit_holds_every_read_and_is_told_once():
    told, sent, asleep = [], [], Barrier(8)

    class Slow(Clock):
        """Time goes on once all eight readers sleep."""

        def sleep(self, seconds):
            if self.now == 1000.0:
                asleep.wait(SOON)
            super().sleep(seconds)

    def respond(request):
        sent.append(clock.now)
        reset = {"ratelimit-reset": "30"}
        limited = clock.now == 1000.0
        return httpx.Response(429, headers=reset) if limited else httpx.Response(200, json={})

    clock = Slow()
    with client(respond, clock=clock, notice=told.append) as api:
        api.get_many([Get("/x")] * 20)
    later = [at for at in sent if at > 1000.0]
    assert (len(later), min(later) >= 1031.0) == (20, True)
    assert told == ["rate limit reached, waiting 31 s"]


class Window:
    """Twenty requests a minute, counted as PagerDuty counts them."""

    def __init__(self, clock):
        self.statuses = []
        self._clock = clock
        self._lock = Lock()
        self._opened, self._left = clock.now, 20

    def __call__(self, request):
        with self._lock:
            if self._clock.now >= self._opened + 60:
                self._opened, self._left = self._clock.now, 20
            self._left -= 1
            self.statuses.append(200 if self._left >= 0 else 429)
            reset = self._opened + 60 - self._clock.now
            headers = {"ratelimit-remaining": str(self._left), "ratelimit-reset": str(reset)}
            return httpx.Response(self.statuses[-1], json={}, headers=headers)


def test_the_limit_is_not_overrun_by_reads_that_are_under_way():
    clock = Clock()
    window = Window(clock)
    with client(window, clock=clock) as api:
        api.get_many([Get("/x")] * 100)
    # Here a minute can pass between an answer and its reading, which then counts for the next one.
    assert window.statuses.count(429) <= 1
