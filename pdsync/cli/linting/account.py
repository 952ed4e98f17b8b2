"""The account that `lint --live` asks, and what is said of it where it does not tell all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pdsync.cli._account import AccountOptions, opened
from pdsync.cli._context import CommandContext
from pdsync.diagnostics import Diagnostic, Severity
from pdsync.lint import LintContext, LiveFacts, Sifted, checked
from pdsync.reconcile import fill
from pdsync.render import with_others
from pdsync.source import Config

_NOT_READ = "unread-people"
_HOW = "use a token that may read users and their contact methods"
_MOST = 3
"""As many people are named."""


def over_account(
    config: Config,
    options: AccountOptions,
    context: CommandContext,
    facts: LintContext,
    profile: str | None,
) -> Sifted:
    """Check a configuration with what the account says. Sends GET requests only.

    Of another account than the one that it is for, nothing is said but that.
    """
    context.output.transient("Reading the account …")
    with opened(options, context.clock, context.output) as reached:
        found = fill(config, reached.client, facts.now)
    if found.elsewhere:
        return checked(config, facts, profile, found.elsewhere)
    is_whole = not found.refused and not found.is_short
    account = LiveFacts(
        found.present,
        found.people,
        found.unmanaged,
        all_people=is_whole,
        overridden=found.overridden,
    )
    untold = () if found.refused else account.untold(found.config, facts.now)
    notes = (*found.doubts, *found.twins, *_unread(found.refused), *_untold(untold))
    return checked(found.config, replace(facts, account=account), profile, notes)


def _unread(what: str | None) -> Iterator[Diagnostic]:
    if what is not None:
        message = f"the token may not read {what}, so nothing is said about that"
        yield Diagnostic(_NOT_READ, Severity.INFO, message, _HOW)


def _untold(people: Sequence[str]) -> Iterator[Diagnostic]:
    """Yield one note for all of whom the account tells less than it was asked for."""
    if people:
        message = (
            f"PagerDuty did not tell how {with_others(people, _MOST)} can be reached, so nothing "
            "is said about that"
        )
        yield Diagnostic(_NOT_READ, Severity.INFO, message, _HOW)
