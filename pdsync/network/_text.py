"""Text that came over the network, fit to be shown. Pure; never shows a token."""

from __future__ import annotations

_LONGEST = 500


def printable(text: str) -> str:
    """Text that cannot steer a terminal: one line, anything invisible written as an escape."""
    line = " ".join(text.split())
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)


def clean(text: str, token: str | None) -> str:
    """Printable, of bearable length, the token masked."""
    return printable(masked(text, token))[:_LONGEST]


def masked(text: str, token: str | None) -> str:
    """The text without the token."""
    return text.replace(token, "***") if token else text
