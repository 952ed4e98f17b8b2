"""Verdicts on what a configuration promises, worked out once for all rules. Finds nothing."""

from __future__ import annotations

from datetime import datetime

from pdsync.kinds import Ref, Resource
from pdsync.lint._rule import LintContext
from pdsync.promises import PromiseState, Verdict, judged
from pdsync.source import Config, Entry

Verdicts = tuple[tuple[Entry, tuple[Verdict, ...]], ...]


def verdicts(config: Config, context: LintContext) -> Verdicts:
    """Return the verdicts on all promises, by entry."""
    if "promises" not in context.memory:
        known = state_of(config, context.now)
        context.memory["promises"] = tuple(
            (entry, told)
            for kind in ("schedule", "escalation_policy", "service")
            for entry in config.of(kind)
            if (told := tuple(judged(entry.key, entry.resource, entry.resource, known)))
        )
    found: Verdicts = context.memory["promises"]
    return found


def state_of(config: Config, now: datetime) -> PromiseState:
    """Return what is written as the state that its promises are proved in."""
    return PromiseState(now, lambda ref: _found(config, ref))


def _found(config: Config, ref: Ref) -> Resource | None:
    entry = config.find(ref.kind, ref.key) if ref.key else None
    return entry.resource if entry else None
