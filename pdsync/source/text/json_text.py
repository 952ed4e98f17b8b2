"""JSON that people edited, with a place for every value."""

from __future__ import annotations

import json

from pdsync.diagnostics import Diagnostic, Place, error
from pdsync.source.text.document import Reading
from pdsync.source.text.parse import read

_RULE = "broken-json"
_WORDS = {
    "Unterminated string": ("this text has no closing quote", 'close it with "'),
    "Extra data": ("something follows the end of the JSON", "take it out"),
    "Expecting ',' delimiter": (
        "a comma is missing before this",
        "write , after what comes before",
    ),
    "Expecting ':' delimiter": ("a colon is missing before this", "write : after the name"),
}


def read_json(text: str, file: str) -> Reading:
    """Read one file's JSON; `file` is its name in places.

    Numbers and the like are texts, null is None. What is no JSON is a problem at the place from
    which on it is none; never raises.
    """
    try:
        json.loads(text)
    except json.JSONDecodeError as problem:
        return Reading((), (_broken(text, problem, file),), whole=False)
    except (ValueError, RecursionError):
        deep = error(_RULE, "this JSON has more levels than can be read", place=Place(file, 1, 1))
        return Reading((), (deep,), whole=False)
    # In JSON a tab is space between values and nothing else; readers of YAML take none there.
    return read(text.replace("\t", " "), file)


def _broken(text: str, problem: json.JSONDecodeError, file: str) -> Diagnostic:
    place = Place(file, problem.lineno, problem.colno)
    rest = text[problem.pos :].lstrip()
    if not rest:
        message = "the file ends in the middle of the JSON" if text.strip() else "the file is empty"
        return error(_RULE, message, help="write the JSON that --format json prints", place=place)
    # Pythons point to the comma, or to what follows it.
    if rest[0] in "}],":
        return error(_RULE, "a comma stands before nothing", help="take it out", place=place)
    known = (words for start, words in _WORDS.items() if problem.msg.startswith(start))
    message, help_ = next(known, ("this is not JSON", 'texts are in double quotes, as "09:00"'))
    return error(_RULE, message, help=help_, place=place)
