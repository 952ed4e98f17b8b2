"""One request that apply will make, and what its placeholders mean. Sends nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Call:
    """One request that apply will make. Ids not known yet and the present instant are placeholders.

    In the body a placeholder is a value of its own, which no text equals; in the path it is the
    text that `segment` makes. `makes` says that the answer holds the id of a new resource;
    `deletes` counts what is lost by it, for the safety limits; `repeatable` that sending it twice
    does the same as once. A call with `if_lost` is sent only when an override that said this is
    gone after the calls before it. `part` names, by kind and key, the part of a resource whose id
    the answer holds. A call with `undoes` is sent only when one of that many calls before it
    failed. One that is `urgent` closes a gap that a run left open which broke off.
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
