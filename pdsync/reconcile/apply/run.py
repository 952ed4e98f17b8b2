"""Carries out a plan, and reads back what came of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from pdsync.errors import PdsyncError
from pdsync.kinds import KINDS
from pdsync.reconcile._model import Action, Address, Applied, Outcome, Plan, Result
from pdsync.reconcile._remote import Remote
from pdsync.reconcile.apply.context import Running
from pdsync.reconcile.apply.executor import Executor
from pdsync.reconcile.apply.read_back import is_to_be_read, read_back
from pdsync.reconcile.apply.sending import Sending
from pdsync.reconcile.apply.team_members import TeamMembers
from pdsync.reconcile.apply.twins import Watch
from pdsync.reconcile.verify.after_apply import rendered_back


def apply_plan(plan: Plan, remote: Remote, running: Running) -> Applied:
    """Send the calls of a plan and no other; a failure stops only what depends on it.

    Raises nothing for a change that fails: its outcome says so. A broken or refused plan is not
    for applying; that is for the caller to see.
    """
    executor = Executor(remote, running, planned=plan.soon)
    sending = Sending(running, Watch(plan, executor))
    outcomes = sending.to_the_end()
    interrupted = sending.stopped or running.interrupted()
    applied = Applied(plan, outcomes, interrupted=interrupted, collision=sending.collision)
    checked = applied if applied.interrupted else _checked(applied, executor)
    return _pointed_out(checked, executor)


def _checked(applied: Applied, executor: Executor) -> Applied:
    """The same outcomes, compared with what the account has now."""
    running = executor.running
    if not any(is_to_be_read(outcome) for outcome in applied.outcomes):
        return applied
    sent = [one.change.address for one in applied.outcomes if one.result is Result.DONE]
    try:
        with running.outlives(sent=True):
            # What one of them has found stays, should the next not be able to read.
            for look in _looks(applied, executor, sent):
                applied = replace(applied, outcomes=look(applied.outcomes))
            return applied
    except PdsyncError as trouble:
        problem = f"what was written could not be read back: {trouble.message}"
        return replace(applied, problem=problem)


_Outcomes = tuple[Outcome, ...]


def _looks(
    applied: Applied, executor: Executor, sent: Collection[Address]
) -> Iterator[Callable[[_Outcomes], _Outcomes]]:
    """Yield what compares outcomes with the account, one after another."""
    remote, running = executor.remote, executor.running
    yield lambda outcomes: read_back(outcomes, applied.plan, remote, running)
    if applied.collision:
        yield TeamMembers(remote, running, executor.ids).checked
    yield lambda outcomes: rendered_back(outcomes, sent, remote, running.now())


def _pointed_out(applied: Applied, executor: Executor) -> Applied:
    """The same outcomes, with the page of each new one that has something there alone."""
    if not executor.running.has_pages:
        return applied
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
