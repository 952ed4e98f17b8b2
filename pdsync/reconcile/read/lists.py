"""Reads the account into a Snapshot, with as few requests as the questions allow. Reads only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from datetime import datetime
from functools import cached_property, partial
from typing import Any

from pdsync.errors import ApiError, Forbidden, NotWhole
from pdsync.frozen import frozen
from pdsync.kinds import KINDS, Collection, Kind, Nested, above, below, sort_of
from pdsync.reconcile._remote import Query, Remote, RemoteList, request
from pdsync.reconcile.read.answers import has_id, list_of, part_of, with_ids
from pdsync.reconcile.read.details import with_members, with_moving
from pdsync.reconcile.read.find_shift_based import ShiftBased, all_shift_based, with_withheld
from pdsync.reconcile.read.list_doubts import Doubt, doubts
from pdsync.reconcile.read.own_zones import InZone, expected, named_zones
from pdsync.reconcile.read.side_by_side import at_once
from pdsync.reconcile.read.snapshot import Live, OpenIncident, Snapshot, unidentified
from pdsync.series import all_of
from pdsync.source import Config

_Near = tuple[datetime, datetime] | None
_OPEN = (("statuses[]", "triggered"), ("statuses[]", "acknowledged"))


@frozen
class KindList:
    """One kind's list, and the request that gave it.

    `zone` is the time zone that it was rendered in, for the kinds that have one; `better` are
    those of it of which more is known, by id.
    """

    kind: Kind
    listing: RemoteList
    request: str
    zone: str | None = None
    better: Mapping[str, Live] = field(default_factory=dict)

    @cached_property
    def lives(self) -> Mapping[str, Live]:
        """Its items by id."""
        items = with_ids(self.listing.items, self.kind.endpoint.plural, self.request)
        found = (Live.of(self.kind, one, zone=self.zone, request=self.request) for one in items)
        return {live.id: self.better.get(live.id, live) for live in found}

    @property
    def doubts(self) -> Iterable[Doubt]:
        """Return the doubts about the list, and about what is in it."""
        yield from doubts(self.kind.name, self.request, self.listing)
        if self.kind.marked:
            yield from unidentified(self.lives.values())


def read_lists(remote: Remote, config: Config, near: _Near = None) -> Snapshot:
    """Read the lists of every kind that can carry a mark, and of what the YAML refers to.

    With the range for which it is to be said who is on call, if that is asked.
    """
    wanted = kinds_read(config)
    found = at_once(
        lambda kind: _read(remote, config, kind, near) if kind else all_shift_based(remote),
        (*wanted, None),
    )
    read = [one for one in found if isinstance(one, KindList)]
    (of_v3,) = (one for one in found if isinstance(one, ShiftBased))
    live = {one.kind.name: one.lives for one in read}
    live["schedule"] = {**live["schedule"], **of_v3.lives}
    unseen = with_withheld(of_v3.doubts, live["escalation_policy"].values())
    children, unread = children_listed(live)
    return Snapshot(
        live | children,
        unread,
        doubts=(*(doubt for one in read for doubt in one.doubts), *unseen),
        unavailable=frozenset(kind.name for kind in wanted) - set(live),
    )


def kinds_read(config: Config) -> tuple[Kind, ...]:
    """Return the kinds whose lists a plan of a configuration reads."""
    referred = _referred(config)
    return tuple(kind for kind in KINDS.values() if _is_read(kind, referred))


def _is_read(kind: Kind, referred: set[str]) -> bool:
    is_ours = kind.marked and kind.managed
    return isinstance(kind.endpoint, Collection) and (is_ours or kind.name in referred)


def _referred(config: Config) -> set[str]:
    return {ref.kind for entry in config.entries for _, ref in entry.refs}


def _read(remote: Remote, config: Config, kind: Kind, near: _Near) -> KindList | None:
    """One kind's list, with what of it is asked for at once; None as below."""
    found = read_list(remote, config, kind)
    if found and kind.name == "team":
        return replace(found, better=with_members(remote, config, kind, found.lives))
    if found and kind.name == "schedule" and near:
        return replace(found, better=with_moving(remote, config, found.lives, near))
    return found


def read_list(remote: Remote, config: Config, kind: Kind) -> KindList | None:
    """One kind's list; None when the account's plan does not have it."""
    includes = tuple(includes_of(kind, config))
    if kind.endpoint.zoned and includes:
        return _read_in_zones(remote, config, kind, includes)
    try:
        listing = _listed(remote, config, kind, (*kind.endpoint.params, *includes))
    except Forbidden as refusal:
        if not _says_what_is_so_anyway(kind, config, includes):
            raise _not_offered(kind, includes, refusal) from None
        includes = ()
        listing = _listed(remote, config, kind, kind.endpoint.params)
    except ApiError as problem:
        if kind.endpoint.optional and problem.lacks_ability:
            return None
        raise
    return KindList(kind, listing, request(kind.endpoint.path, includes))


def _read_in_zones(remote: Remote, config: Config, kind: Kind, includes: Query) -> KindList:
    """One kind's list in the time zone that is written most, and better those in another."""
    params = (*kind.endpoint.params, *includes)
    many = expected(config, kind)
    (zone, _), *others = named_zones(config, kind).most_common()
    jobs: list[Callable[[], Any]] = [
        partial(_listed, remote, config, kind, (*params, ("time_zone", zone))),
        *(InZone(remote, kind, params, other, written, many).lives for other, written in others),
    ]
    try:
        listing, *more = at_once(lambda job: job(), jobs)
    except Forbidden as refusal:
        raise _not_offered(kind, includes, refusal) from None
    better = {ident: live for lives in more for ident, live in lives.items()}
    return KindList(kind, listing, request(kind.endpoint.path, includes), zone, better)


