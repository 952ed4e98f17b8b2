"""A request and its answer as plain values; no socket, no httpx, no state."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# Clients in the same process ask PagerDuty by its name, or a name that is kept for no address.
NOT_SERVED = (".pagerduty.com", ".invalid")


@dataclass(frozen=True)
class Request:
    """Request of a client.

    `headers` have lower-case names; `body` is parsed JSON or None; `origin` is the address that
    the client knows the API by, without a slash at the end.
    """

    method: str
    path: str
    query: list[tuple[str, str]] = field(default_factory=list)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    malformed: bool = False
    origin: str = "https://api.pagerduty.com"

    def site(self, subdomain: str) -> str:
        """The account's web site: the address that was asked, but for those nobody serves."""
        if self.origin.endswith(NOT_SERVED):
            return f"https://{subdomain}.pagerduty.com"
        return self.origin

    @classmethod
    def received(
        cls, method: str, url: str, headers: Iterable[tuple[str, str]], content: bytes
    ) -> Request:
        """From a whole URL, the headers and the raw content."""
        parts = urlsplit(url)
        query = parse_qsl(parts.query, keep_blank_values=True)
        names = {name.lower(): value for name, value in headers}
        body, malformed = _parsed(content)
        origin = f"{parts.scheme}://{parts.netloc}"
        return cls(method.upper(), unquote(parts.path), query, names, body, malformed, origin)


def _parsed(content: bytes) -> tuple[Any, bool]:
    if not content.strip():
        return None, False
    try:
        return json.loads(content), False
    except ValueError:
        return None, True


@dataclass(frozen=True)
class Response:
    """Answer of the sandbox."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def answer(status: int, body: Any = None) -> Response:
    """A JSON answer; no body at all when `body` is None."""
    if body is None:
        return Response(status, {}, b"")
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(status, {"content-type": "application/json; charset=utf-8"}, content)
