"""Carries out a plan, one change at a time, and reads back what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pdsync.errors import PdsyncError
from pdsync.kinds import KINDS
from pdsync.reconcile._model import Action, Address, Applied, Change, Outcome, Plan, Result
from pdsync.reconcile._remote import Remote
from pdsync.reconcile.apply.context import Progress, Running
from pdsync.reconcile.apply.executor import Executor
from pdsync.reconcile.apply.read_back import is_to_be_read, read_back
from pdsync.reconcile.apply.twins import Watch
from pdsync.reconcile.verify.after_apply import rendered_back

_INTERRUPTED = "interrupted before its turn"


def apply_plan(plan: Plan, remote: Remote, running: Running) -> Applied:
    """Send the calls of a plan and no other; a failure stops only what depends on it.

    Raises nothing for a change that fails: its outcome says so. A broken or refused plan is not
    for applying; that is for the caller to see.
    """
    executor = Executor(remote, running, planned=plan.soon)
    watch = Watch(plan, executor)
    outcomes: dict[Address, Outcome] = {}
    stopped = False
    for index, change in enumerate(plan.changes, start=1):
        stopped = stopped or running.interrupted()
        if stopped:
            outcomes[change.address] = Outcome(change, Result.SKIPPED, _INTERRUPTED)
            continue
        running.progress(Progress(index, len(plan.changes), change))
        outcome = _one(change, outcomes, watch)
        outcomes[change.address] = outcome
        running.progress(Progress(index, len(plan.changes), change, outcome))
        outcomes |= {one.change.address: one for one in watch.made_twice(change, outcomes)}
    applied = Applied(plan, tuple(outcomes.values()), interrupted=stopped or running.interrupted())
    checked = applied if applied.interrupted else _checked(applied, remote, running)
    return _pointed_out(checked, executor)


def _one(change: Change, outcomes: Mapping[Address, Outcome], watch: Watch) -> Outcome:
    if change.blocked:
        return Outcome(change, Result.BLOCKED, "; ".join(change.blocked))
    waited_for = [outcomes[need] for need in sorted(change.needs) if need in outcomes]
    for need in waited_for:
        if need.result is not Result.DONE:
            title = KINDS[need.change.kind].title
            reason = f"it needs {title} `{need.change.key}`, which is {need.result}"
            return Outcome(change, Result.SKIPPED, reason, again=need.again)
    if why := watch.in_the_way(change):
        return Outcome(change, Result.FAILED, why)
    return watch.executor.carry_out(change, settling=bool(waited_for))


def _checked(applied: Applied, remote: Remote, running: Running) -> Applied:
    """The same outcomes, compared with what the account has now."""
    if not any(is_to_be_read(outcome) for outcome in applied.outcomes):
        return applied
    sent = [one.change.address for one in applied.outcomes if one.result is Result.DONE]
    try:
        with running.outlives(sent=True):
            outcomes = read_back(applied.outcomes, running)
            return replace(applied, outcomes=rendered_back(outcomes, sent, remote, running.now()))
    except PdsyncError as trouble:
        problem = f"what was written could not be read back: {trouble.message}"
        return replace(applied, problem=problem)


def _pointed_out(applied: Applied, executor: Executor) -> Applied:
    """The same outcomes, with the page of each new one that has something there alone."""
    outcomes = tuple(
        replace(one, notes=(*one.notes, *_where_to_look(one, executor))) for one in applied.outcomes
    )
    return replace(applied, outcomes=outcomes)


def _where_to_look(outcome: Outcome, executor: Executor) -> Iterator[str]:
    change = outcome.change
    what = KINDS[change.kind].on_its_page
    made = change.action in {Action.CREATE, Action.REPLACE} and outcome.id
    page = executor.pages.get(change.address)
    if what and made and page:
        yield f"{what} is on {page}"
