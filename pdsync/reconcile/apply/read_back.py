"""Read-back after an apply: plans once more, and reports what is still different. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pdsync.reconcile._model import Action, Address, Change, Outcome, Plan, Result
from pdsync.reconcile._remote import Remote
from pdsync.reconcile.apply.context import Running
from pdsync.reconcile.apply.pauses import SHOWN, look_again
from pdsync.reconcile.match.several import Twins

_WRITTEN = frozenset({Result.DONE, Result.UNKNOWN})


def read_back(
    outcomes: tuple[Outcome, ...], plan: Plan, remote: Remote, running: Running
) -> tuple[Outcome, ...]:
    """The outcomes as the account tells them, of which only what they are about is read again.

    What is done and does not show is failed, with the fields that did not take; what was unknown
    and does show is done. What another run has made as well is failed, too.
    """
    look = _Rereading(remote, running, plan, tuple(one for one in outcomes if is_to_be_read(one)))

    def shows(plan: Plan) -> bool:
        look.due = tuple(one for one in _written(outcomes) if _differs(one, _left(plan)))
        return not look.due

    seen = look_again(look, shows, SHOWN, running.rest)
    return tuple(_told(one, seen) if is_to_be_read(one) else one for one in outcomes)


@dataclass
class _Rereading:
    """Looks at what is `due`, and knows the rest from the looks before."""

    remote: Remote
    running: Running
    plan: Plan
    due: Sequence[Outcome]

    def __call__(self) -> Plan:
        """Plan once more, over the account as it is now."""
        if self.plan.again:
            self.plan = self.plan.again(self.remote, self.due, self.running.now())
        return self.plan


def is_to_be_read(outcome: Outcome) -> bool:
    """Return True if the account may tell more of a change than its calls did."""
    return outcome.result in _WRITTEN or outcome.twins is not None or _was_refused(outcome)


def _was_refused(outcome: Outcome) -> bool:
    """Return True if PagerDuty refused what was to be made, before any of it was."""
    refused = outcome.result is Result.FAILED and not outcome.again
    return refused and outcome.change.id is None and outcome.id is None


def _told(outcome: Outcome, plan: Plan) -> Outcome:
    twins = next((one for one in plan.twins if one.address == outcome.change.address), None)
    if twins:
        return twice(outcome, twins)
    if outcome.twins:
        return outcome
    left = _left(plan)
    if not _was_refused(outcome):
        return _settled(outcome, left)
    again = left.get(outcome.change.address)
    if again and again.id is None:
        return outcome
    reason = f"{outcome.reason}; by now it is there, made by another run"
    return replace(outcome, reason=reason, again=True)


def twice(outcome: Outcome, twins: Twins) -> Outcome:
    """The outcome of a change of something of which the account has several by now."""
    what = "it is made, and another run has made it as well"
    if outcome.change.id is not None:
        what = "since the plan was made, there is another one"
    reason = f"{what}: {twins.said}; {twins.way_out}"
    return replace(outcome, result=Result.FAILED, reason=reason, twins=twins)


def _left(plan: Plan) -> Mapping[Address, Change]:
    """Return what a new plan would still change."""
    return {change.address: change for change in plan.changes}


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
