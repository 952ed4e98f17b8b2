"""Reads schedules in their own time zones, since PagerDuty tells times in the zone asked for.

The zones that the YAML names are read with the lists, and what is live in others after matching.
Reads only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from pdsync.errors import ApiError, NotWhole
from pdsync.kinds import Kind
from pdsync.reconcile._remote import Query, Remote, request
from pdsync.reconcile.match.resources import Matching
from pdsync.reconcile.read.answers import list_of, read_one
from pdsync.reconcile.read.side_by_side import at_once
from pdsync.reconcile.read.snapshot import Live, Snapshot
from pdsync.source import Config

_PAGE = 100
_REACH = 10_000
"""PagerDuty refuses pages that end beyond this."""
_ANY = "Etc/UTC"


def named_zones(config: Config, kind: Kind) -> Counter[str]:
    """Count the entries of each time zone that is written; of some zone where none is."""
    written = (one.resource for one in config.of(kind.name))
    layered = (one for one in written if "rotations" not in one.model_fields_set)
    zones = (getattr(one, "time_zone", None) for one in layered)
    return Counter(sorted(str(zone) for zone in zones if zone)) or Counter({_ANY: 0})


@dataclass(frozen=True)
class InZone:
    """Reading of a list in one time zone, for those who live in it and of whom `written` are."""

    remote: Remote
    kind: Kind
    params: Query
    zone: str
    written: int

    def lives(self) -> Mapping[str, Live]:
        """Return the first page, and the rest where that is fewer requests than one for each."""
        first, total = self._page(0)
        rest = range(_PAGE, min(total, _REACH), _PAGE)
        if self.written - len(first) > len(rest):
            for more, _ in at_once(self._page, rest):
                first |= more
        return first

    def _page(self, offset: int) -> tuple[dict[str, Live], int]:
        place = self.kind.endpoint
        pages = (("total", "true"), ("limit", str(_PAGE)), ("offset", str(offset)))
        answer: Any = self.remote.get(place.path, (*self.params, ("time_zone", self.zone), *pages))
        asked = request(place.path, self.params)
        found = (
            Live.of(self.kind, one, zone=self.zone, request=asked)
            for one in list_of(answer, place.plural, asked)
            if one.get("time_zone") == self.zone
        )
        total = answer.get("total")
        return {one.id: one for one in found}, total if isinstance(total, int) else 0


Job = Callable[[], list[Live]]


def zone_jobs(remote: Remote, snapshot: Snapshot, matching: Matching) -> Iterable[Job]:
    """Read schedules again whose list was rendered in a zone that is not their own."""
    strangers: dict[tuple[Kind, str], list[Live]] = defaultdict(list)
    for live in matching.pairs.values():
        if live and live.zone and live.zone != live.raw.get("time_zone"):
            strangers[live.kind, str(live.raw.get("time_zone"))].append(live)
    for (kind, zone), lives in strangers.items():
        pages = -(-len(snapshot.of(kind.name)) // _PAGE)
        if len(lives) <= pages:
            yield from (partial(one_in_zone, remote, live, zone) for live in lives)
        else:
            yield partial(_all_in_zone, remote, kind, lives, zone)


def one_in_zone(remote: Remote, live: Live, zone: str) -> list[Live]:
    """Read one schedule in a time zone."""
    asked = request(f"{live.kind.endpoint.path}/{live.id}")
    try:
        raw = read_one(remote, live.kind, live.id, (("time_zone", zone),))
    except (NotWhole, ApiError) as problem:
        return [live.losing(problem)]
    return [Live.of(live.kind, raw, zone=zone, request=asked)]


def _all_in_zone(remote: Remote, kind: Kind, lives: list[Live], zone: str) -> list[Live]:
    includes = tuple(("include[]", value) for value in kind.includes.values())
    params = (*kind.endpoint.params, *includes, ("time_zone", zone))
    listing = remote.list(kind.endpoint.path, kind.endpoint.plural, params=params)
    found = {item.get("id"): item for item in listing.items}
    asked = request(kind.endpoint.path, includes)
    gone = f"{asked} does not list it any more"
    return [
        Live.of(kind, found[live.id], zone=zone, request=asked)
        if live.id in found and live.id not in listing.clashing
        else replace(live, lost=f"{live.said}: {gone}")
        for live in lives
    ]
