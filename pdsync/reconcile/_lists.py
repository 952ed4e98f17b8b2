"""Lists in sentences. Pure."""

from __future__ import annotations

from collections.abc import Iterable


def all_of(parts: Iterable[str]) -> str:
    """Return `one`, `one and two`, or `one, two and three`; nothing of none."""
    *before, last = [*parts] or [""]
    return f"{', '.join(before)} and {last}" if before else last
