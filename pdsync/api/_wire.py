"""One request to PagerDuty: its answer, or what went wrong on the way. Never waits or repeats."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import httpx

from pdsync import __version__, network
from pdsync.api._connection import Connection
from pdsync.api._errors import HttpAnswer
from pdsync.api._retry import LONGEST_LIMIT, Fate
from pdsync.frozen import frozen
from pdsync.network import Arrival, Http, Silence, WholeAnswer, amount

_FATES = {Arrival.NO: Fate.UNSENT, Arrival.MAYBE: Fate.LOST, Arrival.NEVER: Fate.FINAL}


@frozen
class Request:
    """One request; `repeatable` says that doing it twice is the same as doing it once."""

    method: str
    path: str
    params: tuple[tuple[str, str], ...] = ()
    body: Any = None
    repeatable: bool = True

    def __str__(self) -> str:
        """Method and path; parameters may hold what nobody wants in a log."""
        return f"{self.method} {self.path}"


@frozen
class Unanswered:
    """No answer came: whether the request may have arrived, and why in words."""

    fate: Fate
    words: str
    hint: str | None = None


def open_http(connection: Connection, transport: httpx.BaseTransport | None) -> Http:
    """The way to the account of a connection.

    Raises:
        PdsyncError: the environment's proxy or certificate settings are unusable.
    """
    return network.open_http(connection.peer, _headers(connection), transport)


def exchange(http: Http, call: Request, monotonic: Callable[[], float]) -> HttpAnswer | Unanswered:
    """Send the call once, and read all of its answer."""
    query = f"?{urlencode(call.params)}" if call.params else ""
    body = None if call.body is None else json.dumps(call.body).encode()
    url = f"{http.peer.base_url}{call.path}{query}"
    result = network.ask(http, call.method, url, body, monotonic)
    if isinstance(result, Silence):
        return Unanswered(_FATES[result.arrival], result.words, result.hint)
    return _answer(result)


def _headers(connection: Connection) -> dict[str, str]:
    headers = {
        "Accept": "application/vnd.pagerduty+json;version=2",
        "User-Agent": f"pdsync/{__version__}",
    }
    if connection.token:
        headers["Authorization"] = _authorization(connection.token)
    return headers


def _authorization(token: str) -> str:
    """OAuth tokens, which name their region in front, are borne; API keys have their own form."""
    is_oauth = token.startswith(("pdus+_", "pdeu+_"))
    return f"Bearer {token}" if is_oauth else f"Token token={token}"


def _answer(answer: WholeAnswer) -> HttpAnswer:
    reset = amount(answer.headers.get("ratelimit-reset"))
    absurd = reset is not None and reset > LONGEST_LIMIT
    return HttpAnswer(
        status=answer.status,
        text=answer.text,
        html=answer.is_html,
        location=answer.headers.get("location"),
        remaining=_count(answer.headers.get("ratelimit-remaining")),
        reset=None if absurd else reset,
        limit=_count(answer.headers.get("ratelimit-limit")),
        too_long=reset if absurd else None,
    )


def _count(text: str | None) -> int | None:
    value = amount(text)
    return None if value is None else int(value)
