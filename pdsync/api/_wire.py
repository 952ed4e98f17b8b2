"""One request over HTTP: an answer, or what went wrong on the way. Never waits, never repeats.

No answer takes for ever or fills the memory: each has a time and a size, whatever it trickles.
"""

from __future__ import annotations

import json
import math
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from pdsync import __version__
from pdsync.api._connection import Connection
from pdsync.api._errors import HttpAnswer
from pdsync.api._retry import LONGEST_LIMIT, Fate
from pdsync.errors import PdsyncError

CONNECT_SECONDS = 10
READ_SECONDS = 60
"""Between two pieces of an answer; PagerDuty itself gives up a request after less."""
WHOLE_SECONDS = 120
"""For all of an answer: a page of a hundred services comes within seconds."""
MOST_BYTES = 64 * 2**20
"""Of an answer, unpacked: a page of a hundred services has less than one hundredth of this."""

_left: ContextVar[Callable[[], float]] = ContextVar("_left")
"""Seconds that this thread's request still has; connections outlive requests."""


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Unanswered:
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
            timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
            follow_redirects=False,
            # Plain http goes to this machine only; a proxy would read the token on its way.
            trust_env=not connection.base_url.startswith("http://"),
        )
    except (ValueError, ImportError, OSError, httpx.InvalidURL) as error:
        raise PdsyncError(
            "the proxy or certificate settings of this environment are unusable",
            hint="check HTTPS_PROXY, ALL_PROXY, NO_PROXY, SSL_CERT_FILE and SSL_CERT_DIR",
        ) from error


class _LateError(Exception):
    """The time of the whole answer is over."""


def exchange(
    http: httpx.Client, connection: Connection, call: Request, monotonic: Callable[[], float]
) -> HttpAnswer | Unanswered:
    """Send the call once, and read all of its answer."""
    until = monotonic() + WHOLE_SECONDS
    _left.set(lambda: until - monotonic())
    try:
        return _exchange(http, connection, call)
    except _LateError:
        return _late(connection)
    except httpx.ReadTimeout as error:
        return _late(connection) if monotonic() >= until else _broken(error, connection)
    except httpx.RequestError as error:
        return _broken(error, connection)


def _exchange(http: httpx.Client, connection: Connection, call: Request) -> HttpAnswer | Unanswered:
    with closing(http.send(_request(http, connection, call), stream=True)) as response:
        body = bytearray()
        for piece in response.iter_bytes():
            body += piece
            if len(body) > MOST_BYTES:
                return _too_large(connection)
            _still_in_time()
    return _answer(response, body)


def _request(http: httpx.Client, connection: Connection, call: Request) -> httpx.Request:
    """The request with what the client has for all: to merge that anew each time takes longer."""
    headers, content = http.headers, None
    if call.body is not None:
        headers, content = httpx.Headers(headers), json.dumps(call.body)
        headers["Content-Type"] = "application/json"
    return httpx.Request(
        call.method,
        connection.base_url + call.path,
        params=call.params or None,
        headers=headers,
        content=content,
        extensions={"trace": _bound, "timeout": http.timeout.as_dict()},
    )


def _bound(event: str, about: Mapping[str, Any]) -> None:
    """Bound each reading of a connection that was just made, whatever it brings.

    Headers and pieces that unpack to nothing are seen by nobody above.
    """
    if not event.endswith((".connect_tcp.complete", ".start_tls.complete")):
        return
    stream = about["return_value"]
    read = stream.read

    # Both by name as well: so a SOCKS proxy is read.
    def read_in_time(max_bytes: int, timeout: float | None = None) -> bytes:
        left = _still_in_time()
        piece: bytes = read(max_bytes, left if timeout is None else min(timeout, left))
        return piece

    stream.read = read_in_time


def _still_in_time() -> float:
    """Seconds that are left for the answer, more than none."""
    left = _left.get()()
    if left <= 0:
        raise _LateError
    return left


def _late(connection: Connection) -> Unanswered:
    words = f"the answer of {connection.host} was not complete within {WHOLE_SECONDS // 60} minutes"
    return Unanswered(Fate.LOST, words, _network_hint())


def _too_large(connection: Connection) -> Unanswered:
    most = MOST_BYTES // 2**20
    words = f"the answer of {connection.host} is larger than {most} MB, which none should be"
    return Unanswered(Fate.LOST, words, _network_hint())


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


def _answer(response: httpx.Response, body: bytearray) -> HttpAnswer:
    # JSON is UTF-8, whatever its header says of a character set.
    text = body.decode("utf-8-sig", errors="replace")
    reset = _seconds(response.headers.get("ratelimit-reset"))
    absurd = reset is not None and reset > LONGEST_LIMIT
    return HttpAnswer(
        status=response.status_code,
        text=text,
        # Not by the content type: PagerDuty itself calls some of its plain sentences HTML.
        html=text.lstrip("\ufeff \t\r\n").startswith("<"),
        location=response.headers.get("location"),
        remaining=_count(response.headers.get("ratelimit-remaining")),
        reset=None if absurd else reset,
        limit=_count(response.headers.get("ratelimit-limit")),
        too_long=reset if absurd else None,
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


def _broken(error: httpx.RequestError, connection: Connection) -> Unanswered:
    host, proxy = connection.host, _proxy(connection)
    peer = f"the proxy {proxy}" if proxy else host
    hint = _proxy_hint() if proxy else _network_hint()
    if isinstance(error, httpx.ProxyError):
        words = f"{peer if proxy else 'the proxy'} does not let us through to {host}"
        return Unanswered(Fate.UNSENT, words, _proxy_hint())
    if isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout):
        words = f"{peer} accepts no connection within {CONNECT_SECONDS} s"
        return Unanswered(Fate.UNSENT, words, hint)
    if isinstance(error, httpx.ConnectError):
        causes = [*_causes(error)]
        words = _unencrypted(causes, host) or _unconnected(causes, peer, proxy or host)
        return _untrusted(causes, host) or Unanswered(Fate.UNSENT, words, hint)
    if isinstance(error, httpx.DecodingError):
        return Unanswered(Fate.LOST, f"the answer of {host} is damaged", _network_hint())
    if isinstance(error, httpx.TimeoutException):
        return Unanswered(
            Fate.LOST, f"no answer from {host} within {READ_SECONDS} s", _network_hint()
        )
    return Unanswered(Fate.LOST, f"the connection to {host} broke off", _network_hint())


def _proxy(connection: Connection) -> str:
    """The proxy on the way, as host and port: its address may hold a password. Empty for none."""
    parts = urlsplit(connection.base_url)
    proxies = getproxies() if parts.scheme == "https" else {}
    if not proxies or proxy_bypass(parts.hostname or ""):
        return ""
    return urlsplit(proxies.get("https") or proxies.get("all") or "").netloc.rpartition("@")[2]


def _untrusted(causes: list[BaseException], host: str) -> Unanswered | None:
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return Unanswered(
            Fate.FINAL,
            f"the certificate of {host} is not trusted, nothing was sent",
            "a proxy that inspects traffic needs its certificate in SSL_CERT_FILE; "
            "without such a proxy, this is not PagerDuty",
        )
    return None


def _unencrypted(causes: list[BaseException], host: str) -> str | None:
    """Encryption is with the host, through a proxy as well."""
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return f"no encrypted connection to {host}"
    return None


def _unconnected(causes: list[BaseException], peer: str, address: str) -> str:
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        name = urlsplit(f"//{address}").hostname
        whose = "" if peer == address else " of the proxy"
        return f"the name {name}{whose} is not known on this network"
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return f"{peer} refuses the connection"
    return f"{peer} cannot be reached"


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
