"""Series in a sentence: several words as people list them. Pure."""

from __future__ import annotations

from collections.abc import Iterable


def all_of(words: Iterable[str]) -> str:
    """Return `one`, `one and two` or `one, two and three`; nothing for none."""
    return _series(words, "and")


def any_of(words: Iterable[str]) -> str:
    """Return `one`, `one or two` or `one, two or three`; nothing for none."""
    return _series(words, "or")


def _series(words: Iterable[str], last_but_one: str) -> str:
    *first, last = [*words] or [""]
    return f"{', '.join(first)} {last_but_one} {last}" if first else last
