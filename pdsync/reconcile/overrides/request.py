"""The request that makes overrides, or changes one, and what it says of whose hours."""

from __future__ import annotations

from dataclasses import field

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
