"""Lines of a plan with the signs by which differences are coloured: `+`, `-` and `!`. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pdsync.frozen import frozen
from pdsync.on_demand import regex
from pdsync.render._style import Style

_SIGNS = {"green": "+", "red": "-", "error": "-", "yellow": "!"}
_PAINT = regex("\x1b[+!-]")  # nothing that is shown has an escape character
_MARKED = regex(r"^( *)! ")


@frozen
class SignStyle(Style):
    """Style whose tones are the signs of the lines that they are in."""

    def paint(self, text: str, tone: str) -> str:
        """The text, with the sign of its tone before it."""
        sign = _SIGNS.get(tone)
        return f"\x1b{sign}{text}" if sign and text else text


def signed(lines: Iterable[str], usual: str = " ") -> Iterator[str]:
    """Yield lines of this style, each with its sign or the usual one before it.

    A mark that says the same as the sign is left out.
    """
    for line in lines:
        found = _PAINT.search(line)
        text = _PAINT.sub("", line)
        bare = _MARKED.sub(r"\1  ", text) if found else text
        yield f"{found[0][1] if found else usual} {bare}"
