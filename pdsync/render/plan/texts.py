"""Long texts as the words in which they differ. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

_LONG = 50
"""Characters from which on a text is not shown whole."""

_AROUND = 2
"""Words that are shown on each side, for people to find the place."""


def differing(old: str, new: str) -> list[tuple[str, str]]:
    """Return each old and new passage of two long texts, [] for texts better shown whole."""
    if max(len(old), len(new)) <= _LONG:
        return []
    before, after = old.split(" "), new.split(" ")
    found = [
        (_passage(before, a, b), _passage(after, c, d)) for a, b, c, d in _hunks(before, after)
    ]
    shown = sum(len(one) + len(other) for one, other in found)
    return found if shown < (len(old) + len(new)) * 2 // 3 else []


def _hunks(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the ranges of words that differ, those near to each other as one."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    ends = {(0, 0), (len(old), len(new))}
    was, now = 0, 0
    for a, b, size in blocks:
        at_an_end = (a, b) in ends or (a + size, b + size) in ends
        if size <= 2 * _AROUND and not at_an_end:
            continue
        if (a, b) != (was, now):
            yield was, a, now, b
        was, now = a + size, b + size


def _passage(words: list[str], start: int, end: int) -> str:
    first, last = max(start - _AROUND, 0), min(end + _AROUND, len(words))
    inside = " ".join(words[first:last])
    return f"{'… ' if first else ''}{inside}{' …' if last < len(words) else ''}"
