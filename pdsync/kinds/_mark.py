"""Mark of ownership at the end of a description: write it, find it, take it off. Pure text."""

from __future__ import annotations

import sys

from pdsync.frozen import frozen
from pdsync.on_demand import regex

_MARK = regex(
    r"\s*\[managed by pdsync: (?P<stack>[a-z0-9-]{3,40})/(?P<key>[A-Za-z0-9._-]{1,100})"
    r"(?P<protected> protected)?\]\s*$"
)


@frozen
class Mark:
    """Owner of a live resource: a stack, and the key in it; a protected one is not deleted."""

    stack: str
    key: str
    protected: bool = False

    def __str__(self) -> str:
        return f"[managed by pdsync: {self.stack}/{self.key}{' protected' * self.protected}]"


def split_mark(description: str | None) -> tuple[str, Mark | None]:
    """Return a description without its mark, and the mark, or None if it ends in none.

    The mark is found whatever white space PagerDuty made of the line before it.
    """
    found = _MARK.search(description or "")
    if not found:
        return description or "", None
    mark = Mark(sys.intern(found["stack"]), found["key"], protected=found["protected"] is not None)
    return (description or "")[: found.start()], mark


def with_mark(text: str | None, mark: Mark) -> str:
    """Return a description that ends in the mark."""
    return f"{text}\n\n{mark}" if text else str(mark)
