"""Exit codes of plans, and of what became of them. Decides; never exits."""

from __future__ import annotations

from pdsync.cli.terminal.exit_codes import CHANGES, FINE, INTERRUPTED, REFUSED, WRONG
from pdsync.reconcile import Action, Applied, Outcome, Plan, Result

_LOSING = {Action.DELETE, Action.REPLACE}


def code_of_plan(plan: Plan, *, detailed: bool) -> int:
    """The exit code of `plan`: 1 before 3 before 2."""
    if plan.has_errors:
        return WRONG
    if plan.refused:
        return REFUSED
    return CHANGES if detailed and plan.changes else FINE


def code_of_applied(applied: Applied) -> int:
    """The exit code of `apply`, after it sent what it could."""
    if applied.interrupted:
        return INTERRUPTED
    if applied.problem or applied.plan.has_errors:
        return WRONG
    left = [outcome for outcome in applied.outcomes if outcome.result is not Result.DONE]
    if not left:
        return FINE
    return REFUSED if all(_is_blocked(outcome) for outcome in left) else WRONG


def _is_blocked(outcome: Outcome) -> bool:
    """Return True for a deletion that is blocked, or waits for one, as the plan said."""
    change = outcome.change
    if change.blocked:
        return True
    loses = change.action in _LOSING or any(call.deletes for call in change.calls)
    return outcome.result is Result.BLOCKED and loses
