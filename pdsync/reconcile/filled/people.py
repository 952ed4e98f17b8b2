"""People of an account, each with the ways to reach them; listed once for all that asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pdsync.errors import Forbidden
from pdsync.frozen import frozen
from pdsync.kinds import KINDS, Reach, reach_of
from pdsync.reconcile._remote import Query, Relay, Remote, RemoteList
from pdsync.reconcile.read.snapshot import Live

_USERS = KINDS["user"].endpoint
_WAYS: Query = (("include[]", "contact_methods"), ("include[]", "notification_rules"))


@frozen
class AccountUser:
    """Somebody in the account, as far as it was told.

    Without a `reach` it is not known how they can be reached.
    """

    email: str
    role: str | None
    time_zone: str | None
    reach: Reach | None

    @classmethod
    def of(cls, live: Live) -> AccountUser:
        """Read one."""
        role, zone = live.raw.get("role"), live.raw.get("time_zone")
        return cls(
            live.handle.casefold(),
            role if isinstance(role, str) else None,
            zone if isinstance(zone, str) else None,
            reach_of(live.raw),
        )


@frozen
class _Nobody:
    """The list of people that a token may not read: empty, and known not to be whole."""

    items: tuple[dict[str, Any], ...] = ()
    total: int | None = None
    short: bool = True
    clashing: tuple[str, ...] = ()


@frozen
class ListedUsers:
    """The list of people, and why not all is in it that was asked for."""

    listing: RemoteList
    refused: str | None = None


def list_users(remote: Remote, expected: int) -> ListedUsers:
    """List everybody with their contact methods and notification rules.

    A token that may not read these gets people without them; one that may not read people, nobody.
    """
    refused = None
    for params in (_WAYS, ()):
        try:
            found = remote.list(_USERS.path, _USERS.plural, params=params, expected=expected)
        except Forbidden:
            refused = "how people can be reached" if params else "people"
        else:
            return ListedUsers(found, refused)
    return ListedUsers(_Nobody(), refused)


@frozen
class KnowingUsers(Relay):
    """An account of which people are listed already."""

    users: RemoteList

    def list(self, path: str, plural: str, **how: Any) -> RemoteList:
        """Read a whole list; that of people is there."""
        return self.users if path == _USERS.path else self.remote.list(path, plural, **how)


def people_of(lives: Mapping[str, Live], *, with_ways: bool) -> dict[str, AccountUser]:
    """Return people by e-mail; without ways to reach them where nobody could ask for these."""
    found = map(AccountUser.of, lives.values())
    return {one.email: one if with_ways else replace(one, reach=None) for one in found}
