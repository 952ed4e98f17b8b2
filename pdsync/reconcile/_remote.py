"""Interface of an account's API that reconciling needs; `pdsync.api.Client` is one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from pdsync.frozen import frozen

Query = tuple[tuple[str, str], ...]


def request(path: str, params: Query = ()) -> str:
    """A read as people are told of it: with what it asks to be included."""
    included = "&".join(f"{name}={value}" for name, value in params if name == "include[]")
    return f"GET {path}?{included}" if included else f"GET {path}"


class RemoteReply(Protocol):
    """The answer to a write; `body` is parsed JSON or None."""

    @property
    def status(self) -> int: ...
    @property
    def body(self) -> Any: ...


class RemoteList(Protocol):
    """A list; `total` is None where PagerDuty does not say how many there are.

    `short` when it has fewer than that, and `clashing` the ids that came with different contents,
    even when it was read twice.
    """

    @property
    def items(self) -> tuple[dict[str, Any], ...]: ...
    @property
    def total(self) -> int | None: ...
    @property
    def short(self) -> bool: ...
    @property
    def clashing(self) -> tuple[str, ...]: ...


class Remote(Protocol):
    """An account that can be read and written, by several threads. Raises ApiError and NoAnswer."""

    @property
    def collision(self) -> str | None:
        """The first sign that writes collide, in words; None if there was none."""

    def get(self, path: str, params: Query = ()) -> Any:
        """Read one thing."""

    def list(
        self,
        path: str,
        plural: str,
        *,
        params: Query = (),
        sort_by: str | None = None,
        expected: int = 0,
    ) -> RemoteList:
        """Read a whole list; the pages of as many as are expected at once."""

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        repeatable: bool,
        is_off: Callable[[], bool] = ...,
    ) -> RemoteReply:
        """Write; sent twice only when `repeatable`, and not at all once it `is_off`."""


@frozen
class Relay:
    """A remote that hands everything on to another; what is derived of it changes a part."""

    remote: Remote

    @property
    def collision(self) -> str | None:
        """The first sign that writes collide."""
        return self.remote.collision

    def get(self, path: str, params: Query = ()) -> Any:
        """Read one thing."""
        return self.remote.get(path, params)

    def list(self, path: str, plural: str, **how: Any) -> RemoteList:
        """Read a whole list."""
        return self.remote.list(path, plural, **how)

    def send(self, method: str, path: str, body: Any = None, **how: Any) -> RemoteReply:
        """Write."""
        return self.remote.send(method, path, body, **how)
