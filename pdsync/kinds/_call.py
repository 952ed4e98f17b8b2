"""Requests that apply will make, with placeholders for ids not known yet. Sends nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pdsync.frozen import frozen


@frozen
class Call:
    """Request that apply will make. Unknown ids and the time of sending are placeholders.

    In the body a placeholder is a value of its own, which no text equals; in the path it is the
    text that `segment` makes.

    `makes`: the answer holds the id of a new resource. `deletes`: how many things it deletes, for
    the safety limits. `repeatable`: sent twice, it does the same as once. `if_lost`: an override,
    in words; the call is sent only if that is gone after the calls before. `part`: kind and key of
    the part of a resource whose id the answer holds. `undoes`: it is sent only if one of that many
    calls before it failed. `urgent`: it closes a coverage gap that an interrupted run left.
    """

    method: str
    path: str
    body: Mapping[str, Any] | None = None
    makes: bool = False
    deletes: int = 0
    repeatable: bool = True
    if_lost: str | None = None
    part: tuple[str, str] | None = None
    undoes: int = 0
    urgent: bool = False

    @property
    def is_conditional(self) -> bool:
        """True if it is sent only when something goes wrong."""
        return self.if_lost is not None or self.undoes > 0
