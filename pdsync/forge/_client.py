"""Requests to a forge: one at a time, with its rate limits, and to its own host alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace
from http import HTTPStatus
from typing import Any
from urllib.parse import urljoin, urlsplit

from pdsync import __version__
from pdsync.errors import NoAnswer, PdsyncError
from pdsync.forge._reply import ForgeReply, limit_pause, limited, parsed, refusal
from pdsync.frozen import frozen
from pdsync.network import (
    Arrival,
    HttpHolder,
    Peer,
    Silence,
    Waiting,
    WholeAnswer,
    ask,
    clean,
    open_http,
)
from pdsync.on_demand import regex

_ATTEMPTS = 5
_LONGEST_LIMIT = 600.0
"""Seconds that one request may spend waiting for a rate limit."""
_BETWEEN_WRITES = 1.0
"""Seconds, as GitHub asks for."""
_MOST_PAGES = 200
_MOST_REDIRECTS = 5
_TOKEN = regex(r"[!-~]+")
_NEXT = regex(r'<([^<>]*)>(?:\s*;[^,<]*)?;\s*rel="?next"?')


@frozen
class _Call:
    """One request; `repeatable` says that doing it twice is the same as doing it once."""

    method: str
    url: str
    body: Any = None
    repeatable: bool = True

    def __str__(self) -> str:
        return f"{self.method} {urlsplit(self.url).path}"


@frozen
class Access:
    """Way into a forge's API.

    Attributes:
        peer: the forge, whose address is that of its API.
        token: what it is allowed by; a PdsyncError is raised for what cannot be one.
        accept: the form of its answers.
        authorities: a file of certificates to trust as well, if any.
    """

    peer: Peer
    token: str = field(repr=False)
    accept: Mapping[str, str]
    authorities: str | None = None

    def __post_init__(self) -> None:
        if not _TOKEN.fullmatch(self.token):
            raise PdsyncError(
                f"the token for {self.peer.name} holds a space or a character that no token has",
                hint="set the token alone, without quotes or words around it",
            )

    @property
    def headers(self) -> Mapping[str, str]:
        """Headers of every request."""
        who = {"User-Agent": f"pdsync/{__version__}", "Authorization": f"Bearer {self.token}"}
        return {**who, **self.accept}


class ForgeClient(HttpHolder):
    """A forge's API for one token. Not for several threads.

    Every method raises `ApiError` for an answer with an error status, `Forbidden` for one that
    says 401 or 403, and `NoAnswer` where none came, each after the repetitions that make sense.
    """

    def __init__(
        self,
        access: Access,
        *,
        waiting: Waiting,
        now: Callable[[], float],
        notice: Callable[[str], None] = lambda _: None,
        follow: Callable[[str], None] | None = None,
    ) -> None:
        """A client; `notice` is told about waits, `follow` about every attempt, in words.

        `now` gives seconds since 1970, as GitHub tells when a rate limit opens.
        """
        super().__init__(open_http(access.peer, access.headers, None, access.authorities))
        self._peer, self._token = access.peer, access.token
        self._waiting, self._now = waiting, now
        self._notice, self._follow = notice, follow
        self._wrote = False

    @property
    def peer(self) -> Peer:
        """The forge that is asked."""
        return self._peer

    def get(self, path: str) -> Any:
        """The parsed JSON at a path below the address of the API."""
        return self._settle(_Call("GET", self._peer.base_url + path)).body

    def pages(self, path: str) -> Iterator[Any]:
        """The items of a list, page by page, as its `Link` headers lead on."""
        url: str | None = self._peer.base_url + path
        for _ in range(_MOST_PAGES):
            if url is None:
                return
            reply = self._settle(_Call("GET", url))
            if not isinstance(reply.body, list):
                raise self._impostor(f"GET {urlsplit(url).path}: the answer is no list")
            yield from reply.body
            url = self._next(url, reply)
        raise PdsyncError(f"GET {urlsplit(path).path}: more than {_MOST_PAGES} pages of a list")

    def send(self, method: str, path: str, body: Any, *, repeatable: bool) -> Any:
        """One write; returns the parsed JSON of its answer."""
        return self.send_to(method, self._peer.base_url + path, body, repeatable=repeatable)

    def send_to(self, method: str, url: str, body: Any, *, repeatable: bool) -> Any:
        """One write to an address of the forge's that is not below that of its API."""
        if self._wrote:
            self._waiting.sleep(_BETWEEN_WRITES)
        self._wrote = True
        return self._sent(_Call(method, url, body, repeatable))

    def query(self, url: str, body: Any) -> Any:
        """One question that is sent to an address of the forge's, and changes nothing there."""
        return self._sent(_Call("POST", url, body))

    def _sent(self, call: _Call) -> Any:
        self._at_home(call.url, str(call))
        return self._settle(call).body

    def _next(self, url: str, reply: ForgeReply) -> str | None:
        found = _NEXT.search(reply.headers.get("link", ""))
        if not found:
            return None
        following: str = urljoin(url, found[1])
        self._at_home(following, f"GET {urlsplit(url).path}")
        return following

    def _at_home(self, url: str, what: str) -> None:
        """Raise for an address on another host, to which no token goes."""
        if _origin(url) != _origin(self._peer.base_url):
            raise self._impostor(f"{what}: it leads to another host, which is not followed")

    def _impostor(self, words: str) -> NoAnswer:
        return NoAnswer(clean(words, self._token), hint=self._peer.impostor_hint)

    def _settle(self, call: _Call) -> ForgeReply:
        """The reply, also where the repository has moved to another address of the forge."""
        for _ in range(_MOST_REDIRECTS):
            answer = self._attempted(call)
            if answer.status < HTTPStatus.MULTIPLE_CHOICES:
                return self._parsed(call, answer)
            target = urljoin(call.url, answer.headers.get("location", ""))
            self._at_home(target, str(call))
            call = replace(call, url=target)
        raise self._impostor(f"{call}: redirected more than {_MOST_REDIRECTS - 1} times")

    def _parsed(self, call: _Call, answer: WholeAnswer) -> ForgeReply:
        try:
            return ForgeReply(answer.headers, parsed(answer))
        except ValueError:
            words = f"{call}: the answer of {self._peer.host} is not JSON"
            raise self._impostor(words) from None

    def _attempted(self, call: _Call) -> WholeAnswer:
        """Attempt after attempt, until there is an answer without an error status."""
        failures, waits, waited = 0, 0, 0.0
        while True:
            answer = self._exchange(call)
            if isinstance(answer, WholeAnswer) and answer.status < HTTPStatus.BAD_REQUEST:
                return answer
            limit = limit_pause(answer, waits, self._now())
            if limit is None:
                failures += 1
                self._rest(call, answer, failures)
            elif waited + limit > _LONGEST_LIMIT:
                raise limited(str(call), answer, self._token, self._peer.name, limit)
            else:
                self._notice(f"{self._peer.name}'s rate limit is reached, waiting {limit:.0f} s")
                self._waiting.sleep(limit)
                waited, waits = waited + limit, waits + 1

    def _rest(self, call: _Call, answer: WholeAnswer | Silence, failures: int) -> None:
        """Wait until it may be tried again; raises the error where that makes no sense."""
        error = self._error(call, answer, f", tried {failures} times" if failures > 1 else "")
        if failures == _ATTEMPTS or not _is_passing(answer, call):
            raise error
        seconds = 2.0 ** (failures - 1) * (0.5 + self._waiting.random() / 2)
        self._notice(f"{error.message}; trying again in {seconds:.1f} s")
        self._waiting.sleep(seconds)

    def _error(self, call: _Call, answer: WholeAnswer | Silence, past: str) -> PdsyncError:
        if isinstance(answer, WholeAnswer):
            return refusal(str(call), answer, self._token, self._peer.name, past)
        sent = answer.arrival is Arrival.MAYBE
        return NoAnswer(f"{call}: {answer.words}{past}", sent=sent, hint=answer.hint)

    def _exchange(self, call: _Call) -> WholeAnswer | Silence:
        content = None if call.body is None else json.dumps(call.body).encode()
        clock = self._waiting.monotonic
        began = clock()
        answer = ask(self._http, call.method, call.url, content, clock)
        if self._follow is not None:
            said = answer.words if isinstance(answer, Silence) else str(answer.status)
            took = (clock() - began) * 1000
            self._follow(clean(f"{call}: {said}, {took:.0f} ms", self._token))
        return answer


def _is_passing(answer: WholeAnswer | Silence, call: _Call) -> bool:
    """Return True if the same may succeed a moment later, and does no harm if it did before."""
    if isinstance(answer, Silence):
        can_be_twice = answer.arrival is Arrival.NO or call.repeatable
        return answer.arrival is not Arrival.NEVER and can_be_twice
    broke_off = answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return (broke_off or answer.status == HTTPStatus.REQUEST_TIMEOUT) and call.repeatable


def _origin(url: str) -> tuple[str, str | None, int | None]:
    """Scheme, host and port of an address; raises no error for one that is none."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        return ("", None, None)
    return (parts.scheme, parts.hostname, port)
