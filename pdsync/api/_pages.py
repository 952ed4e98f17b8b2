"""Lists in pages: which pages to read, and whether what came is all there is. Never sends."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from pdsync.errors import NotWhole, PdsyncError
from pdsync.frozen import frozen
from pdsync.json_types import Json

PAGE = 100
REACH = 10_000
"""PagerDuty refuses pages that end beyond this."""

Params = Sequence[tuple[str, str]]
Bodies = list[Any]


@frozen
class Get:
    """One read: a path and its query parameters, which may repeat."""

    path: str
    params: tuple[tuple[str, str], ...] = ()


@frozen
class Listing:
    """A list, as whole as two readings make it.

    Attributes:
        items: each distinct item once, in the list's order.
        total: how many PagerDuty says there are, None where it does not say.
        short: fewer came than `total` says, or no end, in two readings.
        clashing: ids that came with different contents, in two readings.
    """

    items: tuple[Json, ...]
    total: int | None
    short: bool
    clashing: tuple[str, ...] = ()


Fetch = Callable[[Sequence[Get]], Bodies]


def classic(
    fetch: Fetch, get: Get, plural: str, sort_by: str | None = None, expected: int = 0
) -> Listing:
    """A list by `limit` and `offset`, read a second time if it is short or contradicts itself.

    A `limit` among the parameters is the size of its pages, else it is the largest there is. The
    pages of as many as are `expected` are asked for at once, and the rest when the total is known.
    """
    return _counted(lambda: _Classic(fetch, get, plural, sort_by, expected).read())


def _counted(read: Callable[[], Listing]) -> Listing:
    first = read()
    return read() if first.short or first.clashing else first


@frozen
class _Page:
    items: list[Json]
    total: int | None
    limit: int
    more: bool | None


def _page(get: Get, plural: str, body: Any) -> _Page:
    items = body.get(plural) if isinstance(body, dict) else None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise NotWhole(
            f"GET {get.path}: the answer holds no list `{plural}`",
            hint="nothing is made of an answer that is not whole: try again, or check the address "
            "(PAGERDUTY_SERVICE_REGION, --api-url), for this may not be PagerDuty",
        )
    return _Page(
        items,
        _number(body, "total"),
        max(_number(body, "limit") or PAGE, 1),
        body["more"] if isinstance(body.get("more"), bool) else None,
    )


def _number(body: Json, name: str) -> int | None:
    """A count; None for anything else, such as a number below nothing."""
    value = body.get(name)
    counts = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return value if counts else None


def _listing(pages: Sequence[_Page], *, cut_off: bool = False) -> Listing:
    items: dict[str, Json] = {}
    clashing: dict[str, None] = {}
    for item in (item for page in pages for item in page.items):
        known = items.setdefault(_identity(item), item)
        if known != item:
            clashing[_identity(item)] = None
    total = max((page.total for page in pages if page.total is not None), default=None)
    short = cut_off or (total is not None and len(items) < total)
    return Listing(tuple(items.values()), total, short, tuple(clashing))


def _identity(item: Json) -> str:
    """Return the identity of an item across pages; members of teams have no id."""
    return str(item["id"]) if item.get("id") else json.dumps(item, sort_keys=True)


@frozen
class _Classic:
    """One reading of a list by offsets."""

    fetch: Fetch
    get: Get
    plural: str
    sort_by: str | None
    expected: int

    def read(self) -> Listing:
        pages = self._pages("asc", _spans(0, self._size, min(max(self.expected, 1), REACH)))
        first = pages[0]
        if first.total is None:
            return self._onward(first)
        step = min(first.limit, self._size)
        if step < self._size:
            pages = [first]  # those after it began elsewhere than where it ended
        beyond = self._beyond(first.total, step)
        pages += self._pages("asc", _spans(len(pages) * step, step, min(first.total, REACH)))
        last = self._pages("desc", _spans(0, step, beyond))
        back = [replace(page, items=page.items[::-1]) for page in reversed(last)]
        is_beyond_total = not last and pages[-1].more is True
        return _listing([*pages, *back], cut_off=is_beyond_total)

    def _onward(self, first: _Page) -> Listing:
        """Page after page, where PagerDuty does not say how many there are."""
        pages = [first]
        offset = 0
        while pages[-1].more and pages[-1].items:
            offset += len(pages[-1].items)
            if offset >= REACH:
                raise _too_long(self.get.path, "more than 10,000")
            pages += self._pages("asc", [(offset, min(self._size, REACH - offset))])
        # What does not say that it is the last page may not be.
        return _listing(pages, cut_off=pages[-1].more is not False)

    @property
    def _size(self) -> int:
        """Return the number of items to ask for on a page."""
        return int(dict(self.get.params).get("limit", PAGE))

    def _beyond(self, total: int, step: int) -> int:
        """Return how far to read from the other end, one page overlapping; 0 for no need."""
        if total <= REACH:
            return 0
        if self.sort_by is None or total > 2 * REACH:
            raise _too_long(self.get.path, f"{total:,}")
        return min(total - REACH + step, REACH)

    def _pages(self, order: str, spans: Sequence[tuple[int, int]]) -> list[_Page]:
        if not spans:
            return []
        sort = (("sort_by", f"{self.sort_by}:{order}"),) if self.sort_by else ()
        asked = (one for one in self.get.params if one[0] != "limit")
        always = (*asked, *sort, ("total", "true"))
        gets = [
            Get(self.get.path, (*always, ("limit", str(limit)), ("offset", str(offset))))
            for offset, limit in spans
        ]
        return [_page(self.get, self.plural, body) for body in self.fetch(gets)]


def _spans(start: int, step: int, end: int) -> list[tuple[int, int]]:
    """Offset and limit of the pages from `start` to `end`, none reaching beyond REACH."""
    return [(offset, min(step, REACH - offset)) for offset in range(start, end, step)]


def _too_long(path: str, number: str) -> PdsyncError:
    return PdsyncError(
        f"GET {path}: the list holds {number} entries, and PagerDuty does not show them all",
        hint="nothing is planned on a part of a list",
    )
