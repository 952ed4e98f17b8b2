"""Promises that are not kept: `expect:` before and after a plan. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Diagnostic, Severity
from pdsync.kinds import Ref, Resource
from pdsync.promises import (
    BrokenPromise,
    PromiseState,
    Side,
    UnprovedPromise,
    expect_of,
    held_to,
    judged,
    kept_better,
)
from pdsync.reconcile.plan.judging import Judging
from pdsync.source import Entry, place_of

UNKEPT = "broken-promise"
_KINDS = ("schedule", "escalation_policy", "service")


def unkept_promises(judging: Judging) -> Iterator[Diagnostic]:
    """Each promise that is not kept after a plan, under the name of the rule of lint.

    An error where the plan breaks it or makes it worse, a warning where it leaves it so, an info
    where that cannot be told.
    """
    before, after = (_known(judging, after=after) for after in (False, True))
    for kind in _KINDS:
        for entry in judging.config.of(kind):
            state = judging.after(entry) if expect_of(entry.resource) else None
            if state is not None:
                yield from _unkept(entry, state, judging, (before, after))


def _known(judging: Judging, *, after: bool) -> PromiseState:
    def people(ident: str) -> str:
        return judging.directory.label(Ref("user", id=ident))

    return PromiseState(
        judging.now, lambda ref: judging.found(ref, after=after), people, whole=True
    )


def _unkept(
    entry: Entry, state: Resource, judging: Judging, known: tuple[PromiseState, PromiseState]
) -> Iterator[Diagnostic]:
    before = judging.before(entry)
    unproved: dict[str, UnprovedPromise] = {}
    for one in judged(entry.key, entry.resource, state, known[1]):
        if isinstance(one, UnprovedPromise):
            unproved.setdefault(one.why.reason, one)
        elif isinstance(one, BrokenPromise):
            worse: str | None = one.message
            if before is not None and type(before) is type(state):
                was, made = (
                    Side(held_to(entry.resource, each), side)
                    for each, side in zip((before, state), known, strict=True)
                )
                worse = kept_better(one, was, made, "without this plan")
            yield _said(entry, one, worse)
    for why in unproved.values():
        yield _unproved(entry, why)


def _said(entry: Entry, broken: BrokenPromise, worse: str | None) -> Diagnostic:
    return Diagnostic(
        UNKEPT,
        Severity.WARNING if worse is None else Severity.ERROR,
        worse or f"{broken.message}; it is so now, and this plan leaves it so",
        help=broken.help,
        place=place_of(entry, ("expect", broken.field)),
    )


def _unproved(entry: Entry, one: UnprovedPromise) -> Diagnostic:
    title = entry.kind.replace("_", " ")
    read = "the schedule" if entry.kind == "schedule" else "its schedules"
    return Diagnostic(
        "unproved-promise",
        Severity.INFO,
        f"whether {title} `{entry.key}` keeps what it promises cannot be told: {one.why.reason}",
        help=f"use a token that may read {read}, or write all that it is made of",
        place=place_of(entry, ("expect",)),
    )
