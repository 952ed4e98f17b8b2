"""The state of one pretend account: a SQLite file, a clock, and the lock that guards them."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from pdsync.sandbox._times import instant
from pdsync.sandbox.state.store import Store

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
ANY_SUBDOMAIN = "*"
"""The subdomain of an account that stands for any: it has addresses of all of them."""


class State:
    """What requests read and write; safe for many threads."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self.store = store
        self.lock = threading.RLock()
        self._clock = clock

    def close(self) -> None:
        """Ends the connection; the file stays."""
        with self.lock:
            self.store.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All of what is written inside, or nothing of it."""
        with self.lock:
            self.store.begin()
            try:
                yield
            except BaseException:
                self.store.rollback()
                raise
            self.store.commit()

    def milliseconds(self) -> int:
        """The present instant, as finely as audit records tell it."""
        return int(self._clock().timestamp() * 1000)

    def now(self) -> str:
        """The present instant."""
        return instant(self._clock())

    def setting(self, name: str, default: str) -> str:
        """A setting of the account: its subdomain, its time zone."""
        return self.store.meta(name) or default

    @property
    def subdomain(self) -> str:
        """The first label of the account's web address."""
        return self.setting("subdomain", "acme")

    @property
    def time_zone(self) -> str:
        """The zone in which times are told when nothing else says."""
        return self.setting("time_zone", "Etc/UTC")

    @property
    def abilities(self) -> list[str]:
        """Abilities that the account's plan allows."""
        return self.setting("abilities", "").split()

    def draw(self) -> str:
        """The next of a fixed sequence of 64 hex characters: ids without randomness."""
        number = int(self.store.meta("drawn") or 0) + 1
        self.store.set_meta("drawn", str(number))
        return hashlib.sha256(f"pdsync sandbox {number}".encode()).hexdigest()

    def new_id(self, *, long: bool = False) -> str:
        """An id that no object has had: P and six capitals or digits; 26 characters if long."""
        alphabet, length = (ALPHABET[:26] + "234567", 26) if long else (ALPHABET, 7)
        while True:
            number, base = int(self.draw(), 16), len(alphabet)
            drawn = (alphabet[number // base**place % base] for place in range(length - 1))
            ident = ("A" if long else "P") + "".join(drawn)
            if not self.store.taken(ident):
                return ident
