"""Promises that schedules do not keep: `expect:` before and after a plan. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Diagnostic, Severity
from pdsync.kinds import Promise, Ref, Schedule, Undecided
from pdsync.promises import BrokenPromise, KeptBefore, broken_promises
from pdsync.reconcile.plan.judging import Judging
from pdsync.source import Entry, place_of

UNKEPT = "broken-promise"


def unkept_promises(judging: Judging) -> Iterator[Diagnostic]:
    """Each promise that is not kept after a plan, under the name of the rule of lint.

    An error where the plan breaks it or makes it worse, a warning where it leaves it so, an info
    where that cannot be told.
    """
    for entry in judging.config.of("schedule"):
        promise = entry.resource.expect if isinstance(entry.resource, Schedule) else None
        after = judging.after(entry)
        if promise and isinstance(after, Schedule):
            try:
                yield from _broken(entry, promise, after, judging)
            except Undecided as why:
                yield _unproved(entry, why.reason)


def _broken(
    entry: Entry, promise: Promise, after: Schedule, judging: Judging
) -> Iterator[Diagnostic]:
    def people(ident: str) -> str:
        return judging.directory.label(Ref("user", id=ident))

    before = judging.before(entry)
    for broken in broken_promises(after, promise, judging.now, people):
        worse: str | None = broken.message
        if isinstance(before, Schedule):
            worse = KeptBefore(before, promise, judging.now).kept_better(broken, after)
        yield _said(entry, broken, worse)


def _said(entry: Entry, broken: BrokenPromise, worse: str | None) -> Diagnostic:
    return Diagnostic(
        UNKEPT,
        Severity.WARNING if worse is None else Severity.ERROR,
        worse or f"{broken.message}; it is so now, and this plan leaves it so",
        help=broken.help,
        place=place_of(entry, ("expect", broken.field)),
    )


def _unproved(entry: Entry, why: str) -> Diagnostic:
    return Diagnostic(
        "unproved-promise",
        Severity.INFO,
        f"whether schedule `{entry.key}` keeps what it promises cannot be told: {why}",
        help="use a token that may read the schedule, or write all that it is made of",
        place=place_of(entry, ("expect",)),
    )
