"""Two lists as what comes, goes and changes places between them. Takes texts; knows no field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from pdsync.frozen import frozen
from pdsync.render._layout import MINUS, Row

_IN_ORDER = {"members", "users"}
"""Lists of people who take turns: their places are told."""


def _in_a_row(items: Sequence[str]) -> str:
    return ", ".join(items) or "none"


def listed(
    label: str,
    old: Sequence[str],
    new: Sequence[str],
    *,
    whole: Callable[[Sequence[str]], str] = _in_a_row,
    more: Mapping[str, str] = MappingProxyType({}),
) -> Row:
    """The difference in a line, or in rows: `+ nina (2nd of 4)`, `ana ⇄ ben`, `a → b`.

    `whole` tells a list that cannot be compared, `more` is said of what comes.
    """
    told = _Told(new, more if label in _IN_ORDER else None)
    lines = list(_lines(told, old, new)) if _are_comparable(old, new) else []
    if not lines:
        return Row(label, f"{whole(old)} → {whole(new)}")
    if len(lines) == 1:
        return Row(label, *lines[0])
    return Row(label, rows=tuple(Row("", *line) for line in lines))


@frozen
class _Told:
    """Words for what comes: with its place and `more` in a list whose order means something."""

    new: Sequence[str]
    more: Mapping[str, str] | None

    def of(self, one: str) -> str:
        """Return an item of the new list in words."""
        if self.more is None:
            return one
        place = f"{_ordinal(self.new.index(one) + 1)} of {len(self.new)}"
        return f"{one} ({place}){self.more.get(one, '')}"


def _are_comparable(old: Sequence[str], new: Sequence[str]) -> bool:
    """Return True if there is something that stays, and nothing stands twice."""
    once = len({*old}) == len(old) and len({*new}) == len(new)
    return once and bool({*old} & {*new})


def _lines(told: _Told, old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each difference, and its tone."""
    gone = [one for one in old if one not in new]
    come = [one for one in new if one not in old]
    if len(gone) == len(come) == 1 and old.index(gone[0]) == new.index(come[0]):
        yield f"{gone[0]} → {told.of(come[0])}", ""
    else:
        yield from ((f"{MINUS} {one}", "red") for one in gone)
        yield from ((f"+ {told.of(one)}", "green") for one in come)
    moves = _moves([one for one in old if one in new], [one for one in new if one in old])
    yield from ((move, "") for move in moves)


def _moves(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """What changed places among those that stay: two that were exchanged, or the order."""
    apart = [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]]
    if len(apart) == 2:  # noqa: PLR2004 - a pair
        yield " ⇄ ".join(one for one, _ in apart)
    elif apart:
        yield f"order: {', '.join(old)} → {', '.join(new)}"


def _ordinal(number: int) -> str:
    """`1st`, `2nd`, `11th`."""
    endings = {1: "st", 2: "nd", 3: "rd"}
    teen = number % 100 in range(11, 14)
    return f"{number}{'th' if teen else endings.get(number % 10, 'th')}"
