"""Compensating calls: undo what was done when a later call fails. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.kinds import Call
from pdsync.reconcile._model import Change


def undoing(change: Change, failed: Call) -> Iterator[Call]:
    """The conditional calls of a change that wait for the failure of this one."""
    sent: list[Call] = []
    for call in change.calls:
        if not call.is_conditional:
            sent.append(call)
        elif call.undoes and any(one is failed for one in sent[-call.undoes :]):
            yield call
