"""JSON Schema of texts by a pattern, for editors: what fits, and what to write instead.

Editors match patterns as JavaScript does, in its strict form: no named groups, no escapes that are
not needed. They show `errorMessage` for what does not fit, and `examples` where the mouse rests.
"""

from __future__ import annotations

from collections.abc import Iterable

from pdsync.json_types import Json
from pdsync.on_demand import regex

SHARED_AS = "x-pdsync-shared-as"
"""Name of a long schema that stands once in a document, wherever it is used."""
_NAMED_GROUP = regex(r"\(\?P<[a-z_]+>")
_SPECIAL = regex(r"[.*+?^${}()|\[\]\\/]")


def text_like(pattern: str, error: str, *examples: str) -> Json:
    """Return the schema of a text that fits a pattern of `re`, blanks around it left out.

    `error` says what to write instead of what does not.
    """
    return exact(rf"\s*(?:{pattern})\s*", error, *examples)


def exact(pattern: str, error: str, *examples: str) -> Json:
    """Return the same for a text that fits without blanks around it."""
    fitting = _NAMED_GROUP.sub("(?:", pattern).replace(r"\"", '"')
    schema: Json = {"type": "string", "pattern": f"^(?:{fitting})$", "errorMessage": error}
    return schema | ({"examples": list(examples)} if examples else {})


def one_of_words(words: Iterable[str]) -> str:
    """Return the pattern of some words, as they are."""
    return "|".join(_SPECIAL.sub(r"\\\g<0>", word) for word in words)


def beginnings(word: str, shortest: int) -> str:
    """Return the pattern of what a word begins with, in any case: `[mM][oO](?:[nN])?` of `mon`."""
    first, *others = in_any_case(word[:shortest]), *map(in_any_case, word[shortest:])
    return first + "".join(f"(?:{one}" for one in others) + ")?" * len(others)


def in_any_case(word: str) -> str:
    """Return the pattern of a word whose letters may be capitals: `[hH][rR]` of `hr`."""
    return "".join(f"[{one}{one.upper()}]" if one.isalpha() else one for one in word)
