"""Account as it was when first asked: several plans of it agree, and cost one. Reads only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pdsync.reconcile import Query, Remote, RemoteList, RemoteReply


@dataclass(frozen=True)
class Remembered:
    """Reader of an account that asks nothing twice."""

    remote: Remote
    answers: dict[tuple[object, ...], Any] = field(default_factory=dict)

    @property
    def collision(self) -> str | None:
        """Nothing is written, so nothing collides."""
        return None

    def get(self, path: str, params: Query = ()) -> Any:
        """Read one thing, or give it as it was read."""
        asked = ("get", path, params)
        if asked not in self.answers:
            self.answers[asked] = self.remote.get(path, params)
        return self.answers[asked]

    def list(
        self,
        path: str,
        plural: str,
        *,
        params: Query = (),
        sort_by: str | None = None,
        expected: int = 0,
    ) -> RemoteList:
        """Read a list, or give it as it was read."""
        asked = ("list", path, plural, params, sort_by)
        if asked not in self.answers:
            self.answers[asked] = self.remote.list(
                path, plural, params=params, sort_by=sort_by, expected=expected
            )
        found: RemoteList = self.answers[asked]
        return found

    def send(self, method: str, path: str, body: Any = None, *, repeatable: bool) -> RemoteReply:
        """Send nothing: this is for questions."""
        raise NotImplementedError(f"{method} {path} of an account that is only read")
