"""People of a plan shown by e-mail, name or initials. Pure: JSON in, JSON out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pdsync.diagnostics import Diagnostic
from pdsync.on_demand import regex
from pdsync.render._initials import initials_of

_EMAIL = regex(r"[^\s@<>()\[\]{},;:'\"`]+@[^\s@<>()\[\]{},;:'\"`]*[^\s@<>()\[\]{},;:'\"`.]")

_WHO = "{who: "
"""Before the address of a person in an anchor; among words, that it is kept."""


def with_people(row: dict[str, Any], how: str) -> dict[str, Any]:
    """The plan with its people shown like this, in values and in sentences."""
    words = _words(row["people"], how)
    if not words:
        return row
    changes = [_in_change(change, words) for change in row["changes"]]
    named = {"refused", "diagnostics", "oncall", "undo"} & set(row)
    return {**row, **{name: _in_value(row[name], words) for name in named}, "changes": changes}


def diagnostics_with_people(
    diagnostics: Iterable[Diagnostic], people: Mapping[str, str], how: str
) -> tuple[Diagnostic, ...]:
    """Messages with the people of a plan shown like this."""
    words = _words(people, how)
    return tuple(
        replace(one, message=_in_value(one.message, words), help=_in_value(one.help, words))
        for one in diagnostics
    )


def _in_change(change: dict[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    shown = {"fields", "paths", "blocked", "notes", "risks", "reason", "results"} & set(change)
    return change | {name: _in_value(change[name], words) for name in shown}


def _in_value(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _EMAIL.sub(lambda found: _shown(found, words), value)
    if isinstance(value, Mapping):
        return {name: _in_value(child, words) for name, child in value.items()}
    if isinstance(value, list):
        return [_in_value(child, words) for child in value]
    return value


def _shown(found: re.Match[str], words: Mapping[str, str]) -> str:
    """A person in words, but for an address in a line of YAML to be written as it stands.

    Who asks for initials wants no address to be seen.
    """
    is_yaml = _WHO in words and found.string.endswith(_WHO, 0, found.start())
    return found[0] if is_yaml else words.get(found[0].lower(), found[0])


def people_shown(
    row: dict[str, Any], parts: Iterable[str], people: Mapping[str, str], how: str
) -> dict[str, Any]:
    """Some parts of a row with their people shown like this."""
    words = _words(people, how)
    return {**row, **{name: _in_value(row[name], words) for name in parts}} if words else row


def _words(people: Mapping[str, str], how: str) -> dict[str, str]:
    """Return the words for each e-mail; none where the e-mail itself is written."""
    if how == "emails":
        return {}
    if how == "initials":
        return initials_of({email.lower(): name for email, name in people.items()})
    count = Counter(people.values())
    names = {
        email.lower(): name if count[name] == 1 else f"{name} <{email}>"
        for email, name in people.items()
        if name
    }
    return names | {_WHO: ""} if names else {}
