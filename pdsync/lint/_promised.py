"""Verdicts on what a configuration promises, worked out once for all rules. Finds nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from pdsync.kinds import EscalationPolicy, Ref, Resource
from pdsync.lint._rule import LintContext
from pdsync.promises import BrokenPromise, KeptPromise, PromiseState, Verdict, judged
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


def counted_promises(config: Config, context: LintContext) -> Mapping[str, int]:
    """Count the promises that are kept for ever, for 12 months, not kept, and not proved."""
    if config.is_broken:
        return {}
    return Counter(_name(one) for _, found in verdicts(config, context) for one in found)


def broken_promises(config: Config, context: LintContext) -> frozenset[tuple[str, str, str]]:
    """Return the promises that are broken: kind and key of what makes each, and its name."""
    return frozenset(
        (entry.kind, entry.key, one.field)
        for entry, found in verdicts(config, context)
        for one in found
        if isinstance(one, BrokenPromise)
    )


def _name(verdict: Verdict) -> str:
    if isinstance(verdict, KeptPromise):
        return "for_ever" if verdict.until is None else "for_12_months"
    return "broken" if isinstance(verdict, BrokenPromise) else "unproved"


def state_of(config: Config, now: datetime) -> PromiseState:
    """Return what is written as the state that its promises are proved in."""

    def find(ref: Ref) -> Resource | None:
        entry = config.meant(ref)
        return entry.resource if entry else None

    return PromiseState(now, find)


def promises_people(policy: EscalationPolicy) -> bool:
    """Return True if a promise decides how many different people a policy has."""
    return policy.expect is not None and policy.expect.value("distinct_people") is not None
