"""Reads the account into a Snapshot, with as few requests as the questions allow. Reads only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

from pdsync.errors import ApiError, Forbidden
from pdsync.kinds import KINDS, Kind, refs_in
from pdsync.reconcile._doubts import Doubt, doubts
from pdsync.reconcile._match import Matching
from pdsync.reconcile._read_shift_based import all_shift_based
from pdsync.reconcile._remote import Listing, Params, Remote, request
from pdsync.reconcile._snapshot import Incident, Live, Snapshot
from pdsync.source import Config

_PAGE = 100
_MISSING_ABILITY = 402
_OPEN = (("statuses[]", "triggered"), ("statuses[]", "acknowledged"))


@dataclass(frozen=True)
class _Read:
    """One kind's list, and the request that gave it.

    `zone` is the time zone that it was rendered in, for the kinds that have one.
    """

    kind: Kind
    listing: Listing
    request: str
    zone: str | None = None

    @property
    def lives(self) -> dict[str, Live]:
        """Its items by id."""
        found = (Live.of(self.kind, item, zone=self.zone) for item in self.listing.items)
        return {live.id: live for live in found}

    @property
    def doubts(self) -> Iterable[Doubt]:
        """What is wrong with the list."""
        return doubts(self.kind.name, self.request, self.listing)


def read_lists(remote: Remote, config: Config) -> Snapshot:
    """Read the lists of every kind that can carry a mark, and of what the YAML refers to."""
    referred = _referred(config)
    wanted = [kind for kind in KINDS.values() if _is_read(kind, referred)]
    # One list alone before the rest: an account out of reach is said once, not five times.
    first = _read(remote, config, wanted[0])
    with ThreadPoolExecutor(max_workers=len(wanted)) as pool:
        later = pool.submit(all_shift_based, remote)
        found = [first, *pool.map(partial(_read, remote, config), wanted[1:])]
        of_v3 = later.result()
    read = [one for one in found if one is not None]
    live = {one.kind.name: one.lives for one in read}
    live["schedule"] |= of_v3.lives
    return Snapshot(
        live | _children(live),
        doubts=(*(doubt for one in read for doubt in one.doubts), *of_v3.doubts),
        unavailable=frozenset(kind.name for kind in wanted) - set(live),
    )


def _is_read(kind: Kind, referred: set[str]) -> bool:
    if kind.endpoint.parent:
        return False
    return (kind.marked and kind.managed) or kind.name in referred


def _referred(config: Config) -> set[str]:
    return {ref.kind for entry in config.entries for _, ref in refs_in(entry.resource)}


def _read(remote: Remote, config: Config, kind: Kind) -> _Read | None:
    """One kind's list; None when the account's plan does not have it."""
    includes = tuple(_includes(kind, config))
    zone = _likely_zone(remote, config, kind) if kind.endpoint.zoned and includes else None
    params = (*kind.endpoint.params, *includes, *((("time_zone", zone),) if zone else ()))
    try:
        listing = remote.list(
            kind.endpoint.path, kind.endpoint.plural, params=params, sort_by=kind.endpoint.sort_by
        )
    except Forbidden as refusal:
        if not includes:
            raise
        raise _not_offered(kind, includes, refusal) from None
    except ApiError as problem:
        if problem.status == _MISSING_ABILITY:
            return None
        raise
    return _Read(kind, listing, request(kind.endpoint.path, includes), zone)


def _not_offered(kind: Kind, includes: Params, refusal: Forbidden) -> Forbidden:
    """A refused list, with the fields that may be the reason."""
    asked = {value for _, value in includes}
    fields = " and ".join(f"`{name}`" for name, value in kind.includes.items() if value in asked)
    if not fields:
        return refusal
    return Forbidden(
        f"{refusal.message}; the configuration writes {fields}, which not every account has",
        status=refusal.status,
        code=refusal.code,
        reasons=refusal.reasons,
        hint=f"check that this account's plan offers {fields}, and the token's rights",
    )


def _includes(kind: Kind, config: Config) -> Iterable[tuple[str, str]]:
    """What must be asked for explicitly, because some entry of the kind writes it."""
    written = {name for entry in config.of(kind.name) for name in _written(entry.resource)}
    values = [value for field, value in kind.includes.items() if field in written]
    values += [
        child.endpoint.plural
        for child in KINDS.values()
        if child.endpoint.parent == kind.name and any(config.of(child.name))
    ]
    return (("include[]", value) for value in values)


def _written(value: object) -> Iterable[str]:
    """Every field name that is written anywhere inside a resource."""
    if isinstance(value, tuple):
        for item in value:
            yield from _written(item)
    for name in getattr(value, "model_fields_set", ()):
        yield name
        yield from _written(getattr(value, name))


def _likely_zone(remote: Remote, config: Config, kind: Kind) -> str:
    """The time zone of most schedules: PagerDuty renders a whole list in one zone.

    One page tells which zones the account uses; the configuration breaks the tie.
    """
    page = remote.get(kind.endpoint.path, (("limit", str(_PAGE)),))
    live = [item.get("time_zone") for item in page[kind.endpoint.plural]]
    wanted = [getattr(entry.resource, "time_zone", None) for entry in config.of(kind.name)]
    zones = Counter(zone for zone in live or wanted if zone)
    if not zones:
        return "Etc/UTC"
    return str(max(sorted(zones), key=lambda zone: (zones[zone], wanted.count(zone))))


def _children(live: Mapping[str, Mapping[str, Live]]) -> dict[str, dict[str, Live]]:
    """The kinds that are read with their parents (integrations, inside services)."""
    found: dict[str, dict[str, Live]] = {}
    for kind in KINDS.values():
        parent = kind.endpoint.parent
        if parent is None:
            continue
        found[kind.name] = {
            item["id"]: Live.of(
                kind, {**item, parent: {"id": one.id, "type": f"{parent}_reference"}}
            )
            for one in live[parent].values()
            for item in one.raw.get(kind.endpoint.plural) or ()
        }
    return found


def read_details(
    remote: Remote, config: Config, snapshot: Snapshot, matching: Matching
) -> Snapshot:
    """Read what the lists do not tell about the resources that are compared."""
    jobs = [
        *_zone_jobs(remote, snapshot, matching),
        *_member_jobs(remote, config, matching),
        *_promise_jobs(remote, config, matching),
    ]
    if not jobs:
        return snapshot
    with ThreadPoolExecutor(max_workers=8) as pool:
        found = [live for lives in pool.map(lambda job: job(), jobs) for live in lives]
    return snapshot.replacing(found)


Job = Callable[[], list[Live]]


def _zone_jobs(remote: Remote, snapshot: Snapshot, matching: Matching) -> Iterable[Job]:
    """Read schedules again whose list was rendered in a zone that is not their own."""
    strangers: dict[tuple[Kind, str], list[Live]] = defaultdict(list)
    for live in matching.pairs.values():
        if live and live.zone and live.zone != live.raw.get("time_zone"):
            strangers[live.kind, str(live.raw.get("time_zone"))].append(live)
    for (kind, zone), lives in strangers.items():
        pages = -(-len(snapshot.of(kind.name)) // _PAGE)
        if len(lives) <= pages:
            yield from (partial(_one_in_zone, remote, live, zone) for live in lives)
        else:
            yield partial(_all_in_zone, remote, kind, lives, zone)


def _one_in_zone(remote: Remote, live: Live, zone: str) -> list[Live]:
    path = f"{live.kind.endpoint.path}/{live.id}"
    body = remote.get(path, (("time_zone", zone),))
    return [Live.of(live.kind, body[live.kind.endpoint.singular], zone=zone)]


def _all_in_zone(remote: Remote, kind: Kind, lives: list[Live], zone: str) -> list[Live]:
    includes = tuple(("include[]", value) for value in kind.includes.values())
    params = (*kind.endpoint.params, *includes, ("time_zone", zone))
    listing = remote.list(kind.endpoint.path, kind.endpoint.plural, params=params)
    wanted = {live.id for live in lives}
    return [Live.of(kind, item, zone=zone) for item in listing.items if item["id"] in wanted]


def _member_jobs(remote: Remote, config: Config, matching: Matching) -> Iterable[Job]:
    for entry in config.of("team"):
        live = matching.pairs.get((entry.kind, entry.key))
        if live and "members" in entry.resource.model_fields_set:
            yield partial(_members, remote, live)


def _promise_jobs(remote: Remote, config: Config, matching: Matching) -> Iterable[Job]:
    """Read the layers of schedules that promise something and leave their layers as they are."""
    for entry in config.of("schedule"):
        live = matching.pairs.get((entry.kind, entry.key))
        if live and getattr(entry.resource, "expect", None) and not _made_of(live):
            yield partial(_if_allowed, remote, live, str(live.raw.get("time_zone")))


def _made_of(live: Live) -> bool:
    return not {"schedule_layers", "rotations"}.isdisjoint(live.raw)


def _if_allowed(remote: Remote, live: Live, zone: str) -> list[Live]:
    try:
        return _one_in_zone(remote, live, zone)
    except ApiError as problem:
        if problem.is_gone or isinstance(problem, Forbidden):
            return []  # the plan says that nothing is known of the promise
        raise


def _members(remote: Remote, live: Live) -> list[Live]:
    listing = remote.list(f"{live.kind.endpoint.path}/{live.id}/members", "members")
    return [live.with_raw(members=list(listing.items))]


def read_hidden(remote: Remote, live: Live, include: str, fields: frozenset[str]) -> Live:
    """A live resource with some fields read whole, parts that must be asked for included.

    An account without the feature refuses the question: then there is nothing to lose.
    """
    path = f"{live.kind.endpoint.path}/{live.id}"
    try:
        body = remote.get(path, (("include[]", include),))
    except Forbidden:
        return live
    whole = body[live.kind.endpoint.singular]
    return live.with_raw(**{name: whole[name] for name in fields if name in whole})


def read_account(remote: Remote, snapshot: Snapshot) -> Snapshot:
    """Make sure that something was read whose page shows the account's subdomain."""
    if snapshot.subdomain is not None:
        return snapshot
    page = remote.get("/users", (("limit", "1"),))
    user = KINDS["user"]
    known = {item["id"]: Live.of(user, item) for item in page[user.endpoint.plural]}
    return replace(snapshot, subdomain_of=tuple(known.values()))


def read_incidents(remote: Remote, snapshot: Snapshot, services: frozenset[str]) -> Snapshot:
    """Read the open incidents of some services."""
    params: Params = (*_OPEN, *(("service_ids[]", ident) for ident in sorted(services)))
    found = remote.list("/incidents", "incidents", params=params).items
    incidents = tuple(
        Incident(
            str(one["id"]),
            str(one["service"]["id"]),
            str(one.get("title") or one.get("summary") or ""),
            str(one.get("html_url") or one["id"]),
        )
        for one in found
    )
    return replace(snapshot, incidents=incidents)
