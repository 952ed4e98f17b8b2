"""Time and the rate limit: lets requests through, or holds them all. Knows nothing of HTTP."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Lock


@dataclass(frozen=True)
class Waiting:
    """Everything the client does with time and chance; tests bring a clock of their own."""

    sleep: Callable[[float], None]
    monotonic: Callable[[], float]
    random: Callable[[], float]

    @classmethod
    def default(cls) -> Waiting:
        """The real clock and real chance."""
        return cls(time.sleep, time.monotonic, random.random)


class Stopped(Exception):
    """This request was called off before it was sent."""


class Pace:
    """Holds requests back while the rate limit is reached; safe for many threads.

    PagerDuty says with each answer how many requests are left and when the count starts again.
    Requests under way may not be in that number yet, so they are taken off it.
    """

    def __init__(self, waiting: Waiting, notice: Callable[[str], None]) -> None:
        self._waiting = waiting
        self._notice = notice
        self._lock = Lock()
        self._under_way = 0
        self._left: int | None = None
        self._resets_at = 0.0
        self._held_until = 0.0
        self._told_until = 0.0

    def enter(self, stop: Event) -> None:
        """Return when a request may be sent. Each call is followed by one `leave`.

        Raises:
            Stopped: `stop` was set first.
        """
        while (seconds := self._admit()) > 0:
            self._announce(seconds)
            self.rest(seconds, stop)
        if stop.is_set():
            self.leave(None, None)
            raise Stopped

    def leave(self, remaining: int | None, reset: float | None) -> None:
        """A request is over; what its answer said about the limit, None where it said nothing."""
        with self._lock:
            self._under_way -= 1
            if remaining is not None and reset is not None:
                self._left = remaining - self._under_way
                self._resets_at = self._waiting.monotonic() + reset

    def hold(self, seconds: float) -> None:
        """Let nothing through for this long: the limit was reached."""
        with self._lock:
            until = self._waiting.monotonic() + seconds
            self._held_until = max(self._held_until, until)

    def rest(self, seconds: float, stop: Event) -> None:
        """Sleep, in slices, so that being called off does not take a minute.

        Raises:
            Stopped: `stop` was set meanwhile.
        """
        until = self._waiting.monotonic() + seconds
        while (left := until - self._waiting.monotonic()) > 0:
            if stop.is_set():
                raise Stopped
            self._waiting.sleep(min(left, 1.0))

    def _admit(self) -> float:
        """Seconds to wait; at 0 the request counts as under way."""
        with self._lock:
            now = self._waiting.monotonic()
            if now >= self._resets_at:
                self._left = None
            spent = self._left is not None and self._left <= 0
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
