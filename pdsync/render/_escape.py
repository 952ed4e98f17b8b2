"""Text from files and accounts, made harmless to look at. Never touches what is sent."""

from __future__ import annotations

import re

# Joiners are invisible too, but emoji and several scripts are written with them.
_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\xa0\xad\u0600-\u0605\u061c\u06dd\u180e\u200b\u200e\u200f\u2028-\u202f"
    r"\u205f-\u206f\ud800-\udfff\ue000-\uf8ff\ufeff\ufff9-\uffff\U000e0000-\U0010ffff]"
)
_MENTION = re.compile(r"(?<![A-Za-z0-9])([@#])(?=[A-Za-z0-9])")
_MARKUP = re.compile(r"([\\`*_\[\]<>~|&])")


def visible(text: str) -> str:
    r"""The text on one line, with whatever steers a terminal or hides from the eye as an escape.

    `\x1b` for the escape character, `\n` for a new line, `\u202e` for a bidi override.
    """
    return _UNPRINTABLE.sub(lambda found: _escaped(found[0]), text)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def markdown(text: str) -> str:
    """The text as Markdown that shows exactly it: no markup, no HTML, nobody is mentioned."""
    return _MENTION.sub(r"\1<!-- -->", _MARKUP.sub(r"\\\1", visible(text)))


def html(text: str) -> str:
    """The text inside an HTML element of a Markdown page, where Markdown does not apply."""
    escaped = visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MENTION.sub(r"\1<!-- -->", escaped)


def code(text: str) -> str:
    """The text as a Markdown code span, whatever backticks it has."""
    shown = visible(text)
    fence = "`" * (longest_run(shown, "`") + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def longest_run(text: str, character: str) -> int:
    """The length of the longest run of one character."""
    return max((len(run) for run in re.findall(re.escape(character) + "+", text)), default=0)
