"""What lint --live knows of an account, as rules ask for it. Reads nothing and finds nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from pdsync.kinds import Reach, Ref, Resource
from pdsync.lint._people import people_in
from pdsync.source import Entry


class AccountPerson(Protocol):
    """Somebody in the account; what was not told is None."""

    @property
    def email(self) -> str: ...
    @property
    def role(self) -> str | None: ...
    @property
    def time_zone(self) -> str | None: ...
    @property
    def reach(self) -> Reach | None: ...


class Namesake(Protocol):
    """Something in the account that the configuration does not manage."""

    @property
    def kind(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def by(self) -> str: ...
    @property
    def stack(self) -> str | None: ...
    @property
    def key(self) -> str | None: ...


@dataclass(frozen=True)
class LiveFacts:
    """An account: what is there by address, people by e-mail, and what is not managed.

    Whoever is missing among `all_people` is not in the account.
    """

    present: Mapping[tuple[str, str], Resource]
    people: Mapping[str, AccountPerson]
    unmanaged: Sequence[Namesake]
    all_people: bool = True

    def has(self, entry: Entry, ref: Ref) -> bool:
        """Return True if somebody stands in what the account has of an entry already."""
        there = self.present.get((entry.kind, entry.key))
        return there is not None and any(one == ref for _, one in people_in(there))
