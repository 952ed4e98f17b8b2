"""What reconciling needs of an account's API; `pdsync.api.Client` is one. No code."""

from __future__ import annotations

from typing import Any, Protocol

Params = tuple[tuple[str, str], ...]


class Get(Protocol):
    """One read: a path and its parameters."""

    @property
    def path(self) -> str: ...
    @property
    def params(self) -> Params: ...


class Reply(Protocol):
    """The answer to a write; `body` is parsed JSON or None."""

    @property
    def status(self) -> int: ...
    @property
    def body(self) -> Any: ...


class Listing(Protocol):
    """A whole list; `short` when it has fewer than PagerDuty counts, even when read twice."""

    @property
    def items(self) -> tuple[dict[str, Any], ...]: ...
    @property
    def short(self) -> bool: ...


class Remote(Protocol):
    """An account that can be read and written. Raises ApiError and NoAnswer."""

    def get(self, path: str, params: Params = ()) -> Any:
        """Read one thing."""

    def list(
        self, path: str, plural: str, *, params: Params = (), sort_by: str | None = None
    ) -> Listing:
        """Read a whole list."""

    def send(self, method: str, path: str, body: Any = None, *, repeatable: bool) -> Reply:
        """Write; sent twice only when `repeatable`."""
