"""Fields of PagerDuty's that no model has, with a value that somebody chose. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pdsync.kinds import MADE_OF_ALL, Kind
from pdsync.reconcile import Live


@dataclass(frozen=True)
class OtherField:
    """Field that the YAML has no name for, and why it is not written."""

    name: str
    reason: str


def other_fields(live: Live) -> Iterator[OtherField]:
    """Yield what the account keeps of a live resource in fields that pdsync does not read."""
    kind = live.kind
    known = MADE_OF_ALL | kind.made | _modelled(kind)
    for name, value in sorted(live.raw.items()):
        if name not in known and not _is_empty(value):
            yield OtherField(name, _reason(kind, name, value))


def _modelled(kind: Kind) -> set[str]:
    return {kind.wire_names.get(name, name) for name in kind.model.model_fields}


def _reason(kind: Kind, name: str, value: Any) -> str:
    if refusal := kind.model.refused_fields.get(name):
        return refusal.message
    # What PagerDuty shows of a reference is more than anybody writes.
    by_hand = "" if _has_reference(value) else "; `extra:` can say it"
    return f"pdsync does not read it{by_hand}"


def _has_reference(value: Any) -> bool:
    if isinstance(value, dict):
        return "self" in value or any(map(_has_reference, value.values()))
    return isinstance(value, list) and any(map(_has_reference, value))


def _is_empty(value: Any) -> bool:
    """Return True for what PagerDuty has where nobody chose anything, also in all its parts."""
    if isinstance(value, dict):
        return all(map(_is_empty, value.values()))
    if isinstance(value, list):
        return all(map(_is_empty, value))
    return value is None or value is False or value in ("", 0)
