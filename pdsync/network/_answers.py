"""One request over HTTP: an answer, or what went wrong on the way. Never waits, never repeats.

No answer takes for ever or fills the memory: each has a time and a size, whatever it trickles.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from contextvars import ContextVar
from functools import lru_cache
from types import TracebackType
from typing import Any, Self

import httpx

from pdsync.errors import PdsyncError
from pdsync.frozen import frozen
from pdsync.network._proxy import proxy_of
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


@frozen
class WholeAnswer:
    """An answer that was read to its end; its headers have names in small letters."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def is_html(self) -> bool:
        """True where a browser was meant to read it.

        Not by the content type: PagerDuty itself calls some of its plain sentences HTML.
        """
        return self.text.lstrip("\ufeff \t\r\n").startswith("<")


class Http:
    """HTTP as one peer is spoken to: without redirects and cookies, one way for all requests.

    `headers` are those of every request; `connect` makes a transport. One sends one request at a
    time: to find a free connection among all of a transport takes longer the more it has.
    """

    def __init__(
        self, peer: Peer, headers: Mapping[str, str], connect: Callable[[], httpx.BaseTransport]
    ) -> None:
        self.peer = peer
        host = httpx.URL(peer.base_url).netloc.decode()
        of_all = {"Host": host, **headers}
        self._headers = httpx.Headers({"Accept-Encoding": "gzip, deflate", **of_all})
        # The answer to a body is short: it is asked for as it is.
        self._headers_of_json = httpx.Headers({**of_all, "Content-Type": "application/json"})
        self._connect = connect
        self._free = [connect()]

    @contextmanager
    def transport(self) -> Iterator[httpx.BaseTransport]:
        """Lend a transport that nobody else sends by: the one that was used last."""
        try:
            lent = self._free.pop()
        except IndexError:
            lent = self._connect()
        try:
            yield lent
        finally:
            self._free.append(lent)

    def close(self) -> None:
        """Let go of the connections."""
        for one in self._free:
            one.close()

    def request(self, method: str, url: str, body: bytes | None) -> httpx.Request:
        """Return a request; a `body` is JSON."""
        made = httpx.Request(
            method,
            _parsed(url),
            headers=self._headers if body is None else self._headers_of_json,
            stream=httpx.ByteStream(body or b""),
            extensions=_EXTENSIONS,
        )
        if body is not None or method in _HAVE_A_BODY:
            made.headers["Content-Length"] = str(len(body or b""))
        return made


_HAVE_A_BODY = frozenset({"POST", "PUT", "PATCH"})
"""Methods of which servers expect a length, that of no body too."""


@lru_cache(maxsize=256)
def _parsed(url: str) -> httpx.URL:
    """Parse an address: most writes of an apply go to a few."""
    return httpx.URL(url)


class HttpHolder:
    """Base of API clients: holds its way to the peer, and closes the connections at the end."""

    def __init__(self, http: Http) -> None:
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
) -> Http:
    """The way to one peer, through the proxy of the environment if there is one.

    Args:
        peer: who is asked.
        headers: those of every request.
        transport: stands in for the network.
        authorities: a file of certificates that are trusted beside the usual ones.

    Raises:
        PdsyncError: the environment's proxy or certificate settings are unusable.
    """
    try:
        return Http(
            peer, headers, _network(peer, authorities) if transport is None else lambda: transport
        )
    except (ValueError, ImportError, OSError, httpx.InvalidURL) as error:
        raise PdsyncError(
            "the proxy or certificate settings of this environment are unusable",
            hint="check HTTPS_PROXY, ALL_PROXY, NO_PROXY, SSL_CERT_FILE and SSL_CERT_DIR",
        ) from error


def _network(peer: Peer, authorities: str | None) -> Callable[[], httpx.HTTPTransport]:
    trusted, proxy = _trusting(peer, authorities), proxy_of(peer.base_url) or None
    return lambda: httpx.HTTPTransport(verify=trusted, proxy=proxy)


def _trusting(peer: Peer, authorities: str | None) -> ssl.SSLContext:
    """Return what certificates are checked by: to load them takes its time, and http has none."""
    if peer.base_url.startswith("http://"):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context = httpx.create_ssl_context()
    if authorities:
        context.load_verify_locations(authorities)
    return context


class _LateError(Exception):
    """The time of the whole answer is over."""


class _TooLargeError(Exception):
    """The answer has more bytes than any should."""


def ask(
    http: Http, method: str, url: str, body: bytes | None, monotonic: Callable[[], float]
) -> WholeAnswer | Silence:
    """Send a request once, and read all of its answer; the `body` is JSON, None for none."""
    until = monotonic() + WHOLE_SECONDS
    _left.set(lambda: until - monotonic())
    peer = http.peer
    try:
        return _read(http, http.request(method, url, body))
    except _LateError:
        return late(peer)
    except _TooLargeError:
        return too_large(peer)
    except httpx.ReadTimeout as error:
        return late(peer) if monotonic() >= until else broken(error, peer)
    except httpx.RequestError as error:
        return broken(error, peer)


def _read(http: Http, request: httpx.Request) -> WholeAnswer:
    with http.transport() as transport, closing(transport.handle_request(request)) as response:
        headers = _by_name(response.headers.raw)
        body = bytearray()
        for piece in _pieces(response, headers):
            body += piece
            if len(body) > MOST_BYTES:
                raise _TooLargeError
            _still_in_time()
    # JSON is UTF-8, whatever its header says of a character set.
    text = body.decode(errors="replace").removeprefix("\ufeff")
    return WholeAnswer(response.status_code, headers, text)


def _pieces(response: httpx.Response, headers: Mapping[str, str]) -> Iterator[bytes]:
    """Return the body in pieces, unpacked: by httpx where it is packed, which takes longer."""
    stream = response.stream
    if "content-encoding" in headers or not isinstance(stream, httpx.SyncByteStream):
        return response.iter_bytes()
    return iter(stream)


def _by_name(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return headers by name in small letters, with all values of a name that comes again."""
    found: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode(errors="replace").lower(), value.decode(errors="replace")
        found[key] = f"{found[key]}, {text}" if key in found else text
    return found


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


_TIMEOUT = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
_EXTENSIONS = {"trace": _bound, "timeout": _TIMEOUT.as_dict()}
"""What every request tells the transport beside itself."""


def _still_in_time() -> float:
    """Seconds that are left for the answer, more than none."""
    left = _left.get()()
    if left <= 0:
        raise _LateError
    return left
