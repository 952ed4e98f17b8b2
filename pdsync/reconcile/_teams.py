"""Teams of what a plan changes: a service's are its policy's, an integration's its service's. Pure.

They say under which heading a change is read, and decide nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from pdsync.frozen import frozen, replace
from pdsync.kinds import Ref, Resource
from pdsync.reconcile._known import Known
from pdsync.reconcile._model import Address, Change
from pdsync.reconcile.belonging import team_refs
from pdsync.reconcile.match.references import Directory
from pdsync.reconcile.plan.draft import Drafted


@frozen
class Teams:
    """Teams of the resources of a plan, as they will be, and of what goes."""

    known: Known
    drafted: Mapping[Address, Drafted]
    directory: Directory

    def told(self, changes: Iterable[Change]) -> Iterator[Change]:
        """Yield the changes, each with the names of its teams."""
        for one in changes:
            names = self._names(one)
            yield replace(one, teams=names) if names else one

    def _names(self, change: Change) -> tuple[str, ...]:
        if change.kind == "team":
            return (change.name,)
        drafted = self.drafted.get(change.address)
        going = self._going.get(str(change.id))
        found = drafted.merged if drafted else going
        refs = team_refs(found, self._resource) if found else ()
        return tuple(sorted({self.directory.label(one) for one in refs}))

    def _resource(self, ref: Ref) -> Resource | None:
        """Return what is referred to; None for what was not read."""
        address = self._addresses.get(ref.id) if ref.id else (ref.kind, str(ref.key))
        if address and address in self.drafted:
            return self.drafted[address].merged
        live = self.known.snapshot.of(ref.kind).get(str(ref.id))
        return live.resource(self.known.now) if live else None

    @cached_property
    def _addresses(self) -> Mapping[str, Address]:
        return {live.id: at for at, live in self.known.matching.pairs.items() if live}

    @cached_property
    def _going(self) -> Mapping[str, Resource]:
        return {one.id: one.resource(self.known.now) for one in self.known.matching.orphans}
