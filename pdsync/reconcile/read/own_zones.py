"""Reads schedules in their own time zones, since PagerDuty tells times in the zone asked for.

The zones that the YAML names are read with the lists, and what is live in others after matching.
Reads only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from pydantic_core import PydanticCustomError

from pdsync.errors import ApiError, NotWhole
from pdsync.frozen import frozen
from pdsync.kinds import Kind, Resource, time_zone
from pdsync.reconcile._remote import Query, Remote, request
from pdsync.reconcile.read.answers import list_of, read_one
from pdsync.reconcile.read.side_by_side import at_once
from pdsync.reconcile.read.snapshot import Live, Snapshot
from pdsync.source import Config

PAGE = 100
_REACH = 10_000
"""PagerDuty refuses pages that end beyond this."""
ANY_ZONE = "Etc/UTC"


def is_zone(name: object) -> bool:
    """Return True for a time zone: in another nobody can tell the hours of a schedule."""
    try:
        time_zone(name)
    except PydanticCustomError:
        return False
    return True


def in_no_zone(schedule: Live) -> Live:
    """Return a schedule of which its time zone leaves the hours unknown."""
    zone = schedule.raw.get("time_zone")
    why = f"it is in the time zone '{zone}', which is none; give it another one there"
    return schedule if schedule.lost else replace(schedule, lost=why)


def named_zones(config: Config, kind: Kind) -> Counter[str]:
    """Count the entries of each time zone that is written; of some zone where none is."""
    zones = (getattr(one, "time_zone", None) for one in _layered(config, kind))
    return Counter(sorted(str(zone) for zone in zones if zone)) or Counter({ANY_ZONE: 0})


def expected(config: Config, kind: Kind) -> int:
    """Return how many are likely to be in the list of a kind: as many as are written."""
    return sum(1 for _ in _layered(config, kind))


def _layered(config: Config, kind: Kind) -> Iterator[Resource]:
    """Yield what is written of a kind, but the schedules that are in another list."""
    written = (one.resource for one in config.of(kind.name))
    return (one for one in written if "rotations" not in one.model_fields_set)


@frozen
class InZone:
    """Reading of a list in one time zone, for those who live in it.

    So many of them are `written`, and so many in all are `expected`.
    """

    remote: Remote
    kind: Kind
    params: Query
    zone: str
    written: int
    expected: int

    def lives(self) -> Mapping[str, Live]:
        """Return the first page, and the rest where that is fewer requests than one for each."""
        likely = range(0, min(self.expected, _REACH), PAGE)
        pages = at_once(self._page, likely if self.written >= len(likely) > 0 else (0,))
        found = {ident: live for lives, _ in pages for ident, live in lives.items()}
        rest = range(len(pages) * PAGE, min(pages[0][1], _REACH), PAGE)
        if self.written - len(found) > len(rest):
            for more, _ in at_once(self._page, rest):
                found |= more
        return found

    def _page(self, offset: int) -> tuple[dict[str, Live], int]:
        place = self.kind.endpoint
        pages = (("total", "true"), ("limit", str(PAGE)), ("offset", str(offset)))
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


def zone_jobs(remote: Remote, snapshot: Snapshot, lives: Iterable[Live | None]) -> Iterable[Job]:
    """Read schedules again whose list was rendered in a zone that is not their own."""
    strangers: dict[tuple[Kind, str], list[Live]] = defaultdict(list)
    for live in lives:
        if live and live.zone and live.zone != live.raw.get("time_zone"):
            strangers[live.kind, str(live.raw.get("time_zone"))].append(live)
    for (kind, zone), there in strangers.items():
        pages = -(-len(snapshot.of(kind.name)) // PAGE)
        if len(there) <= pages:
            yield from (partial(one_in_zone, remote, live, zone) for live in there)
        else:
            yield partial(_all_in_zone, remote, kind, there, zone)


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
