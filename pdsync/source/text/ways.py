"""Ways that lead to the places of a file: the names before what is written there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from functools import cache

from pdsync.diagnostics import Place
from pdsync.json_types import FieldPath
from pdsync.source.pages.reading import is_page
from pdsync.source.text.characters import decoded
from pdsync.source.text.parse import read

_Spot = tuple[int, int]


def ways_in(texts: Mapping[str, str]) -> Callable[[Place], FieldPath]:
    """Return what leads to a place: to what begins there, else to what began last before it.

    Nothing does in a file that cannot be read, or is a page. A file is read when the first is asked
    for.
    """

    @cache
    def of(file: str) -> tuple[list[_Spot], list[FieldPath]]:
        found = {} if is_page(file) else _spots(texts.get(file, ""), file)
        return list(found), list(found.values())

    def way_to(place: Place) -> FieldPath:
        spots, ways = of(place.file)
        number = bisect_right(spots, (place.line, place.column))
        return ways[number - 1] if number else ()

    return way_to


def _spots(text: str, file: str) -> Mapping[_Spot, FieldPath]:
    """The longest way to each place, from the top."""
    text, problem = decoded(text.encode("utf-8", "surrogatepass"), file)
    if problem:
        return {}
    found: dict[_Spot, FieldPath] = {}
    for document in read(text, file).documents:
        for spots in document.places.find():
            for way, place in spots.items():
                at = (place.line, place.column)
                if len(way) >= len(found.get(at, ())):
                    found[at] = way
    return dict(sorted(found.items()))
