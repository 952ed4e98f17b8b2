"""Choice of which duplicate to keep. Reads only, and only where it must."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from pdsync.errors import PdsyncError
from pdsync.frozen import frozen
from pdsync.kinds import refs_in
from pdsync.reconcile._kept_json import KeptJson
from pdsync.reconcile._remote import Remote
from pdsync.reconcile.match.duplicates import Kept, overrides
from pdsync.reconcile.match.resources import Matching
from pdsync.reconcile.read import answers as _answers
from pdsync.reconcile.read import find_shift_based as _read_shift_based
from pdsync.reconcile.read.answers import objects
from pdsync.reconcile.read.overrides import overrides_ahead
from pdsync.reconcile.read.snapshot import Live, Snapshot
from pdsync.series import all_of
from pdsync.stamps import read_stamp

Users = Mapping[str, Sequence[str]]
"""What refers to something live, in words, by its id."""


def with_kept(remote: Remote, matching: Matching, snapshot: Snapshot, now: datetime) -> Matching:
    """The matching, with the one to keep of whatever the account has several of."""
    pairs, orphans, twins = dict(matching.pairs), [*matching.orphans], {}
    for alike in matching.alike:
        users = _users(snapshot, alike.lives, now)
        kept = Choice(remote, now).of(alike.lives, users)
        twins[alike.address] = kept.of(alike)
        if alike.place:
            pairs[alike.address] = kept.live
        else:
            orphans.append(kept.live)
    return replace(matching, pairs=pairs, orphans=tuple(orphans), twins=twins)


def _users(snapshot: Snapshot, lives: Iterable[Live], now: datetime) -> Users:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    idents = {one.id for one in lives}
    for live in snapshot.everything():
        for _, ref in refs_in(live.resource(now)):
            if ref.id in idents and not live.kind.endpoint.is_below(ref.kind):
                found[ref.id][live.said] = None
    return {ident: [*users] for ident, users in found.items()}


@frozen
class Choice:
    """The one of several to keep: what is used, else what has overrides, else the oldest."""

    remote: Remote
    now: datetime

    def of(self, lives: Sequence[Live], users: Users) -> Kept:
        """The one to keep. How old they are is read only where nothing else decides."""
        counts = self._counts(lives)
        live, why = (
            _most_used(lives, users)
            or _with_overrides(lives, counts)
            or self._oldest(lives)
            or (min(lives, key=lambda one: one.id), _EITHER)
        )
        return Kept(live, why, users, counts)

    def _counts(self, lives: Sequence[Live]) -> Mapping[str, int]:
        """Count the overrides that each has ahead; those that cannot be read have none."""
        counts = {}
        for one in lives:
            place = one.kind.endpoint
            if place.keeps:
                path = f"{place.path}/{one.id}/{place.keeps}"
                with suppress(PdsyncError):
                    counts[one.id] = len(overrides_ahead(self.remote, path, self.now))
        return counts

    def _oldest(self, lives: Sequence[Live]) -> tuple[Live, str] | None:
        born = {one.id: when for one in lives if (when := self._born(one))}
        if len(born) < len(lives):
            return None
        first = _highest(lives, {one: -when.timestamp() for one, when in born.items()})
        word = "older" if len(lives) == 2 else "oldest"  # noqa: PLR2004 - a comparative
        return (first, f"which is the {word}") if first else None

    def _born(self, live: Live) -> datetime | None:
        """Return when it was made, as far as that can be told."""
        times = _times(live)
        if not times and live.kind.name == "schedule":
            with suppress(PdsyncError):
                times = _times(self._whole(live))
        return min(times, default=None)

    def _whole(self, live: Live) -> Live:
        if live.is_shift_based:
            return _read_shift_based.read_one(self.remote, live.id) or live
        whole = _answers.read_one(self.remote, live.kind, live.id)
        return replace(live, json=KeptJson(whole))


_EITHER = "since nothing tells them apart (the other would do as well)"


def _most_used(lives: Sequence[Live], users: Users) -> tuple[Live, str] | None:
    first = _highest(lives, {one.id: len(users.get(one.id, ())) for one in lives})
    if first is None:
        return None
    *some, last = users[first.id]
    if len(some) > 1:
        return first, f"which {some[0]} and {len(some)} others refer to"
    return first, f"which {all_of((*some, last))} refer{'s' * (not some)} to"


def _with_overrides(lives: Sequence[Live], counts: Mapping[str, int]) -> tuple[Live, str] | None:
    first = _highest(lives, counts)
    return (first, f"which has {overrides(counts[first.id])} ahead") if first else None


def _highest(lives: Sequence[Live], counts: Mapping[str, float]) -> Live | None:
    """The one that has more than each of the others; those without a count have none."""
    best = max(counts.values(), default=0)
    found = [one for one in lives if counts.get(one.id, 0) == best]
    return found[0] if best and len(found) == 1 else None


def _times(live: Live) -> list[datetime]:
    """Yield times that tell when it was made: PagerDuty says so of some; layers begin later."""
    made = live.raw.get("created_at")
    layers = (one.get("start") for one in objects(live.raw.get("schedule_layers")))
    rotations = objects(live.raw.get("rotations"))
    events = (one for rotation in rotations for one in objects(rotation.get("events")))
    since = (one.get("effective_since") for one in events)
    found = []
    for text in (made, *layers, *since):
        with suppress(TypeError, ValueError):
            found.append(read_stamp(str(text)))
    return [one for one in found if one.tzinfo]
