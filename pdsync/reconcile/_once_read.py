"""An account that is planned over several times and read once: answers are given again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pdsync.reconcile._remote import Query, Remote, RemoteList, RemoteReply


@dataclass
class OnceRead:
    """A remote that remembers the last answer to each read.

    Where it `repeats`, it gives that, and asks only what was not asked before.
    """

    remote: Remote
    repeats: bool = False
    got: dict[object, Any] = field(default_factory=dict)

    def repeating(self) -> OnceRead:
        """Return the same, which asks nothing again."""
        return OnceRead(self.remote, repeats=True, got=self.got)

    @property
    def collision(self) -> str | None:
        """The first sign that writes collide, in words."""
        return self.remote.collision

    def get(self, path: str, params: Query = ()) -> Any:
        """Read one thing."""
        asked = (path, tuple(params))
        if not (self.repeats and asked in self.got):
            self.got[asked] = self.remote.get(path, params)
        return self.got[asked]

    def list(
        self,
        path: str,
        plural: str,
        *,
        params: Query = (),
        sort_by: str | None = None,
        expected: int = 0,
    ) -> RemoteList:
        """Read a whole list."""
        asked = (path, plural, tuple(params), sort_by)
        if not (self.repeats and asked in self.got):
            self.got[asked] = self.remote.list(
                path, plural, params=params, sort_by=sort_by, expected=expected
            )
        found: RemoteList = self.got[asked]
        return found

    def send(self, method: str, path: str, body: Any = None, *, repeatable: bool) -> RemoteReply:
        """Write."""
        return self.remote.send(method, path, body, repeatable=repeatable)
