"""Writes that meet: two under way at one time that are about one thing, or change one team."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pdsync.sandbox._errors import Refused, invalid
from pdsync.sandbox.serving.wire import Request, Response, answer
from pdsync.sandbox.state.account import Account
from pdsync.sandbox.state.store import Membership

LISTS = {"escalation_policies", "schedules"}
"""What puts people onto its teams."""
CONFLICT = Refused(409, None, "Version Conflict")
LOCKED = invalid("License error: account could not be locked")


class Collisions:
    """Writes under way, by what they are about; safe for many threads."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._under_way: Counter[str] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def under_way(self, request: Request) -> Iterator[bool]:
        """While this lasts, a write is under way; True if it meets one that was before it."""
        about = set() if request.method == "GET" else self._about(request)
        with self._lock:
            meets = any(self._under_way[one] for one in about)
            self._under_way.update(about)
        try:
            yield meets
        finally:
            with self._lock:
                self._under_way.subtract(about)

    def _about(self, request: Request) -> set[str]:
        """The ids of the thing at the head of a path, and of the teams whose members it changes."""
        head, *rest = request.path.removeprefix("/v3").strip("/").split("/")
        about = set(rest[:1])
        if head in LISTS:
            about |= {team for one in bodies(request.body) for team in teams_of(one)}
            with self._account.lock:
                about |= {
                    team
                    for ident in rest[:1]
                    for team, _ in self._account.store.targets(ident, "team")
                }
        return about


def bodies(body: Any) -> Iterator[dict[str, Any]]:
    """The objects in the envelopes of a body."""
    if isinstance(body, dict):
        yield from (one for one in body.values() if isinstance(one, dict))


def teams_of(body: dict[str, Any]) -> Iterator[str]:
    """The ids of the teams that a body names."""
    teams = body.get("teams")
    for one in teams if isinstance(teams, list) else ():
        if isinstance(one, dict):
            yield str(one.get("id"))


def collided(account: Account, serve: Callable[[], Response], chance: random.Random) -> Response:
    """What becomes of a write that meets another: it is refused, or loses whom it put on a team."""
    refused = chance.choice([CONFLICT, LOCKED, None])
    if refused is not None:
        return answer(refused.status, refused.body())
    with account.lock:
        given = serve()
        lost = [one for one in account.store.written if isinstance(one, Membership)]
        with account.writing():
            for one in lost:
                if one.before is None:
                    account.store.unlink(one.user, "member", one.team)
    return given
