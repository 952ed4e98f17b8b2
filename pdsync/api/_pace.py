"""Time and the rate limit: lets requests through, or holds them all. Knows nothing of HTTP."""

from __future__ import annotations

import math
from collections.abc import Callable
from threading import Lock

from pdsync.errors import CalledOff
from pdsync.frozen import frozen
from pdsync.network import Waiting

FOR_OTHERS = 0.05
"""Part of the rate limit that is left to others who use the same token."""


@frozen
class Allowance:
    """What an answer says of the rate limit: requests left, seconds until it counts again.

    `limit` is how many it allows, None where the answer does not say.
    """

    remaining: int
    reset: float
    limit: int | None = None


IsOff = Callable[[], bool]
"""Says whether a request was called off; asked while it waits."""


class Pace:
    """Holds requests back while the rate limit is reached; safe for many threads.

    PagerDuty says with each answer how many requests are left and when the count starts again.
    Requests under way may not be in that number yet, so they are taken off it. The last 5 % are
    left to whoever else uses the token.
    """

    def __init__(self, waiting: Waiting, notice: Callable[[str], None]) -> None:
        self._waiting = waiting
        self._notice = notice
        self._lock = Lock()
        self._under_way = 0
        self._left: int | None = None
        self._limit = 0
        self._resets_at = 0.0
        self._held_until = 0.0
        self._told_until = 0.0

    def enter(self, is_off: IsOff) -> None:
        """Return when a request may be sent. Each call is followed by one `leave`.

        Raises:
            CalledOff: it was called off first.
        """
        while (seconds := self._admit()) > 0:
            self._announce(seconds)
            self.rest(seconds, is_off)
        if is_off():
            self.leave(None)
            raise CalledOff

    def leave(self, told: Allowance | None) -> None:
        """A request is over; what its answer said about the limit, None where it said nothing."""
        with self._lock:
            self._under_way -= 1
            if told is not None:
                self._left = told.remaining - self._under_way
                self._limit = told.limit or max(self._limit, told.remaining)
                self._resets_at = self._waiting.monotonic() + told.reset

    @property
    def _for_others(self) -> int:
        """Requests of each minute that are left to others; none of a limit of fewer than 20."""
        part = self._limit * FOR_OTHERS
        return math.ceil(part) if part >= 1 else 0

    def hold(self, seconds: float) -> None:
        """Let nothing through for this long: the limit was reached."""
        with self._lock:
            until = self._waiting.monotonic() + seconds
            self._held_until = max(self._held_until, until)

    def rest(self, seconds: float, is_off: IsOff) -> None:
        """Sleep, in slices, so that being called off does not take a minute.

        Raises:
            CalledOff: it was called off meanwhile.
        """
        until = self._waiting.monotonic() + seconds
        while (left := until - self._waiting.monotonic()) > 0:
            if is_off():
                raise CalledOff
            self._waiting.sleep(min(left, 1.0))

    def _admit(self) -> float:
        """Seconds to wait; at 0 the request counts as under way."""
        with self._lock:
            now = self._waiting.monotonic()
            if now >= self._resets_at:
                self._left = None
            spent = self._left is not None and self._left <= self._for_others
            closed = max(self._held_until, self._resets_at if spent else 0.0)
            if closed > now:
                return closed - now
            self._under_way += 1
            self._left = None if self._left is None else self._left - 1
            return 0.0

    def _announce(self, seconds: float) -> None:
        """Tell once per closing, not once per waiting request."""
        with self._lock:
            until = self._waiting.monotonic() + seconds
            news = seconds >= 1 and until > self._told_until + 1
            self._told_until = max(self._told_until, until) if news else self._told_until
        if news:
            self._notice(f"rate limit reached, waiting {math.ceil(seconds)} s")
