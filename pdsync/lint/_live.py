"""What lint --live knows of an account, as rules ask for it. Reads nothing and finds nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from pdsync.frozen import frozen
from pdsync.kinds import Reach, Ref, Resource
from pdsync.lint._people import people_in
from pdsync.source import Config, Entry


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


class OverriddenFact(Protocol):
    """A promise of an entry that overrides make not kept: what is so first, why, how often more."""

    @property
    def kind(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def field(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def more(self) -> int: ...


@frozen
class LiveFacts:
    """An account: what is there by address, people by e-mail, and what is not managed.

    `overridden` are promises that overrides make not kept.
    Whoever is missing among `all_people` is not in the account.
    """

    present: Mapping[tuple[str, str], Resource]
    people: Mapping[str, AccountPerson]
    unmanaged: Sequence[Namesake]
    all_people: bool = True
    overridden: Sequence[OverriddenFact] = ()

    def has(self, entry: Entry, ref: Ref) -> bool:
        """Return True if somebody stands in what the account has of an entry already."""
        there = self.present.get((entry.kind, entry.key))
        return there is not None and any(one == ref for _, one in people_in(there))

    def untold(self, config: Config, now: datetime) -> tuple[str, ...]:
        """Return who may be on call without the account telling how they can be reached."""
        entries = (*config.of("schedule"), *config.of("escalation_policy"))
        on_call = {ref.key for one in entries for _, ref in people_in(one.resource, now)}
        found = (self.people.get(who) for who in on_call if who)
        return tuple(sorted(one.email for one in found if one and one.reach is None))
