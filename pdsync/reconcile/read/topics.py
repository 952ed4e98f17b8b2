"""Topics that a configuration or an account can be asked about. Reads nothing."""

from __future__ import annotations

from pdsync.reconcile.read.rosters import ASKED, Account
from pdsync.reconcile.read.snapshot import Live
from pdsync.roster import Topic
from pdsync.source import Config


def topics_of_config(config: Config) -> tuple[Topic, ...]:
    """Everything that is written, in its order."""
    entries = [entry for kind in ASKED for entry in config.of(kind)]
    return tuple(
        Topic(
            entry.kind,
            entry.key,
            entry.key,
            str(entry.resource.name),
            time_zone=getattr(entry.resource, "time_zone", None),
            owner=_owner(config, entry.key),
        )
        for entry in entries
    )


def topics_of_account(account: Account) -> tuple[Topic, ...]:
    """Everything live, under the key that the configuration has for it if there is one."""
    keys = account.keys
    found = (live for kind in ASKED for live in account.snapshot.of(kind).values())
    return tuple(_topic(account, live, keys.get((live.kind.name, live.id))) for live in found)


def _topic(account: Account, live: Live, key: str | None) -> Topic:
    zone = getattr(live.resource(account.now), "time_zone", None)
    marked = f"{live.mark.stack}/{live.mark.key}" if live.mark else None
    owner = _owner(account.config, key) if key else marked
    page = live.url if live.url and live.url.startswith("https://") else None
    return Topic(live.kind.name, live.id, key, live.name, live.id, zone, owner, page)


def _owner(config: Config, key: str) -> str | None:
    """The stack and the key; None where nothing is marked."""
    return f"{config.settings.stack}/{key}" if config.settings.marks else None