def _listed(remote: Remote, config: Config, kind: Kind, params: Query) -> RemoteList:
    place, many = kind.endpoint, expected(config, kind)
    return remote.list(
        place.path, place.plural, params=params, sort_by=place.sort_by, expected=many
    )


def _not_offered(kind: Kind, includes: Query, refusal: Forbidden) -> Forbidden:
    """A refused list, with the fields that may be the reason."""
    asked = {value for _, value in includes}
    fields = all_of(f"`{name}`" for name, value in kind.includes.items() if value in asked)
    if not fields:
        return refusal
    return Forbidden(
        f"{refusal.message}; the configuration writes {fields}, which not every account has",
        status=refusal.status,
        code=refusal.code,
        reasons=refusal.reasons,
        hint=f"check that this account's plan offers {fields}, and the token's rights",
    )


def includes_of(kind: Kind, config: Config) -> Iterable[tuple[str, str]]:
    """Return the `include[]` values to ask for: those of fields that some entry writes."""
    values = [value for field, value in kind.includes.items() if _is_written(field, kind, config)]
    values += [
        child.endpoint.plural
        for child in below(kind.name)
        if child.endpoint.included and any(config.of(child.name))
    ]
    return (("include[]", value) for value in values)


def _is_written(field: str, kind: Kind, config: Config) -> bool:
    """Return True if an entry writes a field of the kind or, if it has none such, of a part."""
    written = (entry.resource for entry in config.of(kind.name))
    if field in kind.model.model_fields:
        return any(field in one.model_fields_set for one in written)
    return any(name == field for one in written for _, name in _written_fields(one))


def _written_fields(value: Any) -> Iterable[tuple[Any, str]]:
    """Every field that is written anywhere inside a resource, with what it is a field of."""
    if isinstance(value, tuple):
        for item in value:
            yield from _written_fields(item)
    for name in getattr(value, "model_fields_set", ()):
        yield value, name
        yield from _written_fields(getattr(value, name))


def _says_what_is_so_anyway(kind: Kind, config: Config, includes: Query) -> bool:
    """Return True if every field asked for is of a feature, and written as without the feature."""
    asked = {value for _, value in includes}
    if not asked or not asked <= {*kind.hidden.values()}:
        return False
    return all(
        getattr(model, field) == type(model).model_fields[field].default
        for entry in config.of(kind.name)
        for model, field in _written_fields(entry.resource)
        if kind.includes.get(field) in asked
    )


def children_listed(
    live: Mapping[str, Mapping[str, Live]],
) -> tuple[dict[str, dict[str, Live]], dict[tuple[str, str], str]]:
    """The kinds that are read with their parents (integrations, inside services).

    And why those of a parent are not known, by kind and the parent's id.
    """
    found: dict[str, dict[str, Live]] = {}
    unread: dict[tuple[str, str], str] = {}
    for kind in KINDS.values():
        place = kind.endpoint
        if not (isinstance(place, Nested) and place.included):
            continue
        found[kind.name] = {}
        for one in live.get(above(kind).name, {}).values():
            items: Any = one.raw.get(place.plural)
            if why := _unlisted(items, kind, one):
                unread[kind.name, one.id] = why
                continue
            inside = (place.placed(item, one.id, one.name) for item in items)
            lives = (Live.of(kind, item, request=one.request) for item in inside)
            found[kind.name] |= {live.id: live for live in lives}
    return found, unread


def _unlisted(items: Any, kind: Kind, parent: Live) -> str | None:
    """Why a parent does not say which children it has; None when it does."""
    plural = kind.endpoint.plural
    if plural not in parent.raw:
        return f"{parent.request} gave {parent.said} without `{plural}`"
    if not isinstance(items, list):
        return f"{parent.request} gave {parent.said} with {sort_of(items)} as `{plural}`"
    for index, one in enumerate(items):
        if not isinstance(one, Mapping) or not has_id(one):
            told = f"without an id in `{plural}[{index}]`"
            return f"{parent.request} gave {parent.said} {told}"
    ids = [one["id"] for one in items]
    return None if len({*ids}) == len(ids) else f"{parent.request} lists some `{plural}` twice"


def read_account(remote: Remote, snapshot: Snapshot) -> Snapshot:
    """Make sure that something was read whose page shows the account's subdomain."""
    if snapshot.subdomain is not None or snapshot.of("user"):
        return snapshot  # where all users show none, one more does not either
    user = KINDS["user"]
    path, plural = user.endpoint.path, user.endpoint.plural
    page = list_of(remote.get(path, (("limit", "1"),)), plural, request(path))
    return replace(snapshot, subdomain_of=tuple(Live.of(user, item) for item in page))


def read_incidents(remote: Remote, snapshot: Snapshot, services: frozenset[str]) -> Snapshot:
    """Read the open incidents of some services."""
    params: Query = (*_OPEN, *(("service_ids[]", ident) for ident in sorted(services)))
    listing = remote.list("/incidents", "incidents", params=params)
    if listing.short:
        raise NotWhole(
            "GET /incidents listed fewer open incidents than there are, twice: what they would "
            "keep from being deleted is not known",
            hint="try again later",
        )
    found = listing.items
    incidents = tuple(
        OpenIncident(
            str(one["id"]),
            str(part_of(one, "service", request("/incidents"))["id"]),
            str(one.get("title") or one.get("summary") or ""),
            str(one.get("html_url") or one["id"]),
        )
        for one in with_ids(found, "incidents", request("/incidents"))
    )
    return replace(snapshot, incidents=incidents)
