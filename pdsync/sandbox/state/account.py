"""An account as others hold it: opened, furnished when it is new, and upgraded in places."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from pdsync.sandbox._errors import SandboxError
from pdsync.sandbox.schedules.upgrade import upgrade
from pdsync.sandbox.state.account_state import State
from pdsync.sandbox.state.seed import DEFAULT_SEED, plant
from pdsync.sandbox.state.store import Store

PRESENT = partial(datetime.now, UTC)


class Account(State):
    """One SQLite file (or ":memory:"); safe for many threads.

    Several processes may use one file one after another.
    """

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        seed: Mapping[str, Any] | None = None,
        clock: Callable[[], datetime] = PRESENT,
    ) -> Account:
        """Opens an account, or makes and seeds a new one.

        Args:
            path: the SQLite file, or ":memory:".
            seed: what a new account holds, in the shape of seed.json; the default people,
                vendors and priorities when None.
            clock: tells the present; must be aware.

        Raises:
            SandboxError: not a sandbox file, a seed for an account that exists, a bad seed.
        """
        account = cls(Store(str(path)), clock)
        try:
            account._furnish(path, seed)
        except BaseException:
            account.close()
            raise
        return account

    def _furnish(self, path: str | Path, seed: Mapping[str, Any] | None) -> None:
        if self.store.is_new:
            with self.writing():
                # Another process that opened the same new file may have been first.
                if self.store.is_empty:
                    self.store.create_tables()
                    plant(self, DEFAULT_SEED if seed is None else seed)
        elif seed is not None:
            raise SandboxError(f"{path} exists already: a seed is for a new database")

    def upgrade_schedule(self, ident: str, rotations: Sequence[Mapping[str, Any]]) -> None:
        """Turns a layered schedule into a shift-based one, as people do on PagerDuty's web site.

        Id, name, description, teams and policies stay; layers and overrides go.

        Args:
            ident: the layered schedule's id.
            rotations: what replaces the layers, each `{"events": [...]}`, events as the API
                takes them.

        Raises:
            SandboxError: there is no such layered schedule, or a rotation breaks a rule.
        """
        upgrade(self, ident, rotations)
