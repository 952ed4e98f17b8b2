"""Colours of people on a page: all those of one schedule and the next differ. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from hashlib import sha256

TONES = 3
"""Pale with dark letters, stronger with dark letters, dark with light letters."""
_HUES = tuple(range(26, 340, 26))
"""In degrees, without the red of gaps."""
_BETWEEN = (0, 13, 6, 19)
"""Steps between two hues, for schedules with very many people."""
_PALETTE = tuple((hue + step, tone) for step in _BETWEEN for tone in range(TONES) for hue in _HUES)
_FIRST = 2 * len(_HUES)
"""Those of the first two tones; the third is for many people."""

Colour = tuple[int, int]
"""A hue in degrees, and the number of a tone."""


def colours(people: Iterable[str], crews: Sequence[AbstractSet[str]]) -> dict[str, Colour]:
    """A colour for each person; `crews` are those of each row of a calendar, from top to bottom.

    Nobody has the colour of somebody in the same crew or in a neighbouring one as long as there are
    colours, and as far as possible none like it.
    """
    near = _near(crews)
    found: dict[str, Colour] = {}
    first = dict.fromkeys(one for crew in crews for one in sorted(crew))
    for person in dict.fromkeys((*first, *sorted(people))):
        around = near[person] if person in first else found
        taken = {found[one] for one in around if one in found}
        found[person] = _colour(person, taken)
    return found


def _near(crews: Sequence[AbstractSet[str]]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for number, crew in enumerate(crews):
        around = set().union(*crews[max(number - 1, 0) : number + 2])
        for person in crew:
            found[person] |= around - {person}
    return found


def _colour(person: str, taken: AbstractSet[Colour]) -> Colour:
    wished = int.from_bytes(sha256(person.encode()).digest()[:4])
    usual = [_PALETTE[(wished + step) % _FIRST] for step in range(_FIRST)]
    free = [one for one in usual if one not in taken]
    if not free:
        return next((one for one in _PALETTE if one not in taken), usual[0])
    return max(free, key=lambda one: min((_apart(one, other) for other in taken), default=0))


def _apart(one: Colour, other: Colour) -> int:
    """Return how far two colours are from each other, to the eye; further makes no difference."""
    hues = abs(one[0] - other[0])
    return min(min(hues, 360 - hues) + 60 * abs(one[1] - other[1]), 90)


def colours_css(found: Mapping[str, Colour]) -> str:
    """Return the rules of some classes."""
    classes: dict[Colour, list[str]] = defaultdict(list)
    for name, colour in found.items():
        classes[colour].append(f".{name}")
    return "".join(
        f"{','.join(names)}{{--h:{hue};--b:var(--b{tone});--k:var(--k{tone})}}"
        for (hue, tone), names in classes.items()
    )
