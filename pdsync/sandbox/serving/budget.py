"""The rate limit: how much of the minute's budget a token has left. Reads no clock itself."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass

WINDOW = 60.0


@dataclass(frozen=True)
class Allowance:
    """Contents of the ratelimit headers."""

    limit: int
    remaining: int
    reset: int
    spent: bool

    def headers(self) -> dict[str, str]:
        """As response headers; none when there is no limit."""
        if not self.limit:
            return {}
        return {
            "ratelimit-limit": str(self.limit),
            "ratelimit-remaining": str(self.remaining),
            "ratelimit-reset": str(self.reset),
        }


class Budget:
    """Requests per minute and token, each token's minute beginning with its first request."""

    def __init__(self, limit: int, monotonic: Callable[[], float]) -> None:
        self._limit = limit
        self._monotonic = monotonic
        self._used: dict[str, tuple[float, int]] = {}
        self._lock = threading.Lock()

    def take(self, token: str) -> Allowance:
        """Spends one request, if one is left."""
        if not self._limit:
            return Allowance(0, 0, 0, spent=False)
        with self._lock:
            now = self._monotonic()
            began, used = self._used.get(token, (now, 0))
            if now - began >= WINDOW:
                began, used = now, 0
            self._used[token] = (began, used + 1)
        left = self._limit - used - 1
        reset = math.ceil(began + WINDOW - now)
        return Allowance(self._limit, max(left, 0), reset, spent=left < 0)
