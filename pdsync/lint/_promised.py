"""Verdicts on what a configuration promises, worked out once for all rules. Finds nothing."""

from __future__ import annotations

from datetime import datetime

from pdsync.frozen import frozen
from pdsync.kinds import Ref, Resource
from pdsync.lint._rule import LintContext
from pdsync.promises import (
    BrokenPromise,
    KeptPromise,
    PromiseState,
    UnprovedPromise,
    Verdict,
    judged,
)
from pdsync.source import Config, Entry


@frozen
class JudgedPromise:
    """A promise, and what became of it: `kept`, `broken` or `unproved`.

    `until` is how far one that is kept was looked at, None for ever.
    """

    kind: str
    key: str
    field: str
    verdict: str
    until: datetime | None


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


def judged_promises(config: Config, context: LintContext) -> tuple[JudgedPromise, ...]:
    """Return each promise with its verdict, in the order of the files; none of a broken config."""
    if config.is_broken:
        return ()
    return tuple(
        JudgedPromise(entry.kind, entry.key, one.field, _name(one), _until(one))
        for entry, found in verdicts(config, context)
        for one in found
    )


def broken_promises(config: Config, context: LintContext) -> frozenset[tuple[str, str, str]]:
    """Return the promises that are broken: kind and key of what makes each, and its name."""
    return frozenset(
        (entry.kind, entry.key, one.field)
        for entry, found in verdicts(config, context)
        for one in found
        if isinstance(one, BrokenPromise)
    )


def _name(verdict: Verdict) -> str:
    names = {KeptPromise: "kept", BrokenPromise: "broken", UnprovedPromise: "unproved"}
    return names[type(verdict)]


def _until(verdict: Verdict) -> datetime | None:
    return verdict.until if isinstance(verdict, KeptPromise) else None


def state_of(config: Config, now: datetime) -> PromiseState:
    """Return what is written as the state that its promises are proved in."""

    def find(ref: Ref) -> Resource | None:
        entry = config.meant(ref)
        return entry.resource if entry else None

    return PromiseState(now, find)
