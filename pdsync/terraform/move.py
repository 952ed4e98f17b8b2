"""Move from Terraform: the wish for a dump, what it takes over, what Terraform forgets. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from pdsync.dump import Dump, Thing, Wish
from pdsync.errors import PdsyncError
from pdsync.frozen import frozen
from pdsync.kinds import KINDS, Nested
from pdsync.reconcile import Snapshot
from pdsync.terraform.destinies import Destinies, Destiny, Moved
from pdsync.terraform.keys import keys_of
from pdsync.terraform.removed import FILE, removed_text
from pdsync.terraform.resource_types import types
from pdsync.terraform.state import TerraformState, Tracked


@frozen
class Move:
    """Everything of a state that concerns PagerDuty, and what Terraform is to do about it.

    Attributes:
        file: the state's.
        moved: every object of PagerDuty's provider, in the order of their addresses.
        removed: the resources that Terraform is to forget, in the same order.
        halves: other resources that are in the dump in part, with what of them is not.
        needed: of what stays with Terraform, which of the resources to forget each depends on.
    """

    file: str
    moved: tuple[Moved, ...]
    removed: tuple[str, ...]
    halves: Mapping[str, tuple[Moved, ...]]
    needed: Mapping[str, tuple[str, ...]]

    def of(self, destiny: Destiny) -> tuple[Moved, ...]:
        """Return the objects with one destiny."""
        return tuple(one for one in self.moved if one.destiny is destiny)


def wish_for(state: TerraformState, wish: Wish) -> Wish:
    """Return a wish for what a state tracks, and nothing else, under Terraform's names."""
    return replace(wish, keys=_suggested(state))


def move(state: TerraformState, snapshot: Snapshot, found: Dump, now: datetime) -> Move:
    """Work out what becomes of everything that a state tracks, after a dump of it.

    Raises:
        PdsyncError: the account has nothing of it, so that it is another one.
    """
    destinies = Destinies(snapshot, found, now)
    moved = tuple(destinies.of(one) for one in state.pagerduty)
    if {one.destiny for one in moved} - {Destiny.STAYS} == {Destiny.GONE}:
        account = snapshot.subdomain or "that this token is of"
        raise PdsyncError(
            f"the account {account} has nothing of what {state.file} tracks",
            hint="use a token of the account that Terraform looks after, or a state of this one",
        )
    groups = _by_resource(moved)
    rest = {
        name: tuple(one for one in them if one.destiny is not Destiny.TAKEN)
        for name, them in groups.items()
    }
    removed = tuple(name for name, missing in rest.items() if not missing)
    halves = {name: them for name, them in rest.items() if 0 < len(them) < len(groups[name])}
    return Move(state.file, moved, removed, halves, _needed(state, {*removed}))


def with_removed(found: Dump, made: Move) -> Dump:
    """Return a dump with the file that has Terraform forget what is in it."""
    if not made.removed:
        return found
    return replace(found, files={**found.files, FILE: removed_text(made.removed)})


def _by_resource(moved: Iterable[Moved]) -> dict[str, list[Moved]]:
    groups: dict[str, list[Moved]] = {}
    for one in moved:
        groups.setdefault(one.tracked.address.resource, []).append(one)
    return groups


def _needed(state: TerraformState, removed: Collection[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for one in state.tracked:
        resource = one.address.resource
        if resource not in removed and (needs := one.needs & {*removed}):
            found.setdefault(resource, set()).update(needs)
    return {name: tuple(sorted(needs)) for name, needs in found.items()}


def _suggested(state: TerraformState) -> dict[Thing, str]:
    """Return a key for each thing, unique in its place."""
    places: dict[tuple[str, str | None], dict[Thing, Tracked]] = {}
    for one in state.pagerduty:
        if thing := _thing(one):
            above = one.service if isinstance(KINDS[thing[0]].endpoint, Nested) else None
            places.setdefault((thing[0], above), {}).setdefault(thing, one)
    found: dict[Thing, str] = {}
    for them in places.values():
        keys = keys_of(one.address for one in them.values())
        found |= {thing: keys[one.address] for thing, one in them.items()}
    return found


def _thing(tracked: Tracked) -> Thing | None:
    kind = types().get(tracked.address.type)
    return (kind.name, tracked.id) if kind and tracked.id and not tracked.deposed else None
