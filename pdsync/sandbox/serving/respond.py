"""From a request to its answer: the order in which the API checks things. No sockets."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace

from pdsync.sandbox._errors import Bad, Refused, invalid, not_found
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.registry import find
from pdsync.sandbox.serving import auth as _auth
from pdsync.sandbox.serving.audit import note
from pdsync.sandbox.serving.budget import Allowance, Budget
from pdsync.sandbox.serving.collisions import Collisions
from pdsync.sandbox.serving.weather import Weather
from pdsync.sandbox.serving.wire import Request, Response, answer
from pdsync.sandbox.state.account import Account
from pdsync.sandbox.state.store import Row

REMEMBERED = 100_000


@dataclass(frozen=True)
class Habits:
    """Habits of the service beside its answers.

    Attributes:
        latency_ms: how long every answer takes, in milliseconds.
        rate_limit: requests per minute and token; 0 is no limit.
        hostile: the seed of the bad days, or None for good weather.
        brief_rotations: a shift-based schedule tells its rotations without their events, which
            must then be read rotation by rotation; PagerDuty does so now and then.
        forgets_ended: rotations are told without the events that have ended, as PagerDuty may;
            the shifts that those made are rendered.
    """

    latency_ms: int = 0
    rate_limit: int = 960
    hostile: int | None = None
    brief_rotations: bool = False
    forgets_ended: bool = False


class Sandbox:
    """An account behind an API: `respond` takes a request and gives the answer.

    `requests` is the log of all that was received, oldest first; it keeps the last
    100,000 or so.
    """

    def __init__(
        self,
        account: Account,
        habits: Habits = Habits(),
        *,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.account = account
        self.requests: list[Request] = []
        self._habits = habits
        self._sleep = sleep
        self._budget = Budget(habits.rate_limit, monotonic)
        self._weather = None if habits.hostile is None else Weather(habits.hostile, account)
        self._collisions = None if habits.hostile is None else Collisions(account)
        self._served = 0
        self._counting = threading.Lock()

    def respond(self, request: Request) -> Response:
        """The answer to a request; raises Dropped when the connection is to be lost."""
        number = self._noted(request)
        name = f"{number:032x}"
        with self._collisions.under_way(request) if self._collisions else nullcontext() as meets:
            if self._habits.latency_ms:
                self._sleep(self._habits.latency_ms / 1000)
            response, allowance = self._limited(request, name, meets=bool(meets))
        named = {"x-request-id": name, **allowance.headers(), **response.headers}
        return replace(response, headers=named)

    def _noted(self, request: Request) -> int:
        with self._counting:
            self._served += 1
            self.requests.append(request)
            if len(self.requests) > 2 * REMEMBERED:
                del self.requests[:REMEMBERED]
            return self._served

    def _limited(self, request: Request, name: str, *, meets: bool) -> tuple[Response, Allowance]:
        token = _auth.token_of(request)
        if token is None:
            return _auth.DENIED, Allowance(0, 0, 0, spent=False)
        allowance = self._budget.take(token)
        if allowance.spent:
            return refusal(Refused(429, 2020, "Rate Limit Exceeded")), allowance

        def answered(late: dict[str, Row | None]) -> Response:
            call = Call(self.account, request, token=token, request_id=name, late=late)
            call.brief_rotations = self._habits.brief_rotations
            call.forgets_ended = self._habits.forgets_ended
            return self._answered(call)

        if self._weather is None:
            return answered({}), allowance
        return self._weather.befall(request, answered, meets=meets), allowance

    def _answered(self, call: Call) -> Response:
        try:
            return self._handled(call)
        except Refused as refused:
            return refusal(refused)
        except Bad as bad:
            return refusal(invalid(f"Value {bad}"))

    def _handled(self, call: Call) -> Response:
        method = call.request.method
        _auth.check(call.token, call.request)
        if call.request.malformed:
            raise Refused(400, 2001, "Invalid Input Provided", ["Body is not valid JSON"])
        found = find(method, call.request.path)
        if found is None:
            raise not_found()
        handler, call.ids = found
        if method == "GET":
            with self.account.lock:
                call.actor = _auth.acting_user(call)
                return handler(call)
        with self.account.writing():
            call.actor = _auth.acting_user(call)
            given = handler(call)
            note(call)
            return given


def refusal(refused: Refused) -> Response:
    """A refusal as an answer."""
    return answer(refused.status, refused.body())
