"""Reads what no list of parents has: what the YAML may write below each, and what none can say.

Reads only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from pdsync.errors import ApiError, Forbidden, NotWhole
from pdsync.frozen import frozen
from pdsync.kinds import KINDS, Apart, Kind, Nested, Singleton
from pdsync.reconcile._remote import Remote, request
from pdsync.reconcile.match.resources import Matching
from pdsync.reconcile.read.answers import has_id, items_of, objects
from pdsync.reconcile.read.side_by_side import at_once
from pdsync.reconcile.read.snapshot import Live, Snapshot
from pdsync.source import Config


def read_below(remote: Remote, config: Config, snapshot: Snapshot, matching: Matching) -> Snapshot:
    """Add what the matched parents have and their lists do not tell."""
    return _with(snapshot, [*_reads(remote, config, matching)])


def read_all_below(remote: Remote, snapshot: Snapshot) -> Snapshot:
    """Add what all parents have and their lists do not tell."""
    reads = [
        _Read(remote, kind, kind.endpoint, parent)
        for kind in KINDS.values()
        if isinstance(kind.endpoint, Nested) and not kind.endpoint.included
        for parent in snapshot.of(kind.endpoint.parent).values()
    ]
    return _with(snapshot, reads)


def _with(snapshot: Snapshot, reads: Sequence[_Read]) -> Snapshot:
    if not reads:
        return snapshot
    live = {kind: dict(lives) for kind, lives in snapshot.live.items()}
    unread = dict(snapshot.unread)
    for one, found in zip(reads, at_once(_Read.lives, reads), strict=True):
        if isinstance(found, str):
            unread[one.kind.name, one.parent.id] = found
        else:
            live.setdefault(one.kind.name, {}).update({it.id: it for it in found})
    return replace(snapshot, live=live, unread=unread)


def _reads(remote: Remote, config: Config, matching: Matching) -> Iterator[_Read]:
    for kind in KINDS.values():
        if isinstance(kind.endpoint, Nested) and not kind.endpoint.included:
            homes = dict.fromkeys(kind.endpoint.home(entry.key) for entry in config.of(kind.name))
            parents = (matching.pairs.get(home) for home in homes)
            yield from (_Read(remote, kind, kind.endpoint, one) for one in parents if one)


def read_apart(remote: Remote, lives: Iterable[Live]) -> tuple[list[Live], tuple[str, ...]]:
    """Read what some have that no YAML says, and why it is not known where nobody may.

    One request tells that an account defines no such thing; else there is one for each.
    """
    by_kind: dict[str, list[Live]] = {}
    for live in lives:
        by_kind.setdefault(live.kind.name, []).append(live)
    found: list[Live] = []
    unseen: list[str] = []
    for kind, them in by_kind.items():
        if (apart := KINDS[kind].apart) is None:
            continue
        try:
            if _defines(remote, apart):
                found += at_once(partial(_with_apart, remote, apart), them)
        except Forbidden as problem:
            unseen.append(f"no {apart.title} were told: {problem.message}")
    return found, tuple(unseen)


def _defines(remote: Remote, apart: Apart) -> bool:
    try:
        return bool(items_of(remote.get(apart.defined), apart.listed, request(apart.defined)))
    except ApiError as problem:
        if problem.is_gone or problem.lacks_ability:
            return False
        raise


def _with_apart(remote: Remote, apart: Apart, live: Live) -> Live:
    path = f"{live.path}/{apart.path}"
    try:
        items = items_of(remote.get(path), apart.field, request(path))
    except ApiError as problem:
        if problem.is_gone:
            return live
        raise
    told = {str(one["name"]): one.get("value") for one in objects(items) if one.get("name")}
    return live.with_raw(**{apart.field: told})


def read_inside(remote: Remote, place: Nested, parent: str) -> Sequence[Any]:
    """Read the list that one parent has; raises NotWhole where that may not be all."""
    path = place.tells(parent)
    if place.paged:
        listing = remote.list(path, place.plural, params=place.params)
        items, is_short = [*listing.items], listing.short
    else:
        answer = remote.get(path, place.params)
        items, is_short = items_of(answer, place.plural, request(path)), bool(answer.get("more"))
    if is_short:
        raise NotWhole(f"{request(path)} listed fewer than there are", hint="run it again")
    return items


@frozen
class _Read:
    """One reading of what a live parent has of a kind."""

    remote: Remote
    kind: Kind
    place: Nested
    parent: Live

    def lives(self) -> Sequence[Live] | str:
        """Read it, or say why it is not known."""
        try:
            placed = [self._placed(one) for one in self._items()]
        except ApiError as problem:
            return [] if problem.is_gone else problem.message
        except NotWhole as problem:
            return problem.message
        return [Live.of(self.kind, one, request=self._request) for one in placed]

    @property
    def _path(self) -> str:
        return self.place.tells(self.parent.id)

    @property
    def _request(self) -> str:
        return request(self._path)

    def _items(self) -> Sequence[Any]:
        if isinstance(self.place, Singleton):
            answer = self.remote.get(self._path, self.place.params)
            return [self.place.unwrapped(answer)]
        return read_inside(self.remote, self.place, self.parent.id)

    def _placed(self, item: Any) -> Mapping[str, Any]:
        if isinstance(item, Mapping) and (has_id(item) or not self.place.named):
            with suppress(KeyError, TypeError):
                return self.place.placed(item, self.parent.id, self.parent.name)
        raise NotWhole(f"{self._request}: the answer does not say what it is about")
