"""An account that is planned over several times and read once: answers are given again."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from pdsync.frozen import frozen
from pdsync.reconcile._remote import Query, Relay, RemoteList


@frozen
class OnceRead(Relay):
    """A remote that remembers the last answer to each read.

    Where it `repeats`, it gives that, and asks only what was not asked before.
    """

    repeats: bool = False
    got: dict[object, Any] = field(default_factory=dict)

    def repeating(self) -> OnceRead:
        """Return the same, which asks nothing again."""
        return OnceRead(self.remote, repeats=True, got=self.got)

    def get(self, path: str, params: Query = ()) -> Any:
        """Read one thing."""
        asked = (path, tuple(params))
        if not (self.repeats and asked in self.got):
            self.got[asked] = super().get(path, params)
        return self.got[asked]

    def list(self, path: str, plural: str, **how: Any) -> RemoteList:
        """Read a whole list, however many are expected."""
        asked = (path, plural, *sorted((name, how[name]) for name in how if name != "expected"))
        if not (self.repeats and asked in self.got):
            self.got[asked] = super().list(path, plural, **how)
        found: RemoteList = self.got[asked]
        return found
