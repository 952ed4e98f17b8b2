"""Resources that another run may have made at the same time as a call of ours. Reads only."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from typing import Any

from pdsync.frozen import frozen
from pdsync.kinds import KINDS, SHIFT_BASED, Call, Kind, Mark, Nested, above, split_mark
from pdsync.reconcile._kept_json import KeptJson
from pdsync.reconcile._model import Change
from pdsync.reconcile._remote import Query, Remote, request
from pdsync.reconcile.read.answers import has_id, objects, with_ids
from pdsync.reconcile.read.find_shift_based import new_shift_based
from pdsync.reconcile.read.nested import read_inside
from pdsync.reconcile.read.side_by_side import at_once
from pdsync.reconcile.read.snapshot import Live
from pdsync.series import all_of


@frozen
class Anew:
    """Resource that a call makes: kind, name and mark as sent, and the path it is sent to."""

    kind: Kind
    call: Call
    name: str
    mark: Mark | None
    path: str = ""

    @classmethod
    def of(cls, change: Change, call: Call) -> Anew:
        """Return the resource that a call of a change makes."""
        kind = KINDS[change.kind]
        sent: dict[str, Any] = (call.body or {})[kind.endpoint.singular]
        return cls(
            kind,
            call,
            str(sent.get("name", change.name)),
            split_mark(sent.get("description"))[1] if kind.marked else None,
        )

    def at(self, path: str) -> Anew:
        """The same, with the path that the call has when it is sent."""
        return replace(self, path=path)

    def is_beside(self, live: Live) -> bool:
        """Return True if a live resource is in the list in which it is made."""
        return self.kind.endpoint.is_beside(self.path, live.raw)

    @property
    def signs(self) -> tuple[Hashable, ...]:
        """Return what it has in common with what is like it: its name, or its mark."""
        return _signs(self.kind, self.name, self.mark)

    def has_mark(self, live: Live) -> bool:
        """Return True if a live resource has its mark."""
        if self.mark is None or live.mark is None:
            return False
        return (live.mark.stack, live.mark.key) == (self.mark.stack, self.mark.key)

    def live(self, ident: str, page: str | None) -> Live:
        """Return the live resource that was made, as far as it is known here."""
        raw = {"id": ident, "name": self.name, "html_url": page}
        is_v3 = self.path == SHIFT_BASED.endpoint.path
        return Live(SHIFT_BASED if is_v3 else self.kind, KeptJson(raw), self.mark)

    def said_of(self, others: Sequence[Live]) -> str:
        """Why it is not made: what is there since the plan was made."""
        found = all_of(one.shown for one in others)
        by = "" if all(self.has_mark(one) for one in others) else " of this name"
        return (
            f"not made: since the plan was made, the account has a {self.kind.title}{by}, {found}, "
            "of another run or of somebody's; the next plan goes by it"
        )


def _signs(kind: Kind, name: str, mark: Mark | None) -> tuple[Hashable, ...]:
    """Return a name, as PagerDuty tells it from others, and a mark, as nothing else has it."""
    called = kind.endpoint.called(" ".join(name.split()))
    return (called, (mark.stack, mark.key)) if mark else (called,)


@frozen
class Lives:
    """Live resources of a kind; `silent` says why of the paths of lists that did not come.

    `short` says which list had fewer than there are: what it has is there all the same.
    """

    found: tuple[Live, ...]
    silent: Mapping[str, str] = field(default_factory=dict)
    short: str | None = None

    def like(self, anew: Anew) -> list[Live]:
        """Return the live resources with the mark of the one made, or its name in its place."""
        places = {at for sign in anew.signs for at in self._places.get(sign, ())}
        found = (self.found[at] for at in sorted(places))
        return [one for one in found if anew.has_mark(one) or anew.is_beside(one)]

    @cached_property
    def _places(self) -> Mapping[Hashable, Sequence[int]]:
        """The places of those that have a sign."""
        places: dict[Hashable, list[int]] = {}
        for at, live in enumerate(self.found):
            for sign in _signs(live.kind, live.name, live.mark):
                places.setdefault(sign, []).append(at)
        return places

    def unread(self, anew: Anew) -> str | None:
        """Return why others like the one made may be there unseen; None if they would be seen."""
        return self.silent.get(anew.path) or self.short


def read_anew(remote: Remote, kind: Kind, seen: Collection[str], own: Collection[str]) -> Lives:
    """Read the resources of a kind that were not seen before; `own` is what was made here."""
    if isinstance(kind.endpoint, Nested):
        return _inside(remote, kind, kind.endpoint, seen)
    if kind.name != SHIFT_BASED.name:
        lives, short = _of_list(remote, kind)
        return Lives(tuple(one for one in lives if one.id not in seen), short=short)
    ways: list[Callable[[], Any]] = [
        lambda: _of_list(remote, kind),
        lambda: new_shift_based(remote, seen, own),
    ]
    (lives, short), shift_based = at_once(lambda way: way(), ways)
    path = SHIFT_BASED.endpoint.path
    silent = {path: f"{request(path)} gave no list"} if shift_based is None else {}
    found = [one for one in (*lives, *(shift_based or ())) if one.id not in seen]
    return Lives(tuple(found), silent, short)


_Found = tuple[list[Live], str | None]
"""What lists hold, and what to say of it if they had fewer than there are."""


def _of_list(remote: Remote, kind: Kind) -> _Found:
    asked = request(kind.endpoint.path)
    items, short = _listed(remote, kind, ())
    return [Live.of(kind, one, request=asked) for one in items], short


def _inside(remote: Remote, kind: Kind, place: Nested, seen: Collection[str]) -> Lives:
    include = (("include[]", place.plural),) if place.included else ()
    found: list[Live] = []
    silent = {}
    parents, short = _listed(remote, above(kind), include)
    for one in parents:
        told = one.get(place.plural) if place.included else [*read_inside(remote, place, one["id"])]
        if not isinstance(told, list):
            path = place.inside(one["id"])
            silent[path] = f"GET {path.rpartition('/')[0]}: the answer holds no list of them"
        inside = (item for item in objects(told) if has_id(item))
        found += [Live.of(kind, place.placed(item, one["id"], "")) for item in inside]
    return Lives(tuple(one for one in found if one.id not in seen), silent, short)


def _listed(remote: Remote, kind: Kind, include: Query) -> tuple[list[Any], str | None]:
    """Return what a list holds, and what to say of it if it had fewer than there are."""
    place = kind.endpoint
    params = (*place.params, *include)
    listing = remote.list(place.path, place.plural, params=params, sort_by=place.sort_by)
    asked = request(place.path, include)
    short = f"{asked} listed fewer than there are, twice" if listing.short else None
    return with_ids(listing.items, place.plural, asked), short
