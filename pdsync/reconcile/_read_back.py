"""Whether what was written is there: plans once more and compares. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pdsync.reconcile._model import Action, Address, Change, Outcome, Result
from pdsync.reconcile._running import Running

_PAUSES = (1.0, 2.0, 4.0, 8.0)
"""Seconds between readings: PagerDuty shows what was written late, tags and members latest."""

_WRITTEN = frozenset({Result.DONE, Result.UNKNOWN})


def read_back(outcomes: tuple[Outcome, ...], running: Running) -> tuple[Outcome, ...]:
    """The outcomes as the account tells them.

    What is done and does not show is failed, with the fields that did not take; what was unknown
    and does show is done.
    """
    left = _left(running)
    for pause in _PAUSES:
        if not any(_differs(one, left) for one in _written(outcomes)) or running.interrupted():
            break
        running.sleep(pause)
        left = _left(running)
    return tuple(_settled(one, left) if one.result in _WRITTEN else one for one in outcomes)


def _left(running: Running) -> Mapping[Address, Change]:
    """What a new plan would still change."""
    return {change.address: change for change in running.again().changes}


def _written(outcomes: Iterable[Outcome]) -> Iterable[Outcome]:
    return (one for one in outcomes if one.result in _WRITTEN)


def _differs(outcome: Outcome, left: Mapping[Address, Change]) -> bool:
    again = left.get(outcome.change.address)
    if again is None:
        return False
    if again.is_left_alone:
        return True
    whole = {Action.CREATE, Action.DELETE, Action.REPLACE, Action.ADOPT}
    return again.action in whole or bool(_fields(outcome, again))


def _fields(outcome: Outcome, again: Change) -> list[str]:
    """The fields of a change that a new plan would change again."""
    written = {_top(change.path) for change in outcome.change.fields}
    return sorted({_top(change.path) for change in again.fields} & written)


def _top(pointer: str) -> str:
    return pointer.split("/")[1]


def _settled(outcome: Outcome, left: Mapping[Address, Change]) -> Outcome:
    if not _differs(outcome, left):
        return replace(outcome, result=Result.DONE, reason=None)
    if outcome.result is Result.UNKNOWN:
        return outcome
    return replace(outcome, result=Result.FAILED, reason=_why(outcome, left))


def _why(outcome: Outcome, left: Mapping[Address, Change]) -> str:
    again = left[outcome.change.address]
    if again.is_left_alone:
        return f"PagerDuty accepted the call, but it could not be read back: {again.unsafe}"
    fields = _fields(outcome, again)
    if again.action is Action.UPDATE and fields:
        names = ", ".join(f"`{name}`" for name in fields)
        return (
            f"PagerDuty accepted the call, but did not take {names}: "
            "read back, it differs from what was written"
        )
    if again.action is Action.DELETE:
        return "PagerDuty accepted the call, but it is still there"
    return "PagerDuty accepted the call, but it does not show up in the account"
