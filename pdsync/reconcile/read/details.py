"""Reads what the lists do not tell about the resources that are compared. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from pdsync.errors import ApiError, Forbidden, NotWhole
from pdsync.kinds import KINDS, Kind
from pdsync.reconcile._remote import Remote, request
from pdsync.reconcile.match.children import children_of, irreplaceable
from pdsync.reconcile.match.promised_schedules import promised_schedules
from pdsync.reconcile.match.resources import Matching, match_kind
from pdsync.reconcile.read.answers import read_one
from pdsync.reconcile.read.own_zones import Job, is_zone, one_in_zone, zone_jobs
from pdsync.reconcile.read.side_by_side import at_once
from pdsync.reconcile.read.snapshot import Live, Snapshot
from pdsync.series import all_of
from pdsync.source import Config


def read_details(
    remote: Remote, config: Config, snapshot: Snapshot, matching: Matching
) -> Snapshot:
    """Read what the lists do not tell about the resources that are compared."""
    jobs = [
        *zone_jobs(remote, snapshot, matching.pairs.values()),
        *_member_jobs(remote, config, matching),
        *_promise_jobs(remote, config, snapshot, matching),
        *_children_jobs(remote, matching),
    ]
    if not jobs:
        return snapshot
    found = [live for lives in at_once(lambda job: job(), jobs) for live in lives]
    return snapshot.replacing(found)


def with_members(
    remote: Remote, config: Config, kind: Kind, lives: Mapping[str, Live]
) -> Mapping[str, Live]:
    """The teams of an account, with the members of those of which the YAML writes them.

    Asked for with the other lists: which teams these are takes the list of teams alone.
    """
    matching = match_kind(kind, config, Snapshot({kind.name: lives}))
    found = at_once(lambda job: job(), _member_jobs(remote, config, matching))
    return {**lives, **{live.id: live for one in found for live in one}}


def with_moving(
    remote: Remote, config: Config, lives: Mapping[str, Live], near: tuple[datetime, datetime]
) -> Mapping[str, Live]:
    """The schedules of an account, those read whole of which the YAML changes the time zone.

    The list is in zones that the YAML names. So these are read for comparing them, and for who is
    on call by them: one question serves both, and is asked together with the second round.
    """
    strangers = [one for one in lives.values() if one.zone and one.zone != _zone_of(one)]
    if not strangers:
        return lives
    kind = KINDS["schedule"]
    matching = match_kind(kind, config, Snapshot({kind.name: lives}))
    written = {
        live.id: getattr(entry.resource, "time_zone", None)
        for entry in config.of(kind.name)
        if (live := matching.pairs.get((entry.kind, entry.key)))
    }
    moving = [
        one
        for one in strangers
        if is_zone(_zone_of(one)) and written.get(one.id) not in {None, _zone_of(one)}
    ]
    found = at_once(lambda one: _whole(remote, one, near), moving)
    return {**lives, **{one.id: one for one in found}}


def _zone_of(schedule: Live) -> str:
    return str(schedule.raw.get("time_zone"))


def _whole(remote: Remote, schedule: Live, near: tuple[datetime, datetime]) -> Live:
    """Read a schedule and who is on call by it; where that fails it is left as the list has it."""
    from pdsync.reconcile.read.rosters import read_schedule, within_a_year

    try:
        found = read_schedule(remote, schedule, *within_a_year(*near))
    except ApiError:
        return schedule
    return schedule if found.lost else found


def _member_jobs(remote: Remote, config: Config, matching: Matching) -> Iterable[Job]:
    for entry in config.of("team"):
        live = matching.pairs.get((entry.kind, entry.key))
        is_known = live is None or live.lost or "members" in live.raw
        if live and not is_known and "members" in entry.resource.model_fields_set:
            yield partial(read_members, remote, live)


def _promise_jobs(
    remote: Remote, config: Config, snapshot: Snapshot, matching: Matching
) -> Iterable[Job]:
    """Read the schedules that a promise is about, unless the list told what they are made of."""
    for live in promised_schedules(config, snapshot, matching):
        if not _made_of(live):
            yield partial(_if_allowed, remote, live, str(live.raw.get("time_zone")))


def _children_jobs(remote: Remote, matching: Matching) -> Iterable[Job]:
    """Read the services that go and whose integrations the list does not name."""
    for live in matching.orphans:
        for kind in irreplaceable(live.kind):
            children = children_of(live, kind, Snapshot({}))
            if children is None or any(child.name == child.id for child in children):
                yield partial(_with_children, remote, live, kind.endpoint.plural)


def _with_children(remote: Remote, live: Live, plural: str) -> list[Live]:
    try:
        raw = read_one(remote, live.kind, live.id, (("include[]", plural),))
    except (NotWhole, ApiError):
        return []  # the plan says that they are not known
    return [live.with_raw(**{plural: raw.get(plural)})]


def _made_of(live: Live) -> bool:
    return not {"schedule_layers", "rotations"}.isdisjoint(live.raw)


def _if_allowed(remote: Remote, live: Live, zone: str) -> list[Live]:
    try:
        return one_in_zone(remote, live, zone)
    except ApiError as problem:
        if problem.is_gone or isinstance(problem, Forbidden):
            return []  # the plan says that nothing is known of the promise
        raise


def read_members(remote: Remote, live: Live) -> list[Live]:
    """Read who is in a team."""
    path = f"{live.kind.endpoint.path}/{live.id}/members"
    try:
        listing = remote.list(path, "members")
    except NotWhole as problem:
        return [replace(live, lost=problem.message)]
    if listing.short:
        told = f"{request(path)} listed {len(listing.items)} of {listing.total} members, twice"
        return [replace(live, lost=told)]
    return [replace(live.with_raw(members=list(listing.items)), request=request(path))]


def read_hidden(remote: Remote, live: Live, include: str, fields: frozenset[str]) -> Live:
    """A live resource with some fields read whole, parts that must be asked for included.

    An account without the feature refuses the question: then there is nothing to lose.
    """
    params = (("include[]", include),)
    asked = request(f"{live.kind.endpoint.path}/{live.id}", params)
    try:
        whole = read_one(remote, live.kind, live.id, params)
    except Forbidden:
        return live
    except (NotWhole, ApiError) as problem:
        return live.losing(problem)
    if not fields <= set(whole):
        return replace(live, lost=f"{asked} gave {live.said} without {_named(fields)}")
    return replace(live.with_raw(**{name: whole[name] for name in fields}), request=asked)


def _named(fields: Iterable[str]) -> str:
    return all_of(f"`{name}`" for name in sorted(fields))
