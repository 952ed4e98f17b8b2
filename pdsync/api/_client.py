"""The client: asks PagerDuty, waits, repeats, and tells writes from reads. Knows no kinds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from http import HTTPStatus
from threading import BoundedSemaphore, Event, Lock
from typing import Any

import httpx

from pdsync.api import _pages
from pdsync.api._attempts import Attempt, again
from pdsync.api._connection import Connection
from pdsync.api._errors import HttpAnswer
from pdsync.api._judge import Reply, Trouble, judge
from pdsync.api._pace import IsOff, Pace
from pdsync.api._pages import Get, Listing, Params
from pdsync.api._retry import LONGEST_LIMIT, Fate, History, pause
from pdsync.api._wire import Request, Unanswered, exchange, open_http
from pdsync.api._writes import Writes
from pdsync.errors import PdsyncError
from pdsync.network import HttpHolder, Waiting
from pdsync.on_demand import regex

PARALLEL = 16
"""Reads under way at one time."""

# An id may come from a file or an account: it must not be able to address something else.
_PATH = regex(r"(?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)+")
_REAL = Waiting.default()


def _silence(_: str) -> None:
    """Nobody wants to know."""


def _never() -> bool:
    """Call nothing off."""
    return False


class Client(HttpHolder):
    """PagerDuty's REST API for one account. Reads run in parallel, and so do writes.

    Safe for many threads; which writes may go side by side is for whoever sends them to know.
    Every method raises `ApiError` for an answer with an error status and `NoAnswer` where none
    came, each after the repetitions that `_retry` allows.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        transport: httpx.BaseTransport | None = None,
        waiting: Waiting = _REAL,
        notice: Callable[[str], None] | None = None,
        follow: Callable[[str], None] | None = None,
    ) -> None:
        """A client; `notice` is told about waits, `follow` about every attempt, in words."""
        self._connection = connection
        super().__init__(open_http(connection, transport))
        self._waiting = waiting
        self._notice = notice or _silence
        self._follow = follow
        self._pace = Pace(waiting, self._notice)
        self._reading = BoundedSemaphore(PARALLEL)
        self._writes = Writes()
        self._counting = Lock()
        self._requests = 0
        self._told: set[str] = set()

    @property
    def requests(self) -> int:
        """HTTP requests sent so far, reads and writes, repetitions included."""
        return self._requests

    def get(self, path: str, params: Params = ()) -> Any:
        """The parsed JSON at this path, None if the answer is empty."""
        return self._read(Get(path, tuple(params)), _never)

    def get_many(self, gets: Sequence[Get]) -> _pages.Bodies:
        """Several reads in parallel, results in the order asked; the first error ends them all."""
        if len(gets) == 1:  # most lists are one page: a thread would cost more than it
            return [self._read(gets[0], _never)]
        stop = Event()
        with ThreadPoolExecutor(PARALLEL) as pool:
            futures = [pool.submit(self._read, get, stop.is_set) for get in gets]
            try:
                wait(futures, return_when=FIRST_EXCEPTION)
                return _results(futures)
            finally:
                stop.set()
                for future in futures:
                    future.cancel()

    def list(
        self,
        path: str,
        plural: str,
        *,
        params: Params = (),
        sort_by: str | None = None,
        expected: int = 0,
    ) -> Listing:
        """A list in pages of `limit` and `offset`, whole; items are counted by distinct id.

        Args:
            path: such as `/services`.
            plural: the name that the list has in the answer.
            params: further query parameters.
            sort_by: a field that the endpoint can sort by. With it, lists of up to 20,000 are
                read whole: PagerDuty shows the first 10,000 of any order.
            expected: how many there may be; their pages are asked for at once.

        Raises:
            PdsyncError: the list is longer than can be read.
        """
        return _pages.classic(self.get_many, Get(path, tuple(params)), plural, sort_by, expected)

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        repeatable: bool,
        is_off: IsOff = _never,
    ) -> Reply:
        """One write. A DELETE of what is gone is a success.

        Args:
            method: POST, PUT or DELETE.
            path: such as `/services/PABC123`.
            body: JSON, or None for no body.
            repeatable: whether doing it twice is the same as doing it once. If not, an error
                whose `is_unclear` or `sent` is true leaves open whether it took effect.
            is_off: says whether it was called off; asked while it waits to be sent.

        Raises:
            CalledOff: it was, and surely did not take effect.
        """
        return self._settle(Request(method, path, (), body, repeatable), is_off)

    @property
    def collision(self) -> str | None:
        """The first sign that writes collide, in words; from then on they go one at a time."""
        return self._writes.collision

    def _read(self, get: Get, is_off: IsOff) -> Any:
        return self._settle(Request("GET", get.path, get.params), is_off).body

    def _settle(self, call: Request, is_off: IsOff) -> Reply:
        """Attempt after attempt, until there is a reply or no sense in another."""
        if not _PATH.fullmatch(call.path):
            raise PdsyncError(f"{call!s:.200} is no address at PagerDuty: an id in it is not one")
        history = History()
        while True:
            result = self._attempt(call, history, is_off)
            if isinstance(result, Reply):
                return result
            seconds = self._pause(result, history, call)
            history = history.after(result.fate, seconds)
            if history.maybe_sent and call.method != "GET":
                is_off = _never  # what may be done already is not called off
            self._wait(result, seconds, call, is_off)

    def _attempt(self, call: Request, history: History, is_off: IsOff) -> Reply | Trouble:
        reads = call.method == "GET"
        with self._reading if reads else self._writes.one_more():
            asked = self._waiting.monotonic()
            self._pace.enter(is_off)
            told = None
            try:
                answer = self._exchange(call, asked)
                if not isinstance(answer, Unanswered):
                    told = answer.allowance
                    self._tell_too_long(answer)
            finally:
                self._pace.leave(told)
            result = judge(call, answer, history, self._connection)
            if not reads:
                self._writes.ended(answer, result)
        return result

    def _exchange(self, call: Request, asked: float) -> HttpAnswer | Unanswered:
        """Send it once, and tell whoever follows; `asked` is when it was to be sent."""
        self._count()
        clock = self._waiting.monotonic
        sent = clock()
        answer = exchange(self._http, call, clock)
        if self._follow:
            attempt = Attempt(call, answer, waited=sent - asked, took=clock() - sent)
            self._follow(attempt.told(self._connection.token))
        return answer

    def _pause(self, trouble: Trouble, history: History, call: Request) -> float:
        """Return the seconds to wait as the policy says, or raise the error."""
        seconds = pause(
            trouble.fate,
            history,
            repeatable=call.repeatable,
            chance=self._waiting.random(),
            reset=trouble.reset,
        )
        if seconds is None:
            raise trouble.error
        return seconds

    def _wait(self, trouble: Trouble, seconds: float, call: Request, is_off: IsOff) -> None:
        if self._follow:
            self._follow(again(call, seconds, self._connection.token))
        if trouble.fate is Fate.LIMITED:
            self._pace.hold(seconds)
        else:
            self._announce(call, trouble.error.message, seconds)
            self._pace.rest(seconds, is_off)

    def _announce(self, call: Request, words: str, seconds: float) -> None:
        """Tell once, however many reads meet the same, whatever each of them is for."""
        if self._is_news(words.removeprefix(f"{call}: ")):
            self._notice(f"{words}; trying again in {seconds:.1f} s")

    def _tell_too_long(self, answer: HttpAnswer) -> None:
        """Tell once that a wait is not obeyed, where one was asked for."""
        asked = answer.status == HTTPStatus.TOO_MANY_REQUESTS or answer.remaining == 0
        if asked and answer.too_long is not None and self._is_news("too long"):
            most = LONGEST_LIMIT / 60
            self._notice(
                f"{self._connection.host} asks to wait {answer.too_long:.10g} s for its rate "
                f"limit, which is not obeyed: {most:.0f} minutes are the most"
            )

    def _is_news(self, words: str) -> bool:
        with self._counting:
            news = words not in self._told
            self._told.add(words)
        return news

    def _count(self) -> None:
        with self._counting:
            self._requests += 1


def _results(futures: Sequence[Future[Any]]) -> _pages.Bodies:
    """The results in order; the first error in that order if there is one."""
    failed = next((f for f in futures if f.done() and f.exception()), None)
    return [failed.result()] if failed else [future.result() for future in futures]
