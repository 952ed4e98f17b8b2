"""Teams of what a plan changes: a service's are its policy's, an integration's its service's. Pure.

They say under which heading a change is read, and decide nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from pdsync.kinds import Ref, Resource, refs_in
from pdsync.reconcile._known import Known
from pdsync.reconcile._model import Address, Change
from pdsync.reconcile.match.references import Directory
from pdsync.reconcile.plan.draft import Drafted

_OWNERS = ("service", "escalation_policy")
"""Kinds whose teams are those of what refers to them."""


@dataclass(frozen=True)
class Teams:
    """Teams of the resources of a plan, as they will be, and of what goes."""

    known: Known
    drafted: Mapping[Address, Drafted]
    directory: Directory

    def told(self, changes: Iterable[Change]) -> Iterator[Change]:
        """Yield the changes, each with the names of its teams."""
        for one in changes:
            yield replace(one, teams=self._names(one))

    def _names(self, change: Change) -> tuple[str, ...]:
        if change.kind == "team":
            return (change.name,)
        drafted = self.drafted.get(change.address)
        going = self._going.get(str(change.id))
        found = drafted.merged if drafted else going
        refs = self._teams(found) if found else ()
        return tuple(sorted({self.directory.label(one) for one in refs}))

    def _teams(self, resource: Resource) -> tuple[Ref, ...]:
        refs = [ref for _, ref in refs_in(resource)]
        own = tuple(ref for ref in refs if ref.kind == "team")
        if own:
            return own
        owners = [one for kind in _OWNERS for one in refs if one.kind == kind]
        resources = [one for one in map(self._resource, owners) if one]
        return tuple(ref for one in resources for ref in self._teams(one))

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
