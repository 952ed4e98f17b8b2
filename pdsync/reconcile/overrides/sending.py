"""Sending of overrides: each answer is read, and a lost one looked up before it is repeated."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from pdsync.errors import ApiError, NoAnswer, PdsyncError
from pdsync.frozen import frozen
from pdsync.json_types import Json, JsonView
from pdsync.oncall import Span
from pdsync.reconcile._remote import Remote
from pdsync.reconcile.overrides.request import OverrideRequest, why_unsent
from pdsync.reconcile.overrides.requests import found_in
from pdsync.reconcile.overrides.standing import listed_overrides
from pdsync.roster import OnCallHandover

_CREATED = range(200, 300)
_BEFORE = "nothing is sent after what failed"


@frozen
class SentOverride:
    """Override that was to be made: its id where it was made, and why not where it was not.

    `unknown` where its answer was lost and it could not be looked up: it may stand.
    """

    handover: OnCallHandover
    id: str | None = None
    reason: str | None = None
    changed: bool = False
    unknown: bool = False

    @property
    def is_made(self) -> bool:
        """True if it is known to be there."""
        return self.reason is None


def send_overrides(
    requests: Iterable[OverrideRequest],
    remote: Remote,
    now: Callable[[], datetime],
    interrupted: Callable[[], bool] = lambda: False,
) -> tuple[SentOverride, ...]:
    """Send requests until one fails; returns what became of each override.

    Raises nothing: what could not be sent says why.
    """
    sent: list[SentOverride] = []
    why = ""
    for one in requests:
        if interrupted():
            why = why or "it was interrupted before"
        if why:
            sent += [SentOverride(item, reason=why) for item in one.items]
            continue
        found = _sent(one, remote, now)
        sent += found
        why = _BEFORE if any(not it.is_made for it in found) else ""
    return tuple(sent)


def _sent(
    one: OverrideRequest, remote: Remote, now: Callable[[], datetime], *, again: bool = True
) -> list[SentOverride]:
    try:
        reply = remote.send(one.method, one.path, one.body, repeatable=one.changed is not None)
    except (ApiError, NoAnswer) as problem:
        # What a lost answer did is not there any more when it is sent again.
        if one.method == "DELETE" and isinstance(problem, ApiError) and problem.is_gone:
            return [SentOverride(item, changed=True) for item in one.items]
        is_lost = problem.is_unclear if isinstance(problem, ApiError) else problem.sent
        if not is_lost:
            return [SentOverride(item, reason=why_unsent(problem)) for item in one.items]
        return _looked_up(one, remote, now, problem, again=again)
    if one.changed:
        ident = one.changed if one.body else None
        return [SentOverride(item, ident, changed=True) for item in one.items]
    rows = _rows(reply.body)
    if len(rows) != len(one.items):
        lost = PdsyncError("PagerDuty's answer does not say what became of each override")
        return _looked_up(one, remote, now, lost, again=False)
    return [_of_row(item, row) for item, row in zip(one.items, rows, strict=True)]


def _rows(body: Any) -> list[Any]:
    """Return an answer's items, which come in a bare list or under a name."""
    found = body.get("overrides") if isinstance(body, Mapping) else body
    return found if isinstance(found, list) else []


def _of_row(item: OnCallHandover, row: Any) -> SentOverride:
    """Return what one item says: PagerDuty accepts a request of which it refuses single items."""
    told = row if isinstance(row, Mapping) else {}
    status = told.get("status", 201)
    if not isinstance(status, int) or status not in _CREATED:
        errors = told.get("errors") or ["no reason was given"]
        words = "; ".join(map(str, errors)) if isinstance(errors, list) else str(errors)
        return SentOverride(item, reason=f"PagerDuty refused it (status {status}): {words}")
    override = told.get("override", told)
    ident = override.get("id") if isinstance(override, Mapping) else None
    return SentOverride(item, str(ident) if ident else None)


def _looked_up(
    one: OverrideRequest,
    remote: Remote,
    now: Callable[[], datetime],
    problem: PdsyncError,
    *,
    again: bool,
) -> list[SentOverride]:
    """Return what of a request is there whose answer was lost; what is not is sent once more."""
    try:
        there = _listed(one, remote)
    except PdsyncError as other:
        reason = f"{problem.message}; then {other.message}"
        return [SentOverride(item, reason=reason, unknown=True) for item in one.items]
    is_change = one.changed is not None
    made = {item: found_in(there, item, now()) for item in one.items}
    missing = [item for item, raw in made.items() if raw is None]
    sent = {
        item: SentOverride(item, str(raw["id"]) if raw.get("id") else None, changed=is_change)
        for item, raw in made.items()
        if raw is not None
    }
    if missing and again:
        rest = replace(one, items=tuple(missing), body=_body_of(one, missing))
        sent |= {it.handover: it for it in _sent(rest, remote, now, again=False)}
    sent |= {
        item: SentOverride(item, reason=why_unsent(problem)) for item in missing if item not in sent
    }
    return [sent[item] for item in one.items]


def _body_of(one: OverrideRequest, items: Collection[OnCallHandover]) -> Json | None:
    """Return the body of a request for some of its items; of one that changes it is the same."""
    if one.changed or not one.body:
        return one.body
    bodies = zip(one.items, one.body["overrides"], strict=True)
    return {"overrides": [body for item, body in bodies if item in items]}


def _listed(one: OverrideRequest, remote: Remote) -> list[JsonView]:
    path = one.path.partition("/overrides")[0] + "/overrides"
    since = min(item.span.start for item in one.items)
    until = max(item.span.end for item in one.items)
    return listed_overrides(remote, path, Span(since, until), pages=one.whole)
