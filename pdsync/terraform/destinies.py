"""Destinies of what Terraform tracks: what a dump takes over, what stays, what is gone. Pure."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pdsync.dump import Dump
from pdsync.frozen import frozen
from pdsync.kinds import KINDS, Kind, Nested, people_of
from pdsync.reconcile import Live, Snapshot
from pdsync.terraform.resource_types import MEMBERSHIP, types, why_it_stays
from pdsync.terraform.state import Tracked


class Destiny(StrEnum):
    """Destiny of an object that Terraform tracks."""

    TAKEN = "taken"
    """It is in the dump."""
    STAYS = "stays"
    """pdsync has no kind for it."""
    GONE = "gone"
    """The account does not have it any more."""
    LEFT = "left"
    """The dump could have it, and has not."""


@frozen
class Moved:
    """Object that Terraform tracks, with what becomes of it.

    `key` is that of its kind in the YAML, a membership's that of its team; `why` says why it is
    not in the dump.
    """

    tracked: Tracked
    destiny: Destiny
    kind: str | None = None
    key: str | None = None
    why: str = ""


@frozen
class Destinies:
    """Account and a dump of it, which say what becomes of an object."""

    snapshot: Snapshot
    found: Dump
    now: datetime

    def of(self, tracked: Tracked) -> Moved:
        """Return what becomes of an object."""
        if why := why_it_stays(tracked.address.type):
            return Moved(tracked, Destiny.STAYS, why=why)
        if why := _unusable(tracked):
            return Moved(tracked, Destiny.LEFT, why=why)
        if tracked.address.type == MEMBERSHIP:
            return self._member(tracked, *str(tracked.id).partition(":")[::2])
        return self._resource(tracked, types()[tracked.address.type], str(tracked.id))

    def _resource(self, tracked: Tracked, kind: Kind, ident: str) -> Moved:
        if key := self.found.keys.get((kind.name, ident)):
            return Moved(tracked, Destiny.TAKEN, kind.name, key)
        live = self.snapshot.of(kind.name).get(ident)
        if live is None:
            return _gone(tracked)
        return Moved(tracked, Destiny.LEFT, kind.name, why=self._why_left(live))

    def _why_left(self, live: Live) -> str:
        place = live.kind.endpoint
        if isinstance(place, Nested):
            above = place.parent, place.parent_of(live.raw)
            if above not in self.found.keys:
                return f"its {KINDS[place.parent].title} is not in the dump"
        if live.mark and live.mark.stack != self.found.stack:
            return f"the stack {live.mark.stack} has it"
        thing = live.kind.name, live.id
        said = (one.sentence for one in self.found.unsaid if (one.kind, one.id) == thing)
        return next(said, "--team and --only leave it out")

    def _member(self, tracked: Tracked, user: str, ident: str) -> Moved:
        team = self.snapshot.of("team").get(ident)
        if team is None or user not in {one.id for one in people_of(team.resource(self.now))}:
            return _gone(tracked)
        key = self.found.keys.get(("team", ident))
        if key is None:
            return Moved(tracked, Destiny.LEFT, why="its team is not in the dump")
        if ident in self.found.unlisted:
            return Moved(tracked, Destiny.LEFT, why="the members of its team are not in the dump")
        return Moved(tracked, Destiny.TAKEN, "team", key)


def _gone(tracked: Tracked) -> Moved:
    return Moved(tracked, Destiny.GONE, why="the account does not have it any more")


def _unusable(tracked: Tracked) -> str | None:
    if tracked.deposed:
        return "Terraform has replaced it and is yet to delete it: run `terraform apply` first"
    return None if tracked.id else "the state does not say its id"
