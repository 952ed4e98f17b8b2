"""Owners of live resources: this configuration, another stack, Terraform or nobody. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from pdsync.frozen import frozen
from pdsync.kinds import KINDS, Ref, Resource
from pdsync.reconcile.belonging import team_refs
from pdsync.reconcile.match.resources import Matching
from pdsync.reconcile.match.unmanaged import Unmanaged, UnmanagedThing
from pdsync.reconcile.read.snapshot import Live, Snapshot
from pdsync.source import Settings

_TERRAFORM = "Managed by Terraform"
"""The description that Terraform's provider writes where its configuration has none."""
_KINDS = [name for name, kind in KINDS.items() if kind.managed and kind.marked]


@frozen
class Owners:
    """All that says whose a live resource is."""

    settings: Settings
    snapshot: Snapshot
    matching: Matching
    now: datetime

    def unmanaged(self, kinds: Collection[str] | None, team: str | None) -> Unmanaged:
        """Return what is not managed, of these kinds or all, and of the team of this id if any."""
        asked = [kind for kind in _KINDS if kinds is None or kind in kinds]
        lives = [live for kind in asked for live in self.snapshot.of(kind).values()]
        lives = [one for one in lives if team is None or team in self._teams(one)]
        found = [self._told(one) for one in lives if not self._is_ours(one)]
        missing = (self.snapshot.missing(kind) for kind in asked)
        return Unmanaged(
            tuple(sorted(found, key=_order)), len(lives), tuple(one for one in missing if one)
        )

    def _is_ours(self, live: Live) -> bool:
        """Return True for what has our mark, and for what the YAML means without one."""
        stacks = {self.settings.stack, self.settings.stack_was}
        marked = live.mark is not None and live.mark.stack in stacks
        return marked or live.id in self.matching.taken

    def _told(self, live: Live) -> UnmanagedThing:
        mark = live.mark
        stack, key = (mark.stack, mark.key) if mark else (None, None)
        teams = tuple(sorted(filter(None, map(self._name, self._teams(live)))))
        return UnmanagedThing(
            live.kind.name, live.id, live.name, _by(live), stack, key, teams, live.url
        )

    def _teams(self, live: Live) -> tuple[str, ...]:
        """Return the ids of its teams: a team's own, and of a service those of its policy."""
        if live.kind.name == "team":
            return (live.id,)
        found = team_refs(live.resource(self.now), self._meant)
        return tuple(ref.id for ref in found if ref.id)

    def _meant(self, ref: Ref) -> Resource | None:
        live = self.snapshot.of(ref.kind).get(ref.id or "")
        return live.resource(self.now) if live else None

    def _name(self, team: str) -> str:
        live = self.snapshot.of("team").get(team)
        return live.name if live else team


def _by(live: Live) -> str:
    if live.mark:
        return "stack"
    if live.nameless:
        return "unknown"
    return "terraform" if live.raw.get("description") == _TERRAFORM else "nobody"


def _order(one: UnmanagedThing) -> tuple[bool, list[str], int, str, str]:
    teams = [name.casefold() for name in one.teams]
    return not one.teams, teams, _KINDS.index(one.kind), one.name.casefold(), one.id
