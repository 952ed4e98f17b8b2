"""The account that `lint --live` asks, and what is said of it where it does not tell all."""

from __future__ import annotations

from dataclasses import replace

from pdsync.cli._account import AccountOptions, opened
from pdsync.cli._context import CommandContext
from pdsync.diagnostics import Diagnostic, Severity
from pdsync.lint import LintContext, LiveFacts, Sifted, checked
from pdsync.reconcile import fill
from pdsync.source import Config

_NOT_READ = "unread-people"


def over_account(
    config: Config,
    options: AccountOptions,
    context: CommandContext,
    facts: LintContext,
    profile: str | None,
) -> Sifted:
    """Check a configuration with what the account says. Sends GET requests only."""
    context.output.transient("Reading the account …")
    with opened(options, context.clock, context.output) as reached:
        found = fill(config, reached.client, facts.now)
    is_whole = not found.refused and not found.is_short
    account = LiveFacts(
        found.present,
        found.people,
        found.unmanaged,
        all_people=is_whole,
        overridden=found.overridden,
    )
    notes = (*found.doubts, *_unread(found.refused))
    return checked(found.config, replace(facts, account=account), profile, notes)


def _unread(what: str | None) -> tuple[Diagnostic, ...]:
    if what is None:
        return ()
    message = f"the token may not read {what}, so nothing is said about that"
    how = "use a token that may read users and their contact methods"
    return (Diagnostic(_NOT_READ, Severity.INFO, message, how),)
