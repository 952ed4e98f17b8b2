"""Repairs by hand that a way back would take back, though no merge since has made them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from pdsync.reconcile._model import Action, Change, Plan
from pdsync.reconcile._once_read import OnceRead
from pdsync.reconcile._options import Options
from pdsync.reconcile.drift.merge import TakenBack, taken_back, with_taken_back
from pdsync.reconcile.going_back.earlier import Earlier
from pdsync.reconcile.plan.make import make_plan


def with_repairs_told(plan: Plan, earlier: Earlier, remote: OnceRead, now: datetime) -> Plan:
    """Return the plan; what takes back more than was merged since says so as a risk.

    What the account has otherwise than each of the later configurations came from none of them.
    """
    again = remote.repeating()
    taken: TakenBack | None = None
    for was in _plans_of_later(plan, earlier, again, now):
        found = taken_back(plan, was)
        taken = found if taken is None else _both(taken, found)
        if not taken:
            break
    return with_taken_back(plan, taken, again, now) if taken else plan


def _plans_of_later(
    plan: Plan, earlier: Earlier, remote: OnceRead, now: datetime
) -> Iterator[Plan]:
    """Yield what each later configuration would change, by the earlier keys."""
    before = {(kind, today): key for (kind, key), today in earlier.keys_of_today.items()}
    for config in reversed(earlier.merged) if plan.changes else ():
        found = make_plan(config, remote, Options(target=plan.target, once_more=True), now=now)
        if not found.is_broken:
            changes = (replace(one, key=before.get(one.address, one.key)) for one in found.changes)
            yield replace(found, changes=tuple(filter(_may_be_by_hand, changes)))


def _may_be_by_hand(change: Change) -> bool:
    """Return True for fields that are otherwise, and for what is not there."""
    return bool(change.id and change.fields) or change.action is Action.CREATE


def _both(one: TakenBack, other: TakenBack) -> TakenBack:
    """Return the changes that both take back, with the fields that both do."""
    both = {
        address: tuple(path for path in one[address] if path in other[address])
        for address in one
        if address in other
    }
    return {address: paths for address, paths in both.items() if paths or not one[address]}
