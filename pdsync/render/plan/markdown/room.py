"""Room that is left in a comment, in bytes: what fits is kept whole, the rest is counted. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from pdsync.frozen import frozen

_SAYING = 200
"""Bytes that it may take to say how many there are besides."""


def size(text: str) -> int:
    """Return the bytes of a text as it is sent."""
    return len(text.encode("utf-8", "replace"))


@frozen
class Portion:
    """A text that is kept whole or left out, and of how many things it tells."""

    text: str
    count: int = 1


@frozen
class Room:
    """So many bytes are left."""

    left: int

    def without(self, *texts: str) -> Room:
        """Return what is left beside texts, each with a blank line after it."""
        return Room(self.left - sum(size(text) + 2 for text in texts))

    def kept(self, portions: Sequence[Portion], how: str = "pdsync plan") -> str:
        """Return as many portions as fit, from the first on, and how many things are left out.

        `how` is the command that shows all.
        """
        if sum(size(portion.text) + 2 for portion in portions) < self.left:
            return _joined(portions)
        kept: list[Portion] = []
        used = _SAYING
        for portion in portions:
            used += size(portion.text) + 2
            if used > self.left:
                break
            kept.append(portion)
        left = sum(portion.count for portion in portions[len(kept) :])
        more = f"… and {left:,} more: `{how}` shows all"
        return "\n\n".join([*([_joined(kept)] if kept else []), more])


def _joined(portions: Sequence[Portion]) -> str:
    """Return points of a list below each other, all else with a blank line between."""
    is_list = all(portion.text.startswith(("- ", "  ")) for portion in portions)
    return ("\n" if is_list else "\n\n").join(portion.text for portion in portions)
