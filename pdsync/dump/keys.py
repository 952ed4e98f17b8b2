"""Keys made from names: unique among those of a kind, and the same each time."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from pdsync.on_demand import regex
from pdsync.source import slug

_DASHES = regex("-{2,}")
_LONGEST = 100
T = TypeVar("T", bound=Hashable)


def key_of(name: str, otherwise: str) -> str:
    """Make a key of a name; `otherwise` is that of one without a letter or digit for it.

    What a key cannot have is one dash with the dashes around it: `EU - West` is `eu-west`.
    """
    made = slug(name)
    if made != name:
        made = _DASHES.sub("-", made)
    return made.strip("-._") or otherwise


def unique(wanted: Iterable[tuple[T, str]], taken: Iterable[str] = ()) -> Mapping[T, str]:
    """Return a key for each, as it is wanted or with a number, none of those that are taken.

    `wanted` are whose key it is, and the key, the first come being the first served.
    """
    used = {*taken}
    found: dict[T, str] = {}
    for whose, key in wanted:
        found[whose] = _free(key, used)
        used.add(found[whose])
    return found


def _free(key: str, used: set[str]) -> str:
    number, free = 1, key[:_LONGEST]
    while free in used:
        number += 1
        end = f"-{number}"
        free = f"{key[: _LONGEST - len(end)]}{end}"
    return free
