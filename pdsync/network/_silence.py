"""No answer, in words: what went wrong on the way, and whether the request may have arrived."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from enum import Enum, auto
from urllib.parse import urlsplit

import httpx

from pdsync.frozen import frozen
from pdsync.network._proxy import proxy_of

CONNECT_SECONDS = 10
READ_SECONDS = 60
"""Between two pieces of an answer; PagerDuty itself gives up a request after less."""
WHOLE_SECONDS = 120
"""For all of an answer: a page of a hundred services comes within seconds."""
MOST_BYTES = 64 * 2**20
"""Of an answer, unpacked: a page of a hundred services has less than one hundredth of this."""


class Arrival(Enum):
    """Arrival of a request that nobody answered: `NEVER` where trying again makes no sense."""

    NO = auto()
    MAYBE = auto()
    NEVER = auto()


@frozen
class Silence:
    """No answer came: whether the request may have arrived, and why in words."""

    arrival: Arrival
    words: str
    hint: str | None = None


@frozen
class Peer:
    """Somebody who is asked.

    Attributes:
        base_url: scheme, host and perhaps a path, without a slash at the end.
        name: what people call it, such as "PagerDuty".
        settings: where its address comes from, such as "PAGERDUTY_SERVICE_REGION, --api-url".
    """

    base_url: str
    name: str
    settings: str

    @property
    def host(self) -> str:
        """The host that is asked, with its port if one is written."""
        return urlsplit(self.base_url).netloc

    @property
    def network_hint(self) -> str:
        """Advice for a network that brings no answer."""
        return (
            "check the network, the proxy settings (HTTPS_PROXY, NO_PROXY) and the address "
            f"({self.settings})"
        )

    @property
    def impostor_hint(self) -> str:
        """Advice for an answer that cannot be its own."""
        return (
            f"something else answers in {self.name}'s place: check the proxy settings "
            f"(HTTPS_PROXY, NO_PROXY) and the address ({self.settings})"
        )


def late(peer: Peer) -> Silence:
    """An answer that trickles in for too long."""
    words = f"the answer of {peer.host} was not complete within {WHOLE_SECONDS // 60} minutes"
    return Silence(Arrival.MAYBE, words, peer.network_hint)


def too_large(peer: Peer) -> Silence:
    """An answer that would fill the memory."""
    most = MOST_BYTES // 2**20
    words = f"the answer of {peer.host} is larger than {most} MB, which none should be"
    return Silence(Arrival.MAYBE, words, peer.network_hint)


def broken(error: httpx.RequestError, peer: Peer) -> Silence:
    """Say what httpx met on the way to the peer."""
    host, proxy = peer.host, urlsplit(proxy_of(peer.base_url)).netloc.rpartition("@")[2]
    next_host = f"the proxy {proxy}" if proxy else host
    hint = _proxy_hint() if proxy else peer.network_hint
    if isinstance(error, httpx.ProxyError):
        words = f"{next_host if proxy else 'the proxy'} does not let us through to {host}"
        return Silence(Arrival.NO, words, _proxy_hint())
    if isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout):
        words = f"{next_host} accepts no connection within {CONNECT_SECONDS} s"
        return Silence(Arrival.NO, words, hint)
    if isinstance(error, httpx.ConnectError):
        causes = [*_causes(error)]
        words = _unencrypted(causes, host) or _unconnected(causes, next_host, proxy or host)
        return _untrusted(causes, peer) or Silence(Arrival.NO, words, hint)
    if isinstance(error, httpx.DecodingError):
        return Silence(Arrival.MAYBE, f"the answer of {host} is damaged", peer.network_hint)
    if isinstance(error, httpx.TimeoutException):
        words = f"no answer from {host} within {READ_SECONDS} s"
        return Silence(Arrival.MAYBE, words, peer.network_hint)
    return Silence(Arrival.MAYBE, f"the connection to {host} broke off", peer.network_hint)


def _untrusted(causes: list[BaseException], peer: Peer) -> Silence | None:
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return Silence(
            Arrival.NEVER,
            f"the certificate of {peer.host} is not trusted, nothing was sent",
            "a proxy that inspects traffic needs its certificate in SSL_CERT_FILE; "
            f"without such a proxy, this is not {peer.name}",
        )
    return None


def _unencrypted(causes: list[BaseException], host: str) -> str | None:
    """Encryption is with the host, through a proxy as well."""
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return f"no encrypted connection to {host}"
    return None


def _unconnected(causes: list[BaseException], next_host: str, address: str) -> str:
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        name = urlsplit(f"//{address}").hostname
        whose = "" if next_host == address else " of the proxy"
        return f"the name {name}{whose} is not known on this network"
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return f"{next_host} refuses the connection"
    return f"{next_host} cannot be reached"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what is below it, each once: they may lead in a circle."""
    told: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in told:
        yield cause
        told.add(id(cause))
        cause = cause.__cause__ or cause.__context__


def _proxy_hint() -> str:
    return "check HTTPS_PROXY and NO_PROXY, and that the proxy allows this host"
