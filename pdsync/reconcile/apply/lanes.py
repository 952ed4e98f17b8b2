"""Lanes of changes: which may be sent while others are, and what those must not share. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pdsync.kinds import Ref
from pdsync.reconcile._model import Action, Address, Change

Lanes = Mapping[Address, frozenset[Ref]]
"""What each change holds while it is sent; a change that is not in it goes alone."""


def lanes(changes: Sequence[Change]) -> Lanes:
    """Return the lanes of the changes of a plan.

    A change goes alone if its kind or its references say so, if it deletes anything, if it is an
    update of several calls, and if another is sent before or after it because of a name.
    """
    found = {one.address: one for one in changes}
    tied = set().union(*(_tied(one, found) for one in changes))
    return {
        one.address: one.shares
        for one in changes
        if one.shares is not None and one.address not in tied and not _goes_alone(one)
    }


def _goes_alone(change: Change) -> bool:
    several = len(change.calls) > 1 and change.action is not Action.CREATE
    deletes = any(call.method == "DELETE" or call.deletes for call in change.calls)
    return several or deletes or any(call.urgent for call in change.calls)


def _tied(change: Change, found: Mapping[Address, Change]) -> set[Address]:
    """Return a change and the updates that it needs, if it needs any: a name passes on by them."""
    updates = {need for need in change.needs if need in found and found[need].id is not None}
    return {change.address, *updates} if updates else set()
