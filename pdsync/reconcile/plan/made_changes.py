"""The changes that a plan makes: worked out until none of them relies on one that is not. Pure.

What is blocked, or outside the selection, stays as it is. So whatever the account is said to be
after the plan is told of the changes that are made, and of no other.
"""

from __future__ import annotations

from collections.abc import Mapping

from pdsync.diagnostics import Diagnostic
from pdsync.frozen import frozen
from pdsync.kinds import Resource
from pdsync.reconcile._known import Known
from pdsync.reconcile._model import Address, Change
from pdsync.reconcile.checks.duplicates import twins_left_alone
from pdsync.reconcile.checks.membership import Memberships
from pdsync.reconcile.match.references import Directory
from pdsync.reconcile.names.replaced_schedules import with_names_of_heirs
from pdsync.reconcile.names.requests import with_room_for_names, without_blocked
from pdsync.reconcile.names.temporary import Parking
from pdsync.reconcile.plan.deletions import After, deletions
from pdsync.reconcile.plan.draft import Drafted
from pdsync.reconcile.plan.replacing import as_replacements, with_what_must_be_whole
from pdsync.reconcile.plan.selection import Scope, select
from pdsync.reconcile.read.snapshot import Live


@frozen
class Made:
    """The changes of a plan.

    `changes` are all that there would be, `kept` those inside the selection, blocked ones among
    them; `problems` are errors of the selection and of names.
    """

    changes: tuple[Change, ...]
    kept: tuple[Change, ...]
    memberships: Memberships
    problems: tuple[Diagnostic, ...]

    @property
    def left(self) -> frozenset[str]:
        """The ids of what a change was meant for that is not made."""
        made = {one.id for one in self.kept if one.is_made}
        return frozenset(str(one.id) for one in self.changes if one.id) - made

    @property
    def outside(self) -> frozenset[str]:
        """The ids of what a change outside the selection was meant for."""
        return self.left - {one.id for one in self.kept}


def made_changes(known: Known, drafted: Mapping[Address, Drafted], directory: Directory) -> Made:
    """Return the changes that are made, and what stands in the way of the others."""
    made = _made(known, drafted, directory, after_plan(known, drafted))
    left: frozenset[str] = frozenset()
    while made.left - left:
        left |= made.left
        after = after_plan(known, drafted, left=left, outside=made.outside)
        made = _made(known, drafted, directory, after)
    return made


def _made(
    known: Known, drafted: Mapping[Address, Drafted], directory: Directory, after: After
) -> Made:
    orphans = known.matching.orphans
    found = [one.change for one in drafted.values() if one.change]
    found = [*as_replacements([*found, *deletions(orphans, after)], orphans)]
    found = [*with_what_must_be_whole(found, drafted)]
    changes = tuple(twins_left_alone(found, drafted, known.matching.twins))
    kept, outside = select(changes, _scope(known, drafted), known.options)
    memberships = Memberships(known, drafted, after, changes, kept)
    kept = tuple(memberships.in_time(one, directory) for one in kept)
    parking = Parking(known, drafted)
    kept, unfree = with_room_for_names(kept, changes, parking)
    kept = with_names_of_heirs(kept, parking)
    kept = without_blocked(kept)
    memberships = Memberships(known, drafted, after, changes, kept)
    return Made(changes, kept, memberships, (*outside, *unfree))


def after_plan(
    known: Known,
    drafted: Mapping[Address, Drafted],
    *,
    left: frozenset[str] = frozenset(),
    outside: frozenset[str] = frozenset(),
) -> After:
    """The account as it will be, but for what is `left` as it is."""
    pairs = known.matching.pairs
    by_id = {
        live.id: (address, one)
        for address, one in drafted.items()
        if (live := pairs[address]) is not None
    }
    # A replaced schedule was read whole, since it tells whose turn it is.
    whole = [live for live in known.matching.orphans if live.heir]
    snapshot = known.snapshot.replacing(whole) if whole else known.snapshot
    return After(snapshot, by_id, known.now, left, outside)


def _scope(known: Known, drafted: Mapping[Address, Drafted]) -> Scope:
    going = {_orphan_address(live): live for live in known.matching.orphans}
    addresses = {live.id: address for address, live in going.items()}
    addresses |= {live.id: address for address, live in known.matching.pairs.items() if live}
    heirs = {_orphan_address(live): live.heir for live in known.matching.orphans if live.heir}
    missing = frozenset(address for address, live in known.matching.pairs.items() if live is None)

    def resources() -> Mapping[Address, Resource]:
        found: dict[Address, Resource] = {at: one.merged for at, one in drafted.items()}
        return found | {address: live.resource(known.now) for address, live in going.items()}

    return Scope(resources, addresses, heirs, missing)


def _orphan_address(live: Live) -> Address:
    return live.kind.name, live.key
