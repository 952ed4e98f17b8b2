"""Reads anew what an apply changed; all else stays as it was read before. Reads only.

By id where these are few, by the lists where that is fewer requests, or where there is no id: of
what PagerDuty may have made, and of what another run may have made as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pdsync.errors import ApiError, Forbidden, NotWhole
from pdsync.frozen import frozen
from pdsync.kinds import KINDS, SHIFT_BASED, Kind, Nested, above, kind_of
from pdsync.reconcile._known import Known
from pdsync.reconcile._model import Address, Change, Outcome
from pdsync.reconcile._remote import Remote, request
from pdsync.reconcile.read.answers import read_one
from pdsync.reconcile.read.find_shift_based import all_shift_based, read_listed
from pdsync.reconcile.read.list_doubts import UNSEEN
from pdsync.reconcile.read.lists import children_listed, includes_of, read_list
from pdsync.reconcile.read.own_zones import ANY_ZONE, PAGE, named_zones
from pdsync.reconcile.read.side_by_side import at_once
from pdsync.reconcile.read.snapshot import Live, Snapshot


def read_changed(remote: Remote, known: Known, outcomes: Sequence[Outcome]) -> Snapshot:
    """What was read before, with what these outcomes are about as it is now.

    What is nested and in no list of parents is left out: it is read below the parents as ever.
    """
    readings = list(_readings(remote, known, outcomes))
    live = {kind: lives for kind, lives in known.snapshot.live.items() if _is_listed(KINDS[kind])}
    for one, lives in zip(readings, at_once(_Reading.lives, readings), strict=True):
        others = (it for it in live[one.kind.name].values() if it.kind is not one.kind)
        live[one.kind.name] = {**{it.id: it for it in others}, **lives}
    children, unread = children_listed(live)
    return replace(known.snapshot, live=live | children, unread=unread)


def _is_listed(kind: Kind) -> bool:
    return not isinstance(kind.endpoint, Nested) or kind.endpoint.included


@frozen
class _Reading:
    """Reading of those of a kind that were changed; `is_open` if others may have come as well.

    `zones` are those in which the ones with layers are asked for.
    """

    remote: Remote
    known: Known
    kind: Kind
    zones: Mapping[str, str]
    is_open: bool

    def lives(self) -> Mapping[str, Live]:
        """Return all of the kind, by id."""
        if self.is_open or self._pages < len(self.zones):
            return self._listed()
        found = at_once(self._one, sorted(self.zones))
        return {**self._rest, **{live.id: live for live in found if live}}

    @property
    def _rest(self) -> Mapping[str, Live]:
        lives = self.known.snapshot.of(self.kind.name).values()
        return {it.id: it for it in lives if it.kind is self.kind and it.id not in self.zones}

    @property
    def _pages(self) -> int:
        """The requests that the whole list takes; shift-based schedules it only names."""
        if self.kind is SHIFT_BASED:
            return 1 + len(self.zones)
        pages = -(-(len(self._rest) + len(self.zones)) // PAGE)
        return pages * (len(named_zones(self.known.config, self.kind)) if self._is_zoned else 1)

    def _listed(self) -> Mapping[str, Live]:
        rest = self._rest
        if self.kind is SHIFT_BASED:
            found = all_shift_based(self.remote, known=rest)
            before = {one.request for one in self.known.snapshot.doubts if one.why in UNSEEN}
            for doubt in found.doubts:
                if doubt.why in UNSEEN and doubt.request not in before:
                    raise NotWhole(doubt.sentence)  # it came when the plan was made
            return {**found.lives, **rest}
        listing = read_list(self.remote, self.known.config, self.kind)
        return {**(listing.lives if listing else {}), **rest}

    @property
    def _includes(self) -> tuple[tuple[str, str], ...]:
        return tuple(includes_of(self.kind, self.known.config))

    @property
    def _is_zoned(self) -> bool:
        return self.kind.endpoint.zoned and bool(self._includes)

    def _one(self, ident: str) -> Live | None:
        """One by its id; None when it is gone."""
        if self.kind is SHIFT_BASED:
            return read_listed(self.remote, {"id": ident})
        zone = self.zones[ident] if self._is_zoned else None
        asked = request(f"{self.kind.endpoint.path}/{ident}", self._includes)
        try:
            raw = self._raw(ident, (("time_zone", zone),) if zone else self._includes)
        except ApiError as problem:
            if problem.is_gone:
                return None
            raise
        except NotWhole as problem:
            before = self.known.snapshot.of(self.kind.name).get(ident)
            return (before or Live.of(self.kind, {"id": ident}, request=asked)).losing(problem)
        return Live.of(self.kind, raw, zone=zone, request=asked)

    def _raw(self, ident: str, params: tuple[tuple[str, str], ...]) -> Mapping[str, object]:
        try:
            return read_one(self.remote, self.kind, ident, params)
        except Forbidden:
            if not params:
                raise
            # As with the lists: an account without a feature refuses the question.
            return read_one(self.remote, self.kind, ident)


def _readings(remote: Remote, known: Known, outcomes: Sequence[Outcome]) -> Iterator[_Reading]:
    ids = {one.change.address: one.id or one.change.id for one in outcomes}
    sought = [it for one in outcomes for it in _sought(known, one.change, ids) if it]
    for kind in dict.fromkeys(one.kind for one in sought):
        mine = [one for one in sought if one.kind is kind]
        zones = {one.id: one.zone for one in mine if one.id}
        yield _Reading(remote, known, kind, zones, any(one.is_open for one in mine))


@frozen
class _Sought:
    """Something of a kind that is to be read; without an id where it is to be looked for."""

    kind: Kind
    id: str | None
    zone: str = ANY_ZONE
    is_open: bool = False


def _sought(known: Known, change: Change, ids: Mapping[Address, str | None]) -> Iterable[_Sought]:
    """Yield what must be read to see what became of a change: parents, for what is inside them."""
    kind = KINDS[change.kind]
    home = kind.endpoint.home(change.key)
    if home is None:
        yield from _alone(known, change, ids[change.address])
    elif _is_listed(kind):
        live = known.matching.pairs.get(home)
        ident = ids.get(home) or (live.id if live else None)
        yield _Sought(above(kind), ident, is_open=ident is None)


def _alone(known: Known, change: Change, ident: str | None) -> Iterator[_Sought]:
    kind = KINDS[change.kind]
    live = known.snapshot.of(kind.name).get(ident or "")
    own = live.kind if live else kind_of(kind, change.wanted) if change.wanted else kind
    told = getattr(change.wanted, "time_zone", None) or (live and live.raw.get("time_zone"))
    is_open = ident is None or (change.id is None and kind.names_repeat)
    yield _Sought(own, ident, str(told or ANY_ZONE), is_open)
    if is_open and kind.name == SHIFT_BASED.name:
        yield _Sought(kind if own is SHIFT_BASED else SHIFT_BASED, None, is_open=True)
