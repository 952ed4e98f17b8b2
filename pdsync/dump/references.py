"""References as they are written: a key or an e-mail, else a name or an id. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from pdsync.dump.wish import Thing
from pdsync.frozen import frozen
from pdsync.kinds import KINDS, Ref, RefersTo
from pdsync.reconcile import Live, Snapshot


@frozen
class Spelling:
    """Reference as it is written; `gone` says what it leads to that is not there."""

    value: Any
    gone: str | None = None


class References:
    """Ways to write references to what the dump and the account have."""

    def __init__(self, snapshot: Snapshot, keys: Mapping[Thing, str]) -> None:
        self._snapshot = snapshot
        self._keys = keys
        self._called = cache(self._counted)

    def write(self, ref: Ref, *, among: bool = False) -> Spelling:
        """Write a reference; `among` others it says its kind where a text would not."""
        live = self._snapshot.of(ref.kind).get(str(ref.id))
        text = self._keys.get((ref.kind, str(ref.id))) or (live and self._text(live))
        if text:
            return Spelling(text)
        form = self._form(ref, live)
        return Spelling({ref.kind: form} if among else form, None if live else self._gone(ref))

    def _text(self, live: Live) -> str | None:
        """Return the text alone that means something: an e-mail, or the name of a product."""
        kind = live.kind
        if kind.managed or not self._is_clear(live):
            return None
        try:
            read = RefersTo(kind.name).read(live.handle)
        except (PydanticCustomError, ValidationError):
            return None
        same = read.key == live.handle.lower() or read.name == live.handle
        return live.handle if same else None

    def _form(self, ref: Ref, live: Live | None) -> Mapping[str, str]:
        named = live is not None and self._is_clear(live) and live.handle == live.handle.strip()
        by_name = named and live is not None and live.kind.name != "user"
        return {"name": live.handle} if by_name and live else {"id": str(ref.id)}

    def _is_clear(self, live: Live) -> bool:
        return self._called(live.kind.name)[live.handle.casefold()] == 1

    def _counted(self, kind: str) -> Counter[str]:
        return Counter(one.handle.casefold() for one in self._snapshot.of(kind).values())

    def _gone(self, ref: Ref) -> str:
        called = f": {ref.label}" if ref.label else ""
        if ref.kind == "user":
            return f"{ref.id} was deleted in PagerDuty{called}. Put somebody else in their place."
        title = KINDS[ref.kind].title
        return f"{ref.id} is a {title} that this token does not see{called}."
