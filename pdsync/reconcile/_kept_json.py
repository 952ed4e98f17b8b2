"""JSON that is kept for long: packed from when it was read. Pure."""

from __future__ import annotations

import marshal
from datetime import datetime
from typing import Any

from pdsync.json_types import JsonView
from pdsync.kinds import Kind, Resource


class KeptJson:
    """JSON of one live resource: as it came until it is read, and packed into bytes from then on.

    Bytes take less memory, and few are asked again once there is a model. What all are asked for,
    such as the name, stays beside them. What is not there `for_long` stays as it came.
    """

    __slots__ = ("_for_long", "_kept", "_lacking", "_read", "_told")

    def __init__(self, whole: JsonView, *, for_long: bool = True) -> None:
        self._for_long = for_long
        self._kept: JsonView | bytes = whole
        self._told: tuple[Any, ...] = ()
        self._lacking: frozenset[str] = frozenset()
        self._read: tuple[Kind, datetime, Resource] | None = None

    @property
    def whole(self) -> JsonView:
        """Return all of it; of what is packed, unpacked anew each time."""
        kept = self._kept
        if not isinstance(kept, bytes):
            return kept
        unpacked: JsonView = marshal.loads(kept)  # noqa: S302 - these were packed below
        return unpacked

    def get(self, name: str) -> Any:
        """Return one part of it; None where it is null or missing."""
        if isinstance(self._kept, bytes) and name in _TOLD:
            return self._told[_TOLD[name]]
        return self.whole.get(name)

    def lacks(self, name: str) -> bool:
        """Return True if its name, or its description, is no text; a description may be null."""
        kept = self._kept
        return name in self._lacking if isinstance(kept, bytes) else _lacks(kept, name)

    def read(self, kind: Kind, now: datetime) -> Resource:
        """Return it as a model of a kind; read once for an instant, and packed from then on."""
        if self._read is None or self._read[:2] != (kind, now):
            self._read = (kind, now, kind.from_wire(self.whole, now))
            self._pack()
        return self._read[2]

    def _pack(self) -> None:
        kept = self._kept
        if self._for_long and not isinstance(kept, bytes):
            self._told = tuple(kept.get(name) for name in _TOLD)
            self._lacking = frozenset(one for one in _TEXTS if _lacks(kept, one))
            self._kept = marshal.dumps({**kept})  # which is faster than JSON

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KeptJson) and self.whole == other.whole

    __hash__ = None  # type: ignore[assignment]  # as of any mapping


_ALWAYS = ("id", "name", "summary", "email", "html_url", "time_zone")
_TOLD = {name: place for place, name in enumerate(_ALWAYS)}
_TEXTS = ("name", "description")


def _lacks(raw: JsonView, name: str) -> bool:
    may_be_null = name == "description" and name in raw
    return not isinstance(raw.get(name), str) and not (may_be_null and raw[name] is None)
