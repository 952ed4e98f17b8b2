"""Classic pagination: `limit`, `offset`, `more`, and a `total` only for who asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pdsync.sandbox._errors import invalid
from pdsync.sandbox.collections.call import Call

PAGE, LARGEST_PAGE = 25, 100
DEEPEST_OFFSET = 10_000


def place(call: Call, pages: tuple[int, int] = (PAGE, LARGEST_PAGE)) -> tuple[int, int]:
    """The limit and offset of a request; too large a limit is made smaller."""
    page, largest = pages
    limit = min(max(call.number("limit", page), 1), largest)
    offset = call.number("offset", 0)
    if offset + limit > DEEPEST_OFFSET:
        raise invalid(f"Offset plus limit must not exceed {DEEPEST_OFFSET}")
    return limit, offset


def paged(
    call: Call,
    select: Callable[[str], list[Any]],
    count: Callable[[], int],
    pages: tuple[int, int] = (PAGE, LARGEST_PAGE),
) -> tuple[list[Any], dict[str, Any]]:
    """One page of what SQL selects, and the fields that tell where it stands."""
    limit, offset = place(call, pages)
    rows = select(f"LIMIT {limit + 1} OFFSET {offset}")
    total = count() if call.flag("total") else None
    return rows[:limit], standing(limit, offset, more=len(rows) > limit, total=total)


def paged_list(call: Call, items: Sequence[Any]) -> tuple[Sequence[Any], dict[str, Any]]:
    """One page of a list that was computed."""
    limit, offset = place(call)
    total = len(items) if call.flag("total") else None
    page = items[offset : offset + limit]
    return page, standing(limit, offset, more=len(items) > offset + limit, total=total)


def standing(limit: int, offset: int, *, more: bool, total: int | None) -> dict[str, Any]:
    """The four fields beside a list."""
    return {"limit": limit, "offset": offset, "more": more, "total": total}
