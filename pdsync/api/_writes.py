"""Writes under way: several at a time, until the first sign that they collide. Sends nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from threading import Condition

from pdsync.api._errors import HttpAnswer
from pdsync.api._judge import Reply, Trouble
from pdsync.api._retry import Fate
from pdsync.api._wire import Unanswered

_BURST = 3
"""Writes in a row that are one too many for the rate limit."""


class Writes:
    """Writes under way, as many as are sent; safe for many threads.

    After a sign that they collide (409, a lock, a burst of 429, a 5xx) each waits for those before
    it, further attempts of what was under way included.
    """

    def __init__(self) -> None:
        self._alone = False
        self._under_way = 0
        self._limited = 0
        self._free = Condition()
        self._sign: str | None = None

    @property
    def collision(self) -> str | None:
        """The first sign that writes collide, in words; None if there was none."""
        return self._sign

    @contextmanager
    def one_more(self) -> Iterator[None]:
        """Wait until a write may be sent, and count it while it is under way."""
        with self._free:
            self._free.wait_for(lambda: not (self._alone and self._under_way))
            self._under_way += 1
        try:
            yield
        finally:
            with self._free:
                self._under_way -= 1
                self._free.notify_all()

    def ended(self, answer: HttpAnswer | Unanswered, result: Reply | Trouble) -> None:
        """Note how an attempt ended."""
        status = None if isinstance(answer, Unanswered) else answer.status
        with self._free:
            limited = status == HTTPStatus.TOO_MANY_REQUESTS
            self._limited = self._limited + 1 if limited else 0
            burst = self._limited >= _BURST
            if isinstance(result, Trouble) and (burst or _is_sign(status, result)):
                self._sign = self._sign or result.error.message
                self._alone = True


def _is_sign(status: int | None, trouble: Trouble) -> bool:
    """Return True for the answer to a write that met another one, as far as can be told."""
    broke = status is not None and status >= HTTPStatus.INTERNAL_SERVER_ERROR
    says_so = "locked" in trouble.error.message.casefold()
    return broke or says_so or trouble.fate is Fate.LOCKED
