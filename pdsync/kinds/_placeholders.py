"""Placeholders in calls for what is known only when they are sent. No text equals one. Pure.

Bodies hold the values themselves. In a path, and wherever a call is shown, one is written `${...}`;
text of people's in which that occurs is then written with another `$`, so that the two never meet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any
from urllib.parse import quote, unquote

_SLOT = re.compile(r"\$\{([a-z_]+):([^}]*)\}")
_DOLLARS = re.compile(r"\$+(?=\{)")
_KEPT = "/"
"""What stands in a placeholder's key as it is, beside letters, digits and `_.-~`."""


@dataclass(frozen=True)
class IdOf:
    """The id of something that a call before this one makes."""

    kind: str
    key: str


class Moment(Enum):
    """An instant that is known when the call is sent."""

    NOW = "now"
    """When it is sent."""

    SOON = "soon"
    """A few minutes ahead, the same in all calls of a change."""


NOW, SOON = Moment.NOW, Moment.SOON


def segment(ident: str | IdOf) -> str:
    """A part of a path: an id as a URL has it, or what stands for one that is to come."""
    return quote(ident, safe="") if isinstance(ident, str) else _slot(ident)


def filled_path(path: str, id_of: Callable[[IdOf], str]) -> str:
    """A path with the ids that have come."""
    return _SLOT.sub(lambda found: segment(id_of(IdOf(found[1], unquote(found[2])))), path)


def filled(value: Any, fill: Callable[[IdOf | Moment], Any]) -> Any:
    """A body with every placeholder filled in; text stays what it is."""
    if isinstance(value, IdOf | Moment):
        return fill(value)
    if isinstance(value, Mapping):
        return {key: filled(child, fill) for key, child in value.items()}
    if isinstance(value, list | tuple):
        return [filled(child, fill) for child in value]
    return value


def body_json(value: Any) -> Any:
    """A body as JSON for people and machines, from which text and placeholders can be told."""
    if isinstance(value, str):
        return _DOLLARS.sub(lambda found: found[0] * 2, value)
    if isinstance(value, IdOf | Moment):
        return _slot(value) if isinstance(value, IdOf) else f"${{{value.value}}}"
    if isinstance(value, Mapping):
        return {key: body_json(child) for key, child in value.items()}
    if isinstance(value, list | tuple):
        return [body_json(child) for child in value]
    return value


def _slot(ident: IdOf) -> str:
    return f"${{{ident.kind}:{quote(ident.key, safe=_KEPT)}}}"
