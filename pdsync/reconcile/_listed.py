"""Lists of the account as a roster needs them: people, policies, services, schedules' names."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pdsync.errors import ApiError, Forbidden
from pdsync.kinds import KINDS, Kind
from pdsync.reconcile._answers import with_ids
from pdsync.reconcile._doubts import Doubt, doubts
from pdsync.reconcile._remote import Remote, request
from pdsync.reconcile._snapshot import Live

_MISSING_ABILITY = 402


@dataclass(frozen=True)
class Listed:
    """A list by id, and what is wrong with it."""

    lives: dict[str, Live]
    doubts: tuple[Doubt, ...]


def read_users(remote: Remote) -> dict[str, Live]:
    """Everybody, by id."""
    return listed(remote, "user").lives


def listed(remote: Remote, name: str) -> Listed:
    """The whole list of a kind, with all that decides whom an incident reaches."""
    kind = KINDS[name]
    includes = _includes(kind)
    try:
        listing = remote.list(kind.endpoint.path, kind.endpoint.plural, params=includes)
    except ApiError as problem:
        # An account without the feature refuses the question: then there is nothing to know.
        refused = isinstance(problem, Forbidden) or problem.status == _MISSING_ABILITY
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
    return Listed(by_id, tuple(doubts(name, asked, listing)))


def _includes(kind: Kind) -> tuple[tuple[str, str], ...]:
    """Everything that a list tells only on request and that decides whom an incident reaches.

    What schedules are made of is not among it: each is read whole, in its own time zone.
    """
    told = {} if kind.endpoint.zoned else kind.includes
    return tuple(("include[]", value) for value in sorted({*kind.hidden.values(), *told.values()}))
