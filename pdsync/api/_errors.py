"""PagerDuty's error answers in our words, whatever shape they have. Pure; never shows a token."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from pdsync.api._connection import Connection
from pdsync.api._pace import Allowance
from pdsync.errors import ApiError, Forbidden
from pdsync.frozen import frozen
from pdsync.network import clean, html_page, phrase
from pdsync.on_demand import regex

_DEEPEST = 5
_LIST = regex(r"GET (/v3)?/[a-z_]+")
_KNOWN = {"message", "code", "errors", "required_scopes", "token_scopes"}


@frozen
class HttpAnswer:
    """An HTTP answer as far as we read it.

    Attributes:
        status: of HTTP.
        text: its body.
        html: whether a browser was meant to read it.
        location: where it redirects to.
        remaining: requests until the rate limit is reached.
        reset: seconds until the rate limit opens, where it says so.
        limit: requests that the rate limit allows, where it says so.
        too_long: what it says instead, such as a date: more than anybody waits.
    """

    status: int
    text: str = ""
    html: bool = False
    location: str | None = None
    remaining: int | None = None
    reset: float | None = None
    limit: int | None = None
    too_long: float | None = None

    @property
    def allowance(self) -> Allowance | None:
        """What it says of the rate limit; None where that is not enough to go by."""
        if self.remaining is None or self.reset is None:
            return None
        return Allowance(self.remaining, self.reset, self.limit)


@frozen
class _Complaint:
    """Error body, cleaned: every sentence, and the scopes if it speaks of them."""

    message: str | None
    code: int | None = None
    reasons: tuple[str, ...] = ()
    required_scopes: str | None = None
    token_scopes: str | None = None


def error_of(what: str, answer: HttpAnswer, connection: Connection, *, past: str = "") -> ApiError:
    """The error for an answer with an error status.

    Args:
        what: method and path.
        answer: what came.
        connection: who was asked, and the token to keep out of the words.
        past: how often or how long it was tried, as the end of a sentence.
    """
    said = _complaint(answer, connection)
    code = f" (code {said.code})" if said.code is not None else ""
    reasons = f": {'; '.join(said.reasons)}" if said.reasons else ""
    words = said.message or phrase(answer.status)
    return _class(answer.status)(
        f"{what}: {answer.status} {words}{code}{reasons}{past}",
        status=answer.status,
        code=said.code,
        reasons=said.reasons,
        hint=_hint(what, answer.status, said, connection),
    )


def _class(status: int) -> type[ApiError]:
    return Forbidden if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN} else ApiError


def _complaint(answer: HttpAnswer, connection: Connection) -> _Complaint:
    if answer.html:
        return _Complaint(html_page(answer.status, connection.peer.name))
    try:
        body = json.loads(answer.text)
    except (ValueError, RecursionError):  # text, nothing, or nested beyond reason
        body = answer.text
    token = connection.token
    error = body.get("error", body) if isinstance(body, dict) else body
    if not isinstance(error, dict):
        sentences = (*_sentences(error, token),)
        return _Complaint(sentences[0] if sentences else None, reasons=sentences[1:])
    return _structured(error, token)


def _structured(error: dict[str, Any], token: str | None) -> _Complaint:
    message = "; ".join(_sentences(error.get("message"), token)) or None
    code = error.get("code")
    others = {key: value for key, value in error.items() if key not in _KNOWN}
    reasons = (*_sentences(error.get("errors"), token), *_sentences(others, token))
    return _Complaint(
        message,
        code if isinstance(code, int) and not isinstance(code, bool) else None,
        tuple(reason for reason in reasons if reason != message),
        ", ".join(_sentences(error.get("required_scopes"), token)) or None,
        ", ".join(_sentences(error.get("token_scopes"), token)) or None,
    )


def _sentences(value: Any, token: str | None, depth: int = 0) -> Iterator[str]:
    """Every sentence in a JSON value; those of a map start with their field."""
    if depth > _DEEPEST:
        yield "…"
    elif isinstance(value, list):
        for item in value:
            yield from _sentences(item, token, depth + 1)
    elif isinstance(value, dict):
        for key, item in value.items():
            for sentence in _sentences(item, token, depth + 1):
                yield f"{clean(key, token)}: {sentence}"
    elif value is not None and (sentence := clean(str(value), token)):
        yield sentence


def _hint(what: str, status: int, said: _Complaint, connection: Connection) -> str | None:
    if status == HTTPStatus.UNAUTHORIZED:
        return (
            f"check the token (PAGERDUTY_TOKEN, --token-file) and its region: {connection.label} "
            "was asked; PAGERDUTY_SERVICE_REGION is us or eu"
        )
    if status == HTTPStatus.FORBIDDEN:
        return _forbidden_hint(what, said)
    if status == HTTPStatus.PAYMENT_REQUIRED:
        return _ability_hint(what)
    if status == HTTPStatus.NOT_FOUND and _LIST.fullmatch(what):
        return _address_hint(what, connection)
    return None


def _address_hint(what: str, connection: Connection) -> str:
    """Every account has every list: where there is none, something else was asked."""
    parts = urlsplit(connection.base_url)
    asked = f"{connection.base_url}{what.removeprefix('GET ')} is not there: "
    if parts.path:
        return f"{asked}leave out `{parts.path}`, and write `{parts.scheme}://{parts.netloc}`"
    return f"{asked}check the address (PAGERDUTY_SERVICE_REGION, --api-url)"


def _forbidden_hint(what: str, said: _Complaint) -> str:
    if said.required_scopes or said.token_scopes:
        needed, present = said.required_scopes or "another scope", said.token_scopes or "none"
        return f"the token needs the scope {needed}; it has {present}"
    if what.startswith("GET "):
        return "check that the token's user may see this, and the token's region"
    return "it takes a key that is not read-only, of a user who may change this"


def _ability_hint(what: str) -> str:
    """Teams are the ability that accounts lack in practice; the rest is named by the answer."""
    named = "the ability `teams`" if re.search(r"/teams\b", what) else "an ability that this needs"
    return f"the account's PagerDuty plan lacks {named}; GET /abilities lists those it has"
