"""Name of the stack under which an account is written down."""

from __future__ import annotations

from pdsync.cli.arguments.words import UsageProblem
from pdsync.dump import stack_of
from pdsync.reconcile import Snapshot
from pdsync.series import all_of, any_of
from pdsync.source import is_stack


def stack_for(given: str | None, snapshot: Snapshot, otherwise: str | None = None) -> str:
    """Return the name that was given, else the account's, or `otherwise` where that tells none.

    Complains where there is no name, or it is not known whether one in marks is meant.
    """
    if found := given or stack_of(snapshot):
        return found
    account = snapshot.subdomain or ""
    marks = {live.mark.stack for live in snapshot.everything() if live.mark}
    stacks = [account] if is_stack(account) else sorted(marks)
    if stacks:
        named = all_of(f"`{one}`" for one in stacks)
        mine = any_of(f"--stack {one}" for one in stacks)
        raise UsageProblem(
            f"the account has {'a stack' if len(stacks) == 1 else 'the stacks'} {named} already",
            hint=f"write {mine} for what that manages; or --stack NAME, for another one",
        )
    if otherwise:
        return otherwise
    hint = "write --stack NAME: 3 to 40 lowercase letters, digits or dashes"
    raise UsageProblem("this configuration needs a name, which its marks carry", hint=hint)
