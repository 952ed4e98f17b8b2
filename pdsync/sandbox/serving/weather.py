"""The bad days: what goes wrong between a client and PagerDuty, drawn from a seed.

What befalls a request depends only on the seed, on the request, and on how often it was made
before: threads do not change it. At most two bad answers to one request in a row, and what is
seen late is seen after a few reads: a client that tries again sanely gets through.
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from pdsync.sandbox._errors import Dropped, Refused
from pdsync.sandbox.serving.collisions import collided
from pdsync.sandbox.serving.mangle import mangled, without_ids
from pdsync.sandbox.serving.wire import Request, Response, answer
from pdsync.sandbox.state.account import Account
from pdsync.sandbox.state.store import Row

LONGEST_STREAK = 2
TROUBLE = 0.15
LATE = 0.5
MANGLED = 0.5
MOST_READS = 3
OK = range(200, 300)

Late = dict[str, Row | None]
Serve = Callable[[Late], Response]


@dataclass
class _Pending:
    """Stale copy of an object that readers still see, and for how many reads."""

    before: Row | None
    reads: int


class Weather:
    """Decides, request by request, what befalls it."""

    def __init__(self, seed: int, account: Account) -> None:
        self._seed = seed
        self._account = account
        self._made: Counter[str] = Counter()
        self._streaks: Counter[str] = Counter()
        self._pending: dict[str, _Pending] = {}
        self._lock = threading.Lock()

    def befall(self, request: Request, serve: Serve, *, meets: bool) -> Response:
        """The answer, or what becomes of it; raises Dropped when the connection is lost.

        It `meets` another that is under way.
        """
        chance, trouble = self._drawn(request)
        if trouble in BEFORE:
            return BEFORE[trouble]()
        if meets:
            return collided(self._account, lambda: serve({}), chance)
        given = (
            self._read(serve) if request.method == "GET" else self._write(request, serve, chance)
        )
        if trouble in AFTER:
            return AFTER[trouble]()
        given = without_ids(request, given)
        return mangled(given, chance) if chance.random() < MANGLED else given

    def _drawn(self, request: Request) -> tuple[random.Random, str | None]:
        key = f"{request.method} {request.path} {request.query} {request.body}"
        with self._lock:
            self._made[key] += 1
            chance = random.Random(f"{self._seed} {key} {self._made[key]}")  # noqa: S311 - not secret
            unlucky = chance.random() < TROUBLE and self._streaks[key] < LONGEST_STREAK
            self._streaks[key] = self._streaks[key] + 1 if unlucky else 0
        return chance, chance.choice([*BEFORE, *AFTER]) if unlucky else None

    def _read(self, serve: Serve) -> Response:
        with self._lock:
            late = {ident: pending.before for ident, pending in self._pending.items()}
            for ident in late:
                self._pending[ident].reads -= 1
                if not self._pending[ident].reads:
                    del self._pending[ident]
        return serve(late)

    def _write(self, request: Request, serve: Serve, chance: random.Random) -> Response:
        with self._account.lock:
            before = self._account.store.find(request.path.rpartition("/")[2])
            newest = self._account.store.newest()
            given = serve({})
            made = self._account.store.newest()
        if given.status in OK and chance.random() < LATE:
            ident = before.id if before else made if made != newest else None
            if ident and request.method != "DELETE":
                with self._lock:
                    self._pending[ident] = _Pending(before, chance.randint(1, MOST_READS))
        return given


def _drop_before() -> Response:
    raise Dropped("before")


def _drop_after() -> Response:
    raise Dropped("after")


def _error(status: int, code: int, message: str) -> Response:
    return answer(status, Refused(status, code, message).body())


def _busy() -> Response:
    headers = {"ratelimit-limit": "960", "ratelimit-remaining": "0", "ratelimit-reset": "1"}
    given = _error(429, 2020, "Rate Limit Exceeded")
    return Response(given.status, {**given.headers, **headers}, given.body)


def _busy_without_headers() -> Response:
    return Response(429, {"content-type": "text/plain"}, b"")


def _broken() -> Response:
    return _error(500, 2000, "Internal Error")


def _no_gateway() -> Response:
    page = b"<html><head><title>502 Bad Gateway</title></head></html>"
    return Response(502, {"content-type": "text/html"}, page)


BEFORE: dict[str | None, Callable[[], Response]] = {
    "429": _busy,
    "429 without headers": _busy_without_headers,
    "500": _broken,
    "dropped before": _drop_before,
}
AFTER: dict[str | None, Callable[[], Response]] = {
    "502 after": _no_gateway,
    "dropped after": _drop_after,
}
