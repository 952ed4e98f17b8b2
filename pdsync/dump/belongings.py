"""Teams of things: those that they say, of a service its policy's, of a schedule its users'."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from pdsync.dump.wish import Thing
from pdsync.kinds import KINDS, Collection, refers_to, refs_in
from pdsync.reconcile import Live, Snapshot


@dataclass(frozen=True)
class _Owned:
    """Thing with the teams that it names, and what else it refers to."""

    thing: Thing
    teams: frozenset[str]
    others: tuple[Thing, ...]
    may_name: bool


def teams_of_things(snapshot: Snapshot, now: datetime) -> Mapping[Thing, frozenset[str]]:
    """Return the ids of the teams of everything that stands alone.

    What cannot name a team has those of what it refers to; what could and does not, those of
    whatever refers to it.
    """
    owned = [_owned(live, now) for live in snapshot.everything() if _stands_alone(live)]
    said = {one.thing: one.teams for one in owned}
    users: dict[Thing, set[str]] = defaultdict(set)
    for one in owned:
        for other in one.others:
            users[other] |= one.teams
    found = {}
    for one in owned:
        instead = users[one.thing] if one.may_name else _all(said.get(it) for it in one.others)
        found[one.thing] = one.teams or frozenset(instead)
    return found


def _stands_alone(live: Live) -> bool:
    return isinstance(live.kind.endpoint, Collection)


def _owned(live: Live, now: datetime) -> _Owned:
    name = live.kind.name
    if name == "team":
        return _Owned((name, live.id), frozenset({live.id}), (), may_name=True)
    refs = [(ref.kind, str(ref.id)) for _, ref in refs_in(live.resource(now))]
    teams = frozenset(ident for kind, ident in refs if kind == "team")
    others = tuple(one for one in refs if one[0] != "team" and KINDS[one[0]].managed)
    return _Owned((name, live.id), teams, others, _may_name_teams(name))


@cache
def _may_name_teams(kind: str) -> bool:
    return "team" in refers_to(KINDS[kind].model)


def _all(sets: Iterable[frozenset[str] | None]) -> frozenset[str]:
    return frozenset(one for each in sets for one in each or ())
