"""Matching of two lists by what their items are, not by position. Changes neither list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pdsync.kinds._model import Item


def _likeness(wanted: Any, live: Any) -> int:
    if not isinstance(wanted, Item) or not isinstance(live, Item):
        return 0
    return wanted.likeness(live)


def align(
    wanted: Sequence[Any], live: Sequence[Any], like: Callable[[Any, Any], int] = _likeness
) -> list[tuple[int, int]]:
    """Pair items by index, wanted with live: best likeness first, then nearest place."""
    scored = [
        (-likeness, abs(row - column), row, column)
        for row, one in enumerate(wanted)
        for column, other in enumerate(live)
        if (likeness := like(one, other))
    ]
    pairs: list[tuple[int, int]] = []
    rows: set[int] = set()
    columns: set[int] = set()
    for _, _, row, column in sorted(scored):
        if row not in rows and column not in columns:
            pairs.append((row, column))
            rows.add(row)
            columns.add(column)
    return sorted(pairs)
