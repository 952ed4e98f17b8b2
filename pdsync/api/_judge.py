"""Judgement of an answer: a reply, or trouble with a fate and its error. Pure."""

from __future__ import annotations

import json
import math
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from pdsync.api._connection import Connection
from pdsync.api._errors import HttpAnswer, error_of
from pdsync.api._keys import without_secrets
from pdsync.api._retry import LONGEST_LIMIT, Fate, History
from pdsync.api._wire import Request, Unanswered
from pdsync.errors import ApiError, NoAnswer, PdsyncError
from pdsync.frozen import frozen
from pdsync.network import masked, printable

# What PagerDuty says about itself and not about the request (its Terraform provider waits for the
# same): another write to the account held the lock, or was first.
_PASSING = ("could not be locked", "version conflict")
_LOCKED = {HTTPStatus.BAD_REQUEST, HTTPStatus.LOCKED}
_MET = {HTTPStatus.CONFLICT, HTTPStatus.LOCKED}
"""The answers to a write that met another one, whatever they say."""


@frozen
class Reply:
    """A successful answer; `body` is the parsed JSON without secrets, None where there is none."""

    status: int
    body: Any


@frozen
class Trouble:
    """No success: what became of the attempt, and the error if nothing more is tried."""

    fate: Fate
    error: PdsyncError
    reset: float | None = None


def judge(
    call: Request, result: HttpAnswer | Unanswered, history: History, connection: Connection
) -> Reply | Trouble:
    """Judge the result of the call's next attempt."""
    if isinstance(result, Unanswered):
        maybe_sent = history.maybe_sent or result.fate is Fate.LOST
        words = f"{call}: {result.words}{_tries(history)}"
        return Trouble(result.fate, NoAnswer(words, sent=maybe_sent, hint=result.hint))
    if HTTPStatus.OK <= result.status < HTTPStatus.MULTIPLE_CHOICES:
        return _success(call, result, history, connection)
    if result.status < HTTPStatus.BAD_REQUEST:
        return _redirect(call, result, connection)
    if call.method == "DELETE" and result.status == HTTPStatus.NOT_FOUND:
        return Reply(result.status, None)
    return _refusal(call, result, history, connection)


def _success(
    call: Request, answer: HttpAnswer, history: History, connection: Connection
) -> Reply | Trouble:
    if answer.html:
        words = f"{call}: {connection.host} answers with an HTML page; this is not PagerDuty"
        return Trouble(Fate.FINAL, NoAnswer(words, hint=connection.peer.impostor_hint))
    if not answer.text.strip():
        return Reply(answer.status, None)
    try:
        return Reply(answer.status, without_secrets(_parsed(answer.text), answer.text))
    except (ValueError, RecursionError):
        cut = f"{call}: the answer of {connection.host} is cut off or not JSON{_tries(history)}"
        return Trouble(Fate.LOST, NoAnswer(cut, hint=connection.peer.impostor_hint))


def _parsed(text: str) -> Any:
    """Parse JSON; raises ValueError for `NaN` and `Infinity` too, which Python would take.

    A number too large for a float (`1e400`) would become infinite: it is refused likewise.
    """
    return _DECODER.decode(text)


def _no_number(word: str) -> float:
    raise ValueError(word)


def _finite(digits: str) -> float:
    number = float(digits)
    return number if math.isfinite(number) else _no_number(digits)


_DECODER = json.JSONDecoder(parse_constant=_no_number, parse_float=_finite)
"""Made once: the functions of `json` make one for each text where anything is asked of it."""


def _redirect(call: Request, answer: HttpAnswer, connection: Connection) -> Trouble:
    # Masked first: a host name is read in lower case, where the token would not be found again.
    target = printable(_host_of(masked(answer.location or "", connection.token)))
    words = f"{connection.host} redirects to {target or connection.host}, which is not followed"
    return Trouble(Fate.FINAL, NoAnswer(f"{call}: {words}", hint=connection.peer.impostor_hint))


def _host_of(location: str) -> str:
    try:
        return urlsplit(location).hostname or ""
    except ValueError:
        return "an unreadable address"


def _refusal(
    call: Request, answer: HttpAnswer, history: History, connection: Connection
) -> Trouble:
    limited = answer.status == HTTPStatus.TOO_MANY_REQUESTS
    past = _limit_tries(history) if limited else _tries(history)
    error = error_of(str(call), answer, connection, past=past)
    if limited:
        return Trouble(Fate.LIMITED, error, answer.reset)
    if error.is_unclear:
        return Trouble(Fate.FAILED, error)
    return Trouble(Fate.LOCKED if _is_passing(call, error) else Fate.FINAL, error)


def _is_passing(call: Request, error: ApiError) -> bool:
    """Return True if another write was in the way: the same may be taken a moment later."""
    said = " ".join((error.message, *error.reasons)).casefold()
    locked = error.status in _LOCKED and any(words in said for words in _PASSING)
    return locked or (call.method != "GET" and error.status in _MET)


def _tries(history: History) -> str:
    return f", tried {history.failures + 1} times" if history.failures else ""


def _limit_tries(history: History) -> str:
    minutes = LONGEST_LIMIT / 60
    waited = history.limited_seconds >= LONGEST_LIMIT
    return f", still after waiting for {minutes:.0f} minutes" if waited else ""
