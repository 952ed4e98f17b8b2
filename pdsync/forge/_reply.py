"""Answers of a forge judged: what it gave, or trouble in words. Pure; never shows a token.

Sources: GitHub's pages on rate limits, troubleshooting and best practices of its REST API, and its
OpenAPI description; GitLab's on rate limits. `403` for a rate limit is GitHub's, `429` is both's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from pdsync.errors import ApiError, Forbidden
from pdsync.frozen import frozen
from pdsync.network import Silence, WholeAnswer, amount, clean, html_page, phrase

_MAY_BE_LIMITS = {HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS}
_LEAST_WAIT = 60.0
"""Seconds to wait for a rate limit that does not say how long."""
_PERMISSIONS = "x-accepted-github-permissions"


@frozen
class ForgeReply:
    """A successful answer: `body` is the parsed JSON, None where there is none."""

    headers: Mapping[str, str]
    body: Any


def limit_pause(answer: WholeAnswer | Silence, waits: int, now: float) -> float | None:
    """Seconds until a rate limit opens; None for an answer that is about something else.

    Args:
        answer: what came.
        waits: how often this request has waited before.
        now: seconds since 1970, as GitHub tells when its limit opens.
    """
    if isinstance(answer, Silence) or answer.status not in _MAY_BE_LIMITS:
        return None
    after = amount(answer.headers.get("retry-after"))
    if after is not None:
        return after
    headers = answer.headers
    reset = amount(headers.get("x-ratelimit-reset") or headers.get("ratelimit-reset"))
    remaining = headers.get("x-ratelimit-remaining") or headers.get("ratelimit-remaining")
    if remaining == "0" and reset is not None:
        return max(0.0, reset - now) + 1
    is_limit = answer.status == HTTPStatus.TOO_MANY_REQUESTS or remaining == "0"
    says_so = "rate limit" in answer.text[:2000].casefold()
    return _LEAST_WAIT * 2.0**waits if is_limit or says_so else None


def parsed(answer: WholeAnswer) -> Any:
    """Return the JSON of an answer, None for an empty one; raises ValueError for anything else."""
    if not answer.text.strip():
        return None
    try:
        return json.loads(answer.text)
    except RecursionError:
        raise ValueError from None


def refusal(what: str, answer: WholeAnswer, token: str, forge: str, past: str) -> ApiError:
    """Return the error for an answer with an error status.

    Args:
        what: method and path.
        answer: what came.
        token: what no word of the error may hold.
        forge: its name.
        past: how often or how long it was tried, as the end of a sentence.
    """
    words, hint = _refused(what, answer, token, forge), _hint(answer, token, forge)
    forbidden = answer.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
    kind = Forbidden if forbidden else ApiError
    return kind(f"{words}{past}", status=answer.status, hint=hint)


def limited(
    what: str, answer: WholeAnswer | Silence, token: str, forge: str, seconds: float
) -> ApiError:
    """Return the error for a rate limit that opens too late; it is no missing permission."""
    assert isinstance(answer, WholeAnswer)  # noqa: S101 - silence is no limit
    words = f"{_refused(what, answer, token, forge)}, which ends in {seconds:.0f} s"
    hint = "run the job again after that: the token, or its user, has sent too much"
    return ApiError(f"{words}: too long to wait", status=answer.status, hint=hint)


def _refused(what: str, answer: WholeAnswer, token: str, forge: str) -> str:
    said = _complaint(answer, forge).removeprefix(f"{answer.status} ")  # GitLab repeats it
    return clean(f"{what}: {answer.status} {said or phrase(answer.status)}", token)


def _complaint(answer: WholeAnswer, forge: str) -> str:
    if answer.is_html:
        return html_page(answer.status, forge)
    try:
        body = parsed(answer)
    except ValueError:
        return answer.text
    return "; ".join(_sentences(body, 0))


_BESIDES = {"documentation_url", "status", "resource", "code", "field"}
"""Names in error answers whose values say nothing that a person needs."""


def _sentences(value: Any, depth: int) -> list[str]:
    """Every sentence in an error answer; deeper than three levels nobody writes any."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if depth > 3:  # noqa: PLR2004 - message, errors, one error, its message
        return []
    if isinstance(value, list):
        return [said for one in value for said in _sentences(one, depth + 1)]
    if isinstance(value, dict):
        inner = [(name, one) for name, one in value.items() if name not in _BESIDES]
        said = [said for _, one in inner for said in _sentences(one, depth + 1)]
        field, code = value.get("field"), value.get("code")
        return said or ([f"{field} is {code}"] if field and code else [])
    return []


def _hint(answer: WholeAnswer, token: str, forge: str) -> str | None:
    status = answer.status
    if status == HTTPStatus.UNAUTHORIZED:
        return f"check {forge.upper()}_TOKEN: it is wrong or has expired"
    if status == HTTPStatus.FORBIDDEN:
        return _permission_hint(answer, token, forge)
    if status == HTTPStatus.NOT_FOUND:
        return (
            f"it is not there, or the token may not see it; {forge} does not tell these two apart"
        )
    if status == HTTPStatus.GONE:
        return "switch issues on in the settings of the repository"
    return None


def _permission_hint(answer: WholeAnswer, token: str, forge: str) -> str:
    if "locked" in answer.text[:2000].casefold():
        return "unlock the conversation, or let the step go without a comment"
    needed = clean(answer.headers.get(_PERMISSIONS, ""), token)
    if forge == "GitHub":
        keys = " or ".join(one.strip().replace("=", ": ") for one in needed.split(";"))
        return (
            f"the job needs `permissions: {keys.replace('_', '-')}`"
            if needed
            else "give the job `permissions: pull-requests: write`, or `issues: write` for --issue"
        )
    return "the token needs the scope `api`, and its user the role Developer in the project"
