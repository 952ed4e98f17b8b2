"""Name of the stack under which an account is written down."""

from __future__ import annotations

from pdsync.cli.arguments.words import UsageProblem
from pdsync.dump import stack_of
from pdsync.reconcile import Snapshot
from pdsync.source import is_stack


def stack_for(given: str | None, snapshot: Snapshot) -> str:
    """Return the name that was given, else the account's; complains where that cannot be one."""
    if found := given or stack_of(snapshot):
        return found
    hint = "write --stack NAME: 3 to 40 lowercase letters, digits or dashes"
    account = snapshot.subdomain or ""
    if is_stack(account):
        hint = f"write --stack {account} for what that manages; or --stack NAME, for another one"
        raise UsageProblem(f"the account has a stack `{account}` already", hint=hint)
    raise UsageProblem("this configuration needs a name, which its marks carry", hint=hint)
