"""Colour, or none. Every use of an ANSI escape is here."""

from __future__ import annotations

from pdsync.frozen import frozen

_CODES = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "cyan": "36",
    "title": "1",
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "note": "1;36",
    "help": "36",
}


@frozen
class Style:
    """Style of a text: with colour or not, and how many columns wide.

    `wraps` says that sentences are broken at that width too, as a terminal wants it: elsewhere each
    is one line, for tools that look for it. `links` says that a terminal shows them, `lines` how
    high it is.
    """

    color: bool = False
    columns: int = 80
    wraps: bool = False
    links: bool = False
    lines: int | None = None

    def paint(self, text: str, tone: str) -> str:
        """The text in a tone (`red`, `dim`, …); as it is without colour, or for no tone."""
        if not self.color or not tone or not text:
            return text
        return f"\x1b[{_CODES[tone]}m{text}\x1b[0m"

    def link(self, text: str, page: str | None) -> str:
        """The text, leading to a page where links are shown; a page is an address of our making."""
        if not self.links or not page:
            return text
        return f"\x1b]8;;{page}\x1b\\{text}\x1b]8;;\x1b\\"


PLAIN = Style()
"""80 columns, no colour."""
