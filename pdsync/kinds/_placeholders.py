"""Placeholders in calls for values known only when the call is sent. No text equals one. Pure.

Bodies hold the placeholders themselves. In a path, and wherever a call is shown, one is written
`${...}`; a text of the user's that contains this gets another `$`, so that the two never meet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any
from urllib.parse import quote, unquote

from pdsync.frozen import frozen
from pdsync.on_demand import regex

_SLOT = regex(r"\$\{([a-z_]+):([^}]*)\}")
_DOLLARS = regex(r"\$+(?=\{)")
_KEPT = "/"
"""What stands in a placeholder's key as it is, beside letters, digits and `_.-~`."""


@frozen
class IdOf:
    """Id of something that an earlier call makes."""

    kind: str
    key: str


class Moment(Enum):
    """Instant that is known when the call is sent: then, or the lead time later."""

    NOW = "now"
    """When it is sent."""

    SOON = "soon"
    """A few minutes ahead, the same in all calls of a change."""


NOW, SOON = Moment.NOW, Moment.SOON


def segment(ident: str | IdOf) -> str:
    """Return a segment of a path: an id as a URL has it, or the text of a placeholder."""
    return quote(ident, safe="") if isinstance(ident, str) else _slot(ident)


def filled_path(path: str, id_of: Callable[[IdOf], str]) -> str:
    """Return a path with ids for its placeholders."""
    return _SLOT.sub(lambda found: segment(id_of(IdOf(found[1], unquote(found[2])))), path)


def filled(value: Any, fill: Callable[[IdOf | Moment], Any]) -> Any:
    """Return a body with every placeholder filled in; texts stay as they are."""
    if isinstance(value, str):  # most values are
        return value
    if isinstance(value, IdOf | Moment):
        return fill(value)
    if isinstance(value, dict | Mapping):
        return {key: filled(child, fill) for key, child in value.items()}
    if isinstance(value, list | tuple):
        return [filled(child, fill) for child in value]
    return value


def body_json(value: Any) -> Any:
    """Return a body as JSON in which texts and placeholders can be told apart."""
    if isinstance(value, str):
        return _DOLLARS.sub(lambda found: found[0] * 2, value) if "$" in value else value
    if isinstance(value, IdOf | Moment):
        return _slot(value) if isinstance(value, IdOf) else f"${{{value.value}}}"
    if isinstance(value, Mapping):
        return {key: body_json(child) for key, child in value.items()}
    if isinstance(value, list | tuple):
        return [body_json(child) for child in value]
    return value


def _slot(ident: IdOf) -> str:
    return f"${{{ident.kind}:{quote(ident.key, safe=_KEPT)}}}"
