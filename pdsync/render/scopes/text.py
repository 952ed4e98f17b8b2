"""Scopes of a configuration as lines to read, and to copy into the form of an OAuth app."""

from __future__ import annotations

from collections.abc import Iterable

from pdsync.json_types import Json
from pdsync.render._layout import sentence
from pdsync.render._style import Style

_HEADINGS = {
    "read": "To plan, and for all else that only reads:",
    "write": "To apply, these as well:",
    "delete": "To apply when something is no longer in the files, these as well:",
    "override": "For override, swap and cover, beside those of the first list:",
}
_KEYS = (
    "API keys have no scopes: for the first list a read-only key is enough, "
    "for the others it takes one without that tick."
)
_UNSURE = (
    "PagerDuty does not say which scopes shift-based schedules (/v3/schedules) need; "
    "those of schedules are taken to hold."
)


def scopes_text(found: Json, style: Style) -> str:
    """Return the text of `pdsync.scopes/1`: a paragraph for each use, one scope a line."""
    parts = [_list(heading, found[name]) for name, heading in _HEADINGS.items() if found[name]]
    wide = max(len(one["scope"]) for one in found["optional"])
    rows = [f"{one['scope']:<{wide}}  {one['lost']}" for one in found["optional"]]
    parts.append(_list("Not needed; what is not known without:", rows))
    parts += [sentence(text, style, 0) for text in (_KEYS, _UNSURE)]
    return "\n\n".join(parts)


def _list(heading: str, lines: Iterable[str]) -> str:
    return "\n".join([heading, *(f"  {line}" for line in lines)])
