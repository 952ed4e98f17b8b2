"""Attempts at requests, in words for whoever follows a command. Hold no secret and no body."""

from __future__ import annotations

from pdsync.api._errors import HttpAnswer
from pdsync.api._wire import Request, Unanswered
from pdsync.frozen import frozen
from pdsync.network import clean

_PLAIN = {
    *("limit", "offset", "total", "sort_by", "include[]", "since", "until", "overflow"),
    *("time_zone", "statuses[]", "service_ids[]"),
}
"""Parameters whose values are shown: how a list is read, and which part of it."""
_SHOWN = 0.05
"""Seconds: a shorter wait is that of one thread for another."""


@frozen
class Attempt:
    """One attempt at a request.

    Attributes:
        call: what was asked.
        result: what came of it.
        waited: seconds that it was held back before it was sent.
        took: seconds from sending to the end of the answer.
    """

    call: Request
    result: HttpAnswer | Unanswered
    waited: float
    took: float

    def told(self, token: str | None) -> str:
        """One line: method, path, status, time; the token masked, wherever it stands."""
        held = f", held back {self.waited:.1f} s before" if self.waited >= _SHOWN else ""
        line = f"{asked(self.call)}: {self._end}, {self.took * 1000:.0f} ms{held}"
        return clean(line, token)

    @property
    def _end(self) -> str:
        if isinstance(self.result, Unanswered):
            return f"no answer: {self.result.words}"
        return str(self.result.status)


def again(call: Request, seconds: float, token: str | None) -> str:
    """Say how long is waited until the call is tried again."""
    return clean(f"{asked(call)}: trying again in {seconds:.1f} s", token)


def asked(call: Request) -> str:
    """Return method and path, with the parameters; values that may be somebody's are left out."""
    query = "&".join(f"{name}={value if name in _PLAIN else '…'}" for name, value in call.params)
    return f"{call}?{query}" if query else f"{call}"
