"""Screens of a large plan: as much of its changes as so many lines hold, the gravest always."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from pdsync.frozen import frozen
from pdsync.render._style import Style
from pdsync.render.plan.folding.blocks import adopted, block, counted_lines, short_block
from pdsync.render.plan.folding.groups import ToldOnce

NAMED = 8
"""As many names of things whose change is the same are shown where not all are."""


@frozen
class Shown:
    """Text of changes, and how many of them are not shown whole."""

    text: str
    left: int = 0

    @property
    def lines(self) -> int:
        """Number of lines."""
        return lines_of(self.text)


@frozen
class _Piece:
    """Some lines; between two `short` pieces is no empty line. `left` changes are not whole."""

    text: str
    short: bool = False
    left: int = 0


@frozen
class Screens:
    """Changes of a plan in more or fewer lines."""

    groups: Sequence[ToldOnce]
    style: Style
    show_ids: bool = False

    def whole(self, most: int | None) -> Shown:
        """Return every change; of those that are the same `most` names, or all of them if None."""
        return _joined([*self._whole(self.groups, most)])

    def gravest(self) -> Shown:
        """Return what is never left out, in the fewest lines."""
        pieces = [*self._pieces(())]
        folded = sum(len(one.changes) for one in self.groups if one.danger.is_folded)
        return _joined([*pieces, _Piece("", left=folded)])

    def in_lines(self, lines: int) -> Shown:
        """Return as many changes whole as there is room for, and the others by their number."""
        kept: set[int] = set()
        kinds = Counter(_of_kind(one) for one in self.groups if one.danger.is_folded)
        room = lines - _joined([*self._pieces(()), *self._counted(())]).lines
        for number, one in enumerate(self.groups):
            # One that is alone in the line which counts it takes that line's place.
            alone = one.danger.is_folded and kinds[_of_kind(one)] == 1
            if (needed := self._more(one) - alone) <= room:
                kept.add(number)
                room -= needed
            if room <= 1:
                break
        return _joined([*self._pieces(kept), *self._counted(kept)])

    def _more(self, one: ToldOnce) -> int:
        """Return how many lines more it takes to show it whole, with an empty one."""
        whole = sum(lines_of(piece.text) for piece in self._whole([one], NAMED))
        return whole + 1 - (0 if one.danger.is_folded else lines_of(self._short(one).text))

    def _pieces(self, kept: Collection[int]) -> Iterator[_Piece]:
        """Yield these changes whole, and of the others the gravest in short."""
        taken = []
        for number, one in enumerate(self.groups):
            if number in kept and one.is_taken_over:
                taken.append(one)
            elif number in kept:
                yield from self._whole([one], NAMED)
            elif not one.danger.is_folded:
                yield self._short(one)
        yield from self._whole(taken, NAMED)

    def _counted(self, kept: Collection[int]) -> Iterator[_Piece]:
        """Yield lines with the number of the others that are not among these."""
        groups = [one for number, one in enumerate(self.groups) if number not in kept]
        folded = [one for one in groups if one.danger.is_folded]
        if folded:
            left = sum(len(one.changes) for one in folded)
            yield _Piece("\n".join(counted_lines(folded, self.style)), left=left)

    def _short(self, one: ToldOnce) -> _Piece:
        text = short_block(one.first, self.style, show_ids=self.show_ids)
        whole = block(one, self.style, show_ids=self.show_ids)
        return _Piece(text, short=True, left=int(text != whole))

    def _whole(self, groups: Sequence[ToldOnce], most: int | None) -> Iterator[_Piece]:
        taken = [one for one in groups if one.is_taken_over]
        for one in groups:
            if not one.is_taken_over:
                text = block(one, self.style, most=most, show_ids=self.show_ids)
                yield _Piece(text, left=_unnamed(one, most))
        if taken:
            left = sum(_unnamed(one, most) for one in taken)
            yield _Piece(adopted(taken, self.style, most=most), left=left)


def _of_kind(one: ToldOnce) -> tuple[str, str]:
    return one.first["action"], one.first["kind"]


def lines_of(text: str) -> int:
    """Return the number of lines of a text, 0 of none."""
    return text.count("\n") + 1 if text else 0


def _unnamed(one: ToldOnce, most: int | None) -> int:
    return 0 if most is None else max(len(one.changes) - most, 0)


def _joined(pieces: Sequence[_Piece]) -> Shown:
    parts = [one for one in pieces if one.text]
    words = [one.text for one in parts[:1]]
    for before, one in pairwise(parts):
        words += ["\n" if before.short and one.short else "\n\n", one.text]
    return Shown("".join(words), sum(one.left for one in pieces))
