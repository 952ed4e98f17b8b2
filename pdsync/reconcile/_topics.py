"""What there is to be asked about in a configuration or an account. Reads nothing."""

from __future__ import annotations

from datetime import datetime

from pdsync.reconcile._rosters import ASKED, Account
from pdsync.reconcile._snapshot import Live
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
        )
        for entry in entries
    )


def topics_of_account(account: Account) -> tuple[Topic, ...]:
    """Everything live, under the key that the configuration has for it if there is one."""
    keys = account.keys
    found = (live for kind in ASKED for live in account.snapshot.of(kind).values())
    return tuple(_topic(live, keys.get((live.kind.name, live.id)), account.now) for live in found)


def _topic(live: Live, key: str | None, now: datetime) -> Topic:
    zone = getattr(live.resource(now), "time_zone", None)
    return Topic(live.kind.name, live.id, key, live.name, live.id, zone)
