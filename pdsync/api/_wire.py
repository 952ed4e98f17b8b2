"""One request over HTTP: an answer, or what went wrong on the way. Never waits, never repeats."""

from __future__ import annotations

import json
import math
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

from pdsync import __version__
from pdsync.api._connection import Connection
from pdsync.api._errors import Answer
from pdsync.api._retry import Fate
from pdsync.errors import PdsyncError

_CONNECT_SECONDS = 10
_READ_SECONDS = 60


@dataclass(frozen=True)
class Call:
    """One request; `repeatable` says that doing it twice is the same as doing it once."""

    method: str
    path: str
    params: tuple[tuple[str, str], ...] = ()
    body: Any = None
    repeatable: bool = True

    def __str__(self) -> str:
        """Method and path; parameters may hold what nobody wants in a log."""
        return f"{self.method} {self.path}"


@dataclass(frozen=True)
class Broken:
    """No answer came: whether the request may have arrived, and why in words."""

    fate: Fate
    words: str
    hint: str | None = None


def open_http(connection: Connection, transport: httpx.BaseTransport | None) -> httpx.Client:
    """The HTTP client of one connection; it follows no redirect.

    Raises:
        PdsyncError: the environment's proxy or certificate settings are unusable.
    """
    try:
        return httpx.Client(
            transport=transport,
            headers=_headers(connection),
            timeout=httpx.Timeout(_READ_SECONDS, connect=_CONNECT_SECONDS),
            follow_redirects=False,
            # Plain http goes to this machine only; a proxy would read the token on its way.
            trust_env=not connection.base_url.startswith("http://"),
        )
    except (ValueError, ImportError, OSError, httpx.InvalidURL) as error:
        raise PdsyncError(
            "the proxy or certificate settings of this environment are unusable",
            hint="check HTTPS_PROXY, ALL_PROXY, NO_PROXY, SSL_CERT_FILE and SSL_CERT_DIR",
        ) from error


def exchange(http: httpx.Client, connection: Connection, call: Call) -> Answer | Broken:
    """Send the call once."""
    content = None if call.body is None else json.dumps(call.body)
    try:
        response = http.request(
            call.method,
            connection.base_url + call.path,
            params=call.params or None,
            content=content,
            headers={"Content-Type": "application/json"} if content is not None else None,
        )
    except httpx.RequestError as error:
        return _broken(error, connection)
    return _answer(response)


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


def _answer(response: httpx.Response) -> Answer:
    text = response.text
    return Answer(
        status=response.status_code,
        text=text,
        # Not by the content type: PagerDuty itself calls some of its plain sentences HTML.
        html=text.lstrip("\ufeff \t\r\n").startswith("<"),
        location=response.headers.get("location"),
        remaining=_count(response.headers.get("ratelimit-remaining")),
        reset=_seconds(response.headers.get("ratelimit-reset")),
    )


def _seconds(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None


def _count(text: str | None) -> int | None:
    value = _seconds(text)
    return None if value is None else int(value)


def _broken(error: httpx.RequestError, connection: Connection) -> Broken:
    host = connection.host
    if isinstance(error, httpx.ProxyError):
        return Broken(Fate.UNSENT, f"the proxy does not let us through to {host}", _proxy_hint())
    if isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout):
        words = f"{host} accepts no connection within {_CONNECT_SECONDS} s"
        return Broken(Fate.UNSENT, words, _network_hint())
    if isinstance(error, httpx.ConnectError):
        return _unconnected([*_causes(error)], host)
    if isinstance(error, httpx.TimeoutException):
        return Broken(Fate.LOST, f"no answer from {host} within {_READ_SECONDS} s", _network_hint())
    return Broken(Fate.LOST, f"the connection to {host} broke off", _network_hint())


def _unconnected(causes: list[BaseException], host: str) -> Broken:
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return Broken(
            Fate.FINAL,
            f"the certificate of {host} is not trusted, nothing was sent",
            "a proxy that inspects traffic needs its certificate in SSL_CERT_FILE; "
            "without such a proxy, this is not PagerDuty",
        )
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        words = f"no encrypted connection to {host}"
    elif any(isinstance(cause, socket.gaierror) for cause in causes):
        words = f"the name {urlsplit('//' + host).hostname} is not known on this network"
    elif any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        words = f"{host} refuses the connection"
    else:
        words = f"{host} cannot be reached"
    return Broken(Fate.UNSENT, words, _network_hint())


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__


def _network_hint() -> str:
    return (
        "check the network, the proxy settings (HTTPS_PROXY, NO_PROXY) and the address "
        "(PAGERDUTY_SERVICE_REGION, --api-url)"
    )


def _proxy_hint() -> str:
    return "check HTTPS_PROXY and NO_PROXY, and that the proxy allows this host"
