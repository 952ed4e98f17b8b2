"""Topics that a configuration or an account can be asked about. Reads nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from pdsync.kinds import Ref, Resource
from pdsync.reconcile._model import ROSTER_KINDS
from pdsync.reconcile.belonging import team_refs
from pdsync.reconcile.read.own_zones import is_zone
from pdsync.reconcile.read.rosters import Account
from pdsync.reconcile.read.snapshot import Live
from pdsync.roster import Topic, TopicTeam, teams_by_title
from pdsync.source import Config


def topics_of_config(config: Config) -> tuple[Topic, ...]:
    """Everything that is written, in its order."""
    entries = [entry for kind in ROSTER_KINDS for entry in config.of(kind)]
    return tuple(
        Topic(
            entry.kind,
            entry.key,
            entry.key,
            str(entry.resource.name),
            time_zone=getattr(entry.resource, "time_zone", None),
            owner=_owner(config, entry.key),
            teams=_teams(entry.resource, config, partial(_written, config)),
        )
        for entry in entries
    )


def topics_of_account(account: Account) -> tuple[Topic, ...]:
    """Everything live, under the key that the configuration has for it if there is one."""
    keys = account.keys
    found = (live for kind in ROSTER_KINDS for live in account.snapshot.of(kind).values())
    return tuple(_topic(account, live, keys.get((live.kind.name, live.id))) for live in found)


def _topic(account: Account, live: Live, key: str | None) -> Topic:
    resource = live.resource(account.now)
    told = getattr(resource, "time_zone", None)
    zone = told if is_zone(told) else None
    marked = f"{live.mark.stack}/{live.mark.key}" if live.mark else None
    owner = _owner(account.config, key) if key else marked
    page = live.url if live.url and live.url.startswith("https://") else None
    teams = _teams(resource, account.config, partial(_live, account))
    made = Topic(live.kind.name, live.id, key, live.name, live.id, zone, owner, page)
    return replace(made, teams=teams)


def _owner(config: Config, key: str) -> str | None:
    """The stack and the key; None where nothing is marked."""
    return f"{config.settings.stack}/{key}" if config.settings.marks else None


def _teams(
    resource: Resource, config: Config, meant: Callable[[Ref], Resource | None]
) -> tuple[TopicTeam, ...]:
    """Return the teams of a resource; a service's are those of its policy."""
    return teams_by_title(_team(ref, config) for ref in team_refs(resource, meant))


def _team(ref: Ref, config: Config) -> TopicTeam:
    # Of a live one the account tells the name, and the configuration seldom the id.
    named = replace(ref, name=ref.name or ref.label)
    for entry in config.of("team"):
        if _is_meant(named, entry.key, entry.resource):
            return TopicTeam(entry.key, str(entry.resource.name), ref.id)
    return TopicTeam(None, str(ref), ref.id)


def _written(config: Config, ref: Ref) -> Resource | None:
    found = (
        entry.resource for entry in config.of(ref.kind) if _is_meant(ref, entry.key, entry.resource)
    )
    return next(found, None)


def _is_meant(ref: Ref, key: str, resource: Resource) -> bool:
    by_id = ref.id is not None and ref.id == resource.id
    return ref.key == key or by_id or (ref.name is not None and ref.name == resource.name)


def _live(account: Account, ref: Ref) -> Resource | None:
    live = account.snapshot.of(ref.kind).get(ref.id or "")
    return live.resource(account.now) if live else None
