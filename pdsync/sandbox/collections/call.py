"""One request at work: what it asks, of which account, and what was looked up for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from pdsync.sandbox._errors import invalid, lacks_ability, missing, not_found
from pdsync.sandbox.serving.wire import Request
from pdsync.sandbox.state.account_state import State
from pdsync.sandbox.state.store import Row, Store

T = TypeVar("T")


@dataclass
class Call:
    """A request, the account it is about, and what was looked up on its behalf.

    Attributes:
        ids: the variable parts of the path.
        seeding: an account is being furnished: ids are taken as given, no time is clamped.
        actor: the user in whose name the token or the From header acts, or None.
        token: the API token of the request.
        request_id: the name under which the answer goes.
        memo: what was found once and is asked for again.
        includes: the references that the answer shall hold as whole objects.
        brief_rotations: a schedule tells its rotations without their events.
        forgets_ended: rotations are told without the events that have ended.
        late: rows as readers still see them, by id; None where nothing is seen yet.
    """

    account: State
    request: Request
    ids: dict[str, str] = field(default_factory=dict)
    seeding: bool = False
    actor: str | None = None
    token: str = ""
    request_id: str = ""
    memo: dict[Any, Any] = field(default_factory=dict)
    includes: frozenset[str] = frozenset()
    brief_rotations: bool = False
    forgets_ended: bool = False
    late: dict[str, Row | None] = field(default_factory=dict)

    @cached_property
    def now(self) -> str:
        """The instant of the request."""
        return self.account.now()

    @property
    def store(self) -> Store:
        """The account's rows."""
        return self.account.store

    @property
    def own_token(self) -> bool:
        """True if the token is a user's own, not the account's."""
        return self.token.startswith("user-")

    def once(self, key: object, find: Callable[[], T]) -> T:
        """Looks something up the first time it is asked for."""
        if key not in self.memo:
            self.memo[key] = find()
        found: T = self.memo[key]
        return found

    def param(self, name: str) -> str | None:
        """A query parameter, the last one given."""
        return next((value for key, value in reversed(self.request.query) if key == name), None)

    def params(self, name: str) -> list[str]:
        """Every value of a repeated query parameter, with or without the brackets."""
        return [value for key, value in self.request.query if key in (name, f"{name}[]")]

    def flag(self, name: str) -> bool:
        """A query parameter that is true or 1."""
        return self.param(name) in ("true", "1")

    def number(self, name: str, default: int) -> int:
        """A query parameter that counts; anything but digits is refused."""
        text = self.param(name)
        if text is None:
            return default
        if not text.isdecimal():
            raise invalid(f"{name.capitalize()} must be a number")
        return int(text)

    def envelope(self, name: str) -> dict[str, Any]:
        """The object under the body's one key."""
        body = self.request.body
        inner = body.get(name) if isinstance(body, dict) else None
        if not isinstance(inner, dict):
            raise missing(name)
        return inner

    def need(self, ability: str) -> None:
        """Refuses when the account's plan lacks a feature."""
        if ability not in self.account.abilities:
            raise lacks_ability(ability)

    def row(self, kind: str, ident: str, parent: str | None = None) -> Row:
        """An object by id; refuses with 404 when there is none (or none seen yet)."""
        found = self.store.get(kind, ident, parent)
        if found is not None and ident in self.late:
            found = self.late[ident]
        if found is None:
            raise not_found()
        return found

    def seen(self, rows: list[Row]) -> list[Row]:
        """Rows as a reader sees them: what was written late is not there yet."""
        if not self.late:
            return rows
        known = (self.late.get(row.id, row) for row in rows)
        return [row for row in known if row is not None]
