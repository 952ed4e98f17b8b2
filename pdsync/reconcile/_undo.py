"""Which calls undo what was done, when a call after it failed. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.kinds import Call
from pdsync.reconcile._model import Change


def undoing(change: Change, failed: Call) -> Iterator[Call]:
    """The conditional calls of a change that wait for the failure of this one."""
    place = next(at for at, call in enumerate(change.calls) if call is failed)
    for at, call in enumerate(change.calls):
        first = at - call.undoes - _conditional_before(change, at)
        if call.undoes and first <= place < at:
            yield call


def _conditional_before(change: Change, at: int) -> int:
    """How many calls right before one undo the same: they are not counted."""
    count = 0
    while at - count - 1 >= 0 and change.calls[at - count - 1].undoes:
        count += 1
    return count
