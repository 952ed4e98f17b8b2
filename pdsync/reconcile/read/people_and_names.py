"""Lists of the account as a roster needs them: people, policies, services, schedules' names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from pdsync.errors import ApiError, Forbidden, NotWhole
from pdsync.frozen import frozen
from pdsync.kinds import KINDS, Kind
from pdsync.reconcile._remote import Remote, request
from pdsync.reconcile.read.answers import list_of, read_one, with_ids
from pdsync.reconcile.read.list_doubts import Doubt, doubts
from pdsync.reconcile.read.side_by_side import at_once
from pdsync.reconcile.read.snapshot import Live, Snapshot

_NAMING = ("schedule", "escalation_policy")
"""The kinds that name people who are to be notified."""


@frozen
class LivesById:
    """A list by id, and what is wrong with it."""

    lives: dict[str, Live]
    doubts: tuple[Doubt, ...]


def read_users(remote: Remote) -> dict[str, Live]:
    """Everybody, by id."""
    return listed(remote, "user").lives


def teams_of_user(user: Live) -> dict[str, str]:
    """Return the names of the teams that somebody is on, by id; raises NotWhole if not told."""
    teams = list_of(user.raw, "teams", user.request)
    return {one["id"]: str(one.get("summary") or one.get("name") or one["id"]) for one in teams}


def with_users(remote: Remote, snapshot: Snapshot) -> Snapshot:
    """The snapshot with everybody in it."""
    if "user" in snapshot.live:
        return snapshot
    users = listed(remote, "user")
    live = {**snapshot.live, "user": users.lives}
    return replace(snapshot, live=live, doubts=(*snapshot.doubts, *users.doubts))


def with_missing_users(remote: Remote, snapshot: Snapshot) -> Snapshot:
    """The snapshot with those who are named in it and missing in a list that is not whole.

    Each is asked for alone: whoever is not there then was deleted.
    """
    if not snapshot.missing("user"):
        return snapshot
    named = [one.raw for kind in _NAMING for one in snapshot.of(kind).values()]
    users = snapshot.of("user")
    found = at_once(partial(_user, remote), sorted({*people_in(named)} - {*users}))
    more = {one.id: one for one in found if one}
    return replace(snapshot, live={**snapshot.live, "user": {**users, **more}})


def _user(remote: Remote, ident: str) -> Live | None:
    kind = KINDS["user"]
    asked = request(f"{kind.endpoint.path}/{ident}")
    try:
        return Live.of(kind, read_one(remote, kind, ident), request=asked)
    except (NotWhole, ApiError) as problem:
        if isinstance(problem, ApiError) and problem.is_gone:
            return None
        return Live.of(kind, {"id": ident}, request=asked).losing(problem)


def people_in(value: Any) -> Iterator[str]:
    """The ids of people in some JSON."""
    if isinstance(value, Mapping):
        is_user = str(value.get("type", "")).startswith("user")
        ident = value.get("user_id") or (value.get("id") if is_user else None)
        if isinstance(ident, str):
            yield ident
    children = value.values() if isinstance(value, Mapping) else value
    if isinstance(value, Mapping | list | tuple):
        for child in children:
            yield from people_in(child)


def listed(remote: Remote, name: str) -> LivesById:
    """The whole list of a kind, with all that decides whom an incident reaches."""
    kind = KINDS[name]
    includes = _includes(kind)
    try:
        listing = remote.list(kind.endpoint.path, kind.endpoint.plural, params=includes)
    except ApiError as problem:
        # An account without the feature refuses the question: then there is nothing to know.
        refused = isinstance(problem, Forbidden) or problem.lacks_ability
        if not includes or not refused:
            raise
        listing = remote.list(kind.endpoint.path, kind.endpoint.plural)
    asked = request(kind.endpoint.path, includes)
    items = with_ids(listing.items, kind.endpoint.plural, asked)
    clash = f"{asked} lists it twice, with different contents"
    lives = (Live.of(kind, item, request=asked) for item in items)
    by_id = {
        live.id: replace(live, lost=clash) if live.id in listing.clashing else live
        for live in lives
    }
    return LivesById(by_id, tuple(doubts(name, asked, listing)))


def _includes(kind: Kind) -> tuple[tuple[str, str], ...]:
    """Everything that a list tells only on request and that decides whom an incident reaches.

    What schedules are made of is not among it: each is read whole, in its own time zone.
    """
    told = {} if kind.endpoint.zoned else kind.includes
    return tuple(("include[]", value) for value in sorted({*kind.hidden.values(), *told.values()}))
