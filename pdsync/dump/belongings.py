"""Teams of things: those that they belong to, else those of whatever refers to them. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from pdsync.dump.wish import Thing
from pdsync.kinds import Collection, Ref, Resource, refs_in
from pdsync.reconcile import Live, Snapshot, team_refs


def teams_of_things(snapshot: Snapshot, now: datetime) -> Mapping[Thing, frozenset[str]]:
    """Return the ids of the teams of everything that stands alone."""
    lives = [live for live in snapshot.everything() if _stands_alone(live)]
    resources = {(one.kind.name, one.id): one.resource(now) for one in lives}

    def meant(ref: Ref) -> Resource | None:
        return resources.get((ref.kind, str(ref.id)))

    said: dict[Thing, frozenset[str]] = {}
    users: dict[Thing, set[str]] = defaultdict(set)
    for thing, resource in resources.items():
        kind, ident = thing
        found = frozenset(str(ref.id) for ref in team_refs(resource, meant))
        said[thing] = frozenset({ident}) if kind == "team" else found
        for _, ref in refs_in(resource):
            users[ref.kind, str(ref.id)] |= found
    return {one: teams or frozenset(users[one]) for one, teams in said.items()}


def _stands_alone(live: Live) -> bool:
    return isinstance(live.kind.endpoint, Collection)
