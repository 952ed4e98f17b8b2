"""One request over HTTP: an answer, or what went wrong on the way. Never waits, never repeats.

No answer takes for ever or fills the memory: each has a time and a size, whatever it trickles.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping
from contextlib import closing
from contextvars import ContextVar
from http.cookiejar import CookieJar
from types import TracebackType
from typing import Any, Self

import httpx

from pdsync.errors import PdsyncError
from pdsync.frozen import frozen
from pdsync.network._silence import (
    CONNECT_SECONDS,
    MOST_BYTES,
    READ_SECONDS,
    WHOLE_SECONDS,
    Peer,
    Silence,
    broken,
    late,
    too_large,
)

_left: ContextVar[Callable[[], float]] = ContextVar("_left")
"""Seconds that this thread's request still has; connections outlive requests."""

_READ = httpx.ByteStream(b"")
"""Stands for the body of an answer that was read."""


@frozen
class WholeAnswer:
    """An answer that was read to its end."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def is_html(self) -> bool:
        """True where a browser was meant to read it.

        Not by the content type: PagerDuty itself calls some of its plain sentences HTML.
        """
        return self.text.lstrip("\ufeff \t\r\n").startswith("<")


class HttpHolder:
    """Base of API clients: holds the HTTP client, and closes its connections at the end."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()


def open_http(
    peer: Peer,
    headers: Mapping[str, str],
    transport: httpx.BaseTransport | None,
    authorities: str | None = None,
) -> httpx.Client:
    """The HTTP client of one connection; it follows no redirect.

    Args:
        peer: who is asked.
        headers: those of every request.
        transport: stands in for the network.
        authorities: a file of certificates that are trusted beside the usual ones.

    Raises:
        PdsyncError: the environment's proxy or certificate settings are unusable.
    """
    try:
        return httpx.Client(
            transport=transport,
            verify=_trusting(authorities) if authorities else True,
            headers=dict(headers),
            cookies=_NoCookies(),
            timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
            follow_redirects=False,
            # Plain http goes to this machine only; a proxy would read the token on its way.
            trust_env=not peer.base_url.startswith("http://"),
        )
    except (ValueError, ImportError, OSError, httpx.InvalidURL) as error:
        raise PdsyncError(
            "the proxy or certificate settings of this environment are unusable",
            hint="check HTTPS_PROXY, ALL_PROXY, NO_PROXY, SSL_CERT_FILE and SSL_CERT_DIR",
        ) from error


class _NoCookies(CookieJar):
    """Jar that stays empty: no request here has any, and to look for them takes its time."""

    def extract_cookies(self, response: Any, request: Any) -> None:
        """Leave the cookies of an answer where they are."""


def _trusting(authorities: str) -> ssl.SSLContext:
    context = httpx.create_ssl_context()
    context.load_verify_locations(authorities)
    return context


class _LateError(Exception):
    """The time of the whole answer is over."""


class _TooLargeError(Exception):
    """The answer has more bytes than any should."""


def ask(
    http: httpx.Client, request: httpx.Request, peer: Peer, monotonic: Callable[[], float]
) -> WholeAnswer | Silence:
    """Send a request once, and read all of its answer."""
    until = monotonic() + WHOLE_SECONDS
    _left.set(lambda: until - monotonic())
    request.extensions = {"trace": _bound, "timeout": http.timeout.as_dict()}
    try:
        return _read(http, request)
    except _LateError:
        return late(peer)
    except _TooLargeError:
        return too_large(peer)
    except httpx.ReadTimeout as error:
        return late(peer) if monotonic() >= until else broken(error, peer)
    except httpx.RequestError as error:
        return broken(error, peer)


def _read(http: httpx.Client, request: httpx.Request) -> WholeAnswer:
    with closing(http.send(request, stream=True)) as response:
        body = bytearray()
        for piece in response.iter_bytes():
            body += piece
            if len(body) > MOST_BYTES:
                raise _TooLargeError
            _still_in_time()
    response.stream = _READ  # its own refers to the response: the two would keep each other
    # JSON is UTF-8, whatever its header says of a character set.
    text = body.decode("utf-8-sig", errors="replace")
    return WholeAnswer(response.status_code, response.headers, text)


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
