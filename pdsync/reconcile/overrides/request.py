"""The request that makes overrides, or changes one, and the words for one that failed."""

from __future__ import annotations

from dataclasses import field

from pdsync.errors import PdsyncError
from pdsync.frozen import frozen
from pdsync.json_types import Json
from pdsync.roster import OnCallHandover


@frozen
class OverrideRequest:
    """Request that makes overrides, in order those of `items`; or that changes `changed`, an id.

    `whole` if PagerDuty takes all of its items or none. An item from and to the same person is
    what they keep.
    """

    schedule: str
    method: str
    path: str
    body: Json | None = field(hash=False)
    items: tuple[OnCallHandover, ...]
    whole: bool = False
    changed: str | None = None


def override_member(user: str | None) -> Json:
    """Return somebody, or nobody, as overrides of shift-based schedules name them."""
    return {"type": "user_member", "user_id": user} if user else {"type": "empty_member"}


def why_unsent(problem: PdsyncError) -> str:
    """Return why a request failed, with what to do about it where that is known."""
    return f"{problem.message} ({problem.hint})" if problem.hint else problem.message
