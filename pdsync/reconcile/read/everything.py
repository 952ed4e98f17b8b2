"""Reads all of an account that a configuration can be about, each with all that it is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import TypeGuard

from pdsync.errors import ApiError, Forbidden, NotWhole
from pdsync.frozen import frozen
from pdsync.kinds import KINDS, Collection, Kind, below
from pdsync.reconcile._remote import Query, Remote, request
from pdsync.reconcile.read.answers import list_of
from pdsync.reconcile.read.details import read_members
from pdsync.reconcile.read.find_shift_based import (
    ShiftBased,
    all_shift_based,
    is_promised_no_total,
    with_withheld,
)
from pdsync.reconcile.read.list_doubts import INCOMPLETE, Doubt, Why
from pdsync.reconcile.read.lists import KindList, children_listed
from pdsync.reconcile.read.nested import read_all_below
from pdsync.reconcile.read.own_zones import ANY_ZONE, PAGE, Job, in_no_zone, is_zone, zone_jobs
from pdsync.reconcile.read.people_and_names import listed
from pdsync.reconcile.read.side_by_side import at_once
from pdsync.reconcile.read.snapshot import Live, Snapshot


@frozen
class _Listing:
    """One kind's list; None where the account's plan does not have it."""

    kind: Kind
    lives: Mapping[str, Live] | None
    doubts: tuple[Doubt, ...] = ()


def read_everything(remote: Remote) -> Snapshot:
    """Read everything that can be written, and the people and products that it refers to.

    Raises:
        PdsyncError: the account cannot be read, or did not list all that it has.
    """
    kinds = [
        one for one in KINDS.values() if isinstance(one.endpoint, Collection) and _is_read(one)
    ]
    jobs: list[Callable[[], _Listing | ShiftBased]] = [
        *(partial(_read, remote, one) for one in kinds),
        partial(all_shift_based, remote),
    ]
    read = at_once(lambda job: job(), jobs)
    lists = [one for one in read if isinstance(one, _Listing)]
    (of_v3,) = (one for one in read if isinstance(one, ShiftBased))
    live = {one.kind.name: dict(one.lives) for one in lists if one.lives is not None}
    live["schedule"] = {**live["schedule"], **of_v3.lives}
    children, unread = children_listed(live)
    unseen = with_withheld(of_v3.doubts, live["escalation_policy"].values())
    doubts = (*(doubt for one in lists for doubt in one.doubts), *unseen)
    gone = frozenset(one.kind.name for one in lists if one.lives is None)
    snapshot = Snapshot(live | children, unread, _serious(doubts), gone)
    return _known_better(remote, read_all_below(remote, snapshot))


def _is_read(kind: Kind) -> bool:
    return kind.managed or kind.name == "user"


def _serious(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    """Return the doubts; raises NotWhole for a list of which something is missing."""
    found = tuple(one for one in doubts if not is_promised_no_total(one))
    for one in found:
        if one.why in INCOMPLETE or one.why is Why.CLASHING:
            raise NotWhole(f"{one.sentence}", hint="try again later: nothing is written of a part")
    return found


def _read(remote: Remote, kind: Kind) -> _Listing:
    try:
        return _read_zoned(remote, kind) if kind.endpoint.zoned else _read_whole(remote, kind)
    except ApiError as problem:
        if kind.endpoint.optional and problem.lacks_ability:
            return _Listing(kind, None)
        raise


def _read_whole(remote: Remote, kind: Kind) -> _Listing:
    """One kind's list, with all that it tells on request and the account's plan has."""
    children = _includes(one.endpoint.plural for one in below(kind.name) if one.endpoint.included)
    asked = (*_includes({*kind.includes.values(), *kind.hidden.values()}), *children)
    try:
        return _listed(remote, kind, asked)
    except ApiError as problem:
        refused = isinstance(problem, Forbidden) or problem.lacks_ability
        if asked == children or not refused:
            raise
        return _listed(remote, kind, children)


def _includes(names: Iterable[str]) -> Query:
    return tuple(("include[]", one) for one in sorted(names))


def _listed(remote: Remote, kind: Kind, includes: Query, zone: str | None = None) -> _Listing:
    place = kind.endpoint
    params = (*place.params, *includes, *((("time_zone", zone),) if zone else ()))
    listing = remote.list(place.path, place.plural, params=params, sort_by=place.sort_by)
    read = KindList(kind, listing, request(place.path, includes), zone)
    return _Listing(kind, read.lives, tuple(read.doubts))


def _read_zoned(remote: Remote, kind: Kind) -> _Listing:
    """A list in the time zone that most of its first page live in: the others are read again."""
    path, plural = kind.endpoint.path, kind.endpoint.plural
    first = list_of(remote.get(path, (("limit", str(PAGE)),)), plural, request(path))
    zones = Counter(one["time_zone"] for one in first if is_zone(one.get("time_zone")))
    zone = min(zones, key=lambda one: (-zones[one], one), default=ANY_ZONE)
    return _listed(remote, kind, _includes(kind.includes.values()), zone)


def _known_better(remote: Remote, snapshot: Snapshot) -> Snapshot:
    """The snapshot with members of teams, schedules on their own clocks, and products."""
    teams, every = (snapshot.of(kind).values() for kind in ("team", "schedule"))
    strange = [in_no_zone(one) for one in every if not is_zone(one.raw.get("time_zone"))]
    schedules = [one for one in every if is_zone(one.raw.get("time_zone"))]
    looked_up = _looked_up(snapshot)
    jobs: list[Job] = [
        *(partial(read_members, remote, team) for team in teams),
        *zone_jobs(remote, snapshot, schedules),
        *(partial(_all_of, remote, kind) for kind in looked_up),
    ]
    found = [live for lives in at_once(lambda job: job(), jobs) for live in lives]
    empty: dict[str, dict[str, Live]] = {kind: {} for kind in looked_up}
    return replace(snapshot, live={**snapshot.live, **empty}).replacing([*found, *strange])


def _all_of(remote: Remote, kind: str) -> list[Live]:
    return [*listed(remote, kind).lives.values()]


def _looked_up(snapshot: Snapshot) -> list[str]:
    """The kinds that are only looked up, where something refers to them."""
    parts = (part for live in snapshot.everything() for part in live.raw.values())
    types = {str(one.get("type")).removesuffix("_reference") for one in parts if _is_ref(one)}
    known = {one.name for one in KINDS.values() if not one.managed}
    return sorted(types & known - {*snapshot.live})


def _is_ref(part: object) -> TypeGuard[Mapping[str, object]]:
    return isinstance(part, dict) and "id" in part
