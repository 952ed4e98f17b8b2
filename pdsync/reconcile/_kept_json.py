"""JSON that is kept for long: as text from when it was read. Pure."""

from __future__ import annotations

import json
from typing import Any

from pdsync.json_types import JsonView


class KeptJson:
    """JSON of one live resource: as it came until it is folded, and as text from then on.

    Text takes a third of the memory, and few are asked again once read into a model. What all are
    asked for, such as the name, stays beside it.
    """

    __slots__ = ("_kept", "_told")

    def __init__(self, whole: JsonView) -> None:
        self._kept: JsonView | str = whole
        self._told: tuple[Any, ...] = ()

    @property
    def whole(self) -> JsonView:
        """Return all of it; of what is folded, parsed anew each time."""
        kept = self._kept
        found: JsonView = json.loads(kept) if isinstance(kept, str) else kept
        return found

    def get(self, name: str) -> Any:
        """Return one part of it; None where it is null or missing."""
        if isinstance(self._kept, str) and name in _TOLD:
            return self._told[_TOLD[name]]
        return self.whole.get(name)

    def fold(self) -> None:
        """Keep it as text, since it was read."""
        kept = self._kept
        if not isinstance(kept, str):
            self._told = tuple(kept.get(name) for name in _TOLD)
            self._kept = _COMPACT(kept)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KeptJson) and self.whole == other.whole

    __hash__ = None  # type: ignore[assignment]  # as of any mapping


_TOLD = {name: place for place, name in enumerate(("id", "name", "summary", "email", "html_url"))}
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
