"""Selection of a way back, as a plan makes it: asked before there is a plan. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pdsync.kinds import Resource, map_refs
from pdsync.reconcile._known import Known
from pdsync.reconcile._model import Address
from pdsync.reconcile.match.references import Directory
from pdsync.reconcile.plan.selection import Scope, chosen_of


def selected(known: Known) -> Callable[[Address], bool]:
    """Return what tells of an entry if the options select it, by its kind, key or team."""
    directory = Directory(known.config, known.snapshot, known.matching)

    def resources() -> Mapping[Address, Resource]:
        return {
            (one.kind, one.key): map_refs(one.resource, directory.canonical_or_same)
            for one in known.config.entries
        }

    addresses = {live.id: address for address, live in known.matching.pairs.items() if live}
    return chosen_of(Scope(resources, addresses, {}), known.options)
