"""A new integration beside an unwritten one of its type: perhaps the same, renamed. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pdsync.kinds import KINDS, Child, Kind, Resource
from pdsync.reconcile._known import Known
from pdsync.reconcile._model import Action, Address, Change
from pdsync.reconcile.plan.draft import Drafted
from pdsync.reconcile.read.snapshot import Live


def unwritten_twins(
    change: Change, drafted: Mapping[Address, Drafted], known: Known
) -> Iterator[str]:
    """A risk for each live sibling that nothing in the YAML is and that a new child could be.

    Integrations carry no mark: renamed in the YAML, one looks like another, and the old one stays.
    """
    kind = KINDS[change.kind]
    if change.action is not Action.CREATE:
        return
    wanted = drafted[change.address].merged
    for live in _unwritten_siblings(kind, change.key, known):
        if _could_be(kind, wanted, live.resource(known.now)):
            yield (
                f"'{live.name}' there is of the same type and stays, with its key: if this is the "
                f"same {kind.title} under a new name, write `id: {live.id}` on it"
            )


def _unwritten_siblings(kind: Kind, key: str, known: Known) -> Iterator[Live]:
    place, home = kind.endpoint, kind.endpoint.home(key)
    parent = known.matching.pairs.get(home) if home else None
    if parent is None or not isinstance(place, Child):
        return
    for live in known.snapshot.of(kind.name).values():
        if place.parent_of(live.raw) == parent.id and live.id not in known.matching.taken:
            yield live


def _could_be(kind: Kind, wanted: Resource, live: Resource) -> bool:
    written = kind.replaced_by & wanted.model_fields_set
    return all(getattr(wanted, name) == getattr(live, name, None) for name in written)
