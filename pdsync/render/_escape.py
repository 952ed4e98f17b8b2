"""Text from files and accounts, made harmless to look at. Never touches what is sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pdsync.on_demand import regex

# Joiners are invisible too, but emoji and several scripts are written with them.
_UNPRINTABLE = regex(
    r"[\x00-\x1f\x7f-\xa0\xad\u0600-\u0605\u061c\u06dd\u180e\u200b\u200e\u200f\u2028-\u202f"
    r"\u205f-\u206f\ud800-\udfff\ue000-\uf8ff\ufeff\ufff9-\uffff\U000e0000-\U0010ffff]"
)
_COMMAND = regex(r"^(\s*)::", re.MULTILINE)
_WORDS = regex(r"( +)")
_CODE = regex(r"(?<!`)`([^`]+)`(?!`)")
_ACTS = regex(
    # ASCII punctuation that Markdown, a pull request or its pages give a meaning,
    r"[#$%&*<>@\[\\\]^_`{|}~]"
    # addresses, short codes of emoji, and what is taken for a number of a merge request or issue
    r"|://|www\.|:(?!\d\d-\d\d:)[\w+-]+:|!\w|GH-\d"
    # and for a commit.
    r"|(?<![0-9A-Za-z])[0-9A-Fa-f]{7,40}(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_TRIMMED = regex(r"([\"'(]*)(.*?)([\"'.,;:]*)")
_IN_BRACKETS = regex(r"([\"'(]*)(.*?)([\"'.,;:)]*)")


def visible(text: str) -> str:
    r"""The text on one line, with whatever steers a terminal or hides from the eye as an escape.

    `\x1b` for the escape character, `\n` for a new line, `\u202e` for a bidi override.
    """
    return _UNPRINTABLE.sub(lambda found: _escaped(found[0]), text)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def for_runner(text: str) -> str:
    r"""The text with nothing in it that the runner of GitHub Actions takes for a command.

    It obeys a line that begins with `::`, and `##[` wherever it stands: `\x3a:`, `#\x23[`.
    """
    return _COMMAND.sub(r"\1\\x3a:", text).replace("##[", r"#\x23[")


def markdown(text: str) -> str:
    """The text as Markdown that shows exactly it: no markup, no link, no HTML, no mention.

    What is code in our sentences stays code. So becomes each word that could mean something to
    Markdown or to the page that shows it: nothing acts inside code, on any of them.
    """
    pieces: list[tuple[bool, str]] = []
    for is_code, piece in _pieces(visible(text)):
        if is_code and pieces and pieces[-1][0]:  # two codes next to each other would be one
            pieces[-1] = (True, pieces[-1][1] + piece)
        else:
            pieces.append((is_code, piece))
    return "".join(code(piece) if is_code else piece for is_code, piece in pieces)


def _pieces(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the text in order: what is code, and what is not."""
    at = 0
    for found in _CODE.finditer(text):
        yield from _words(text[at : found.start()])
        yield True, found[1]
        at = found.end()
    yield from _words(text[at:])


def _words(text: str) -> Iterator[tuple[bool, str]]:
    for word in _WORDS.split(text):
        ends_brackets = word.startswith("(") or word.count(")") > word.count("(")
        parts = (_IN_BRACKETS if ends_brackets else _TRIMMED).fullmatch(word)
        if parts and _ACTS.search(word):
            yield from ((at == 1, part) for at, part in enumerate(parts.groups()) if part)
        elif word:
            yield False, word


def html(text: str) -> str:
    """The text as code inside an HTML element of a Markdown page, where Markdown does not apply."""
    escaped = visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<code>{escaped}</code>"


def code(text: str) -> str:
    """The text as a Markdown code span, whatever backticks it has."""
    shown = visible(text) or " "
    fence = "`" * (longest_run(shown, "`") + 1)
    is_padded = shown.strip(" ") and (shown[0] in " `" or shown[-1] in " `")
    pad = " " if is_padded else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def fenced(lines: Iterable[str], language: str = "") -> str:
    """Lines as a block of code, which none of them can end."""
    body = "\n".join(lines)
    fence = "`" * max(3, longest_run(body, "`") + 1)
    return f"{fence}{language}\n{body}\n{fence}"


def longest_run(text: str, character: str) -> int:
    """The length of the longest run of one character."""
    return max((len(run) for run in re.findall(re.escape(character) + "+", text)), default=0)
