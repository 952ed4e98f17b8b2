"""Fields of PagerDuty's that no model has, with a value that somebody chose. Pure.

Those of the resource are known by their names. In what is nested, such as the rules of a policy,
they are what nothing asks for when the resource is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pdsync.frozen import frozen
from pdsync.kinds import MADE_OF_ALL, Kind
from pdsync.reconcile import Live

_REFERENCE = frozenset({"id", "type"})
"""What is read of a reference: whatever else is there is of the thing that it leads to."""
_UNREAD = "pdsync does not read it"


@frozen
class OtherField:
    """Field that the YAML has no name for, and why it is not written.

    Of what is nested it is the way there without numbers, `escalation_rules.targets`.
    """

    name: str
    reason: str


def other_fields(live: Live, now: datetime) -> Iterator[OtherField]:
    """Yield what the account keeps of a live resource in fields that pdsync does not read."""
    kind = live.kind
    known = MADE_OF_ALL | kind.made | _modelled(kind)
    for name, value in sorted(live.raw.items()):
        if name in known or _is_empty(value):
            continue
        reason = _reason(kind, name, value)
        apart = kind.apart is not None and name == kind.apart.field
        for inner in sorted(value) if apart else [""]:
            yield OtherField(f"{name}.{inner}" if inner else name, reason)
    if not any(isinstance(value, list | dict) for value in live.raw.values()):
        return
    watched = _Watched(live.raw)
    kind.from_wire(watched, now)
    inside = {
        path
        for name, value in dict.items(watched)
        if name in watched.asked and name not in kind.made
        for path in _unasked(value, (name,), kind.made)
    }
    yield from (OtherField(".".join(path), _UNREAD) for path in sorted(inside))


class _Watched(dict[str, Any]):
    """Object of an answer that remembers which of its parts were asked for."""

    def __init__(self, raw: Any) -> None:
        super().__init__({name: _watched(value) for name, value in raw.items()})
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.asked.add(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self.asked.add(name)
        return super().get(name, default)

    def items(self) -> Any:
        """Return all parts: whoever asks for them takes the object as it is."""
        self.asked |= {*self}
        return super().items()


def _watched(value: Any) -> Any:
    if isinstance(value, dict):
        return _Watched(value)
    return [*map(_watched, value)] if isinstance(value, list) else value


def _unasked(value: Any, path: tuple[str, ...], made: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """Yield the ways to what nothing asked for, in a value that was asked for."""
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(one, _Watched) or one.asked <= _REFERENCE:
            continue
        for name, inner in dict.items(one):
            if name in one.asked:
                yield from _unasked(inner, (*path, name), made)
            elif name not in MADE_OF_ALL | made and not _is_empty(inner):
                yield (*path, name)


def _modelled(kind: Kind) -> set[str]:
    return {kind.wire_names.get(name, name) for name in kind.model.model_fields}


def _reason(kind: Kind, name: str, value: Any) -> str:
    if refusal := kind.model.refused_fields.get(name):
        return refusal.message
    # What PagerDuty shows of a reference is more than anybody writes.
    by_hand = "" if _has_reference(value) else "; `extra:` can say it"
    return f"{_UNREAD}{by_hand}"


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
