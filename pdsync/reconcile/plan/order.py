"""The order in which changes are sent: each after what it needs, deletions last. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from pdsync.kinds import KINDS
from pdsync.reconcile._model import Action, Address, Change
from pdsync.reconcile.apply.visible import gains_rotations


def rank(change: Change) -> int:
    """Return the rank of a change: 0 creates, 1 updates, 2 deletes, 3 takes members off teams.

    Before all of it what closes a gap that is open.

    A schedule that gets rotations counts as new: one that was left half made is finished first.
    Members leave a team after the deletions, since PagerDuty keeps in it whoever a policy of the
    team still escalates to.
    """
    if any(call.urgent for call in change.calls):
        return -1
    if change.id is None or gains_rotations(change):
        return 0
    if change.action is Action.DELETE:
        return 2
    leaves = KINDS[change.kind].marked and any(call.method == "DELETE" for call in change.calls)
    return 3 if leaves else 1


def ordered(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes by rank, but each after those that it needs.

    Of one rank, what is referred to is made first, and updated and deleted after what refers to it.
    """
    places = list(KINDS)
    ranked = sorted(changes, key=lambda one: _natural(one, places.index(one.kind)))
    waiting = {one.address: one for one in ranked}
    sent: dict[Address, Change] = {}
    for change in ranked:
        _send(change, waiting, sent)
    return tuple(sent.values())


def _natural(change: Change, place: int) -> tuple[int, int]:
    found = rank(change)
    # What is referred to is there first while things are made, and last while they go.
    return found, -place if found else place


def _send(change: Change, waiting: dict[Address, Change], sent: dict[Address, Change]) -> None:
    if waiting.pop(change.address, None) is None:
        return
    for need in sorted(change.needs):
        if need in waiting:
            _send(waiting[need], waiting, sent)
    sent[change.address] = change
