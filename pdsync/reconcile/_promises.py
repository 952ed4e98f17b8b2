"""Promises that schedules do not keep: `expect:` before and after a plan. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pdsync.diagnostics import Diagnostic, Severity
from pdsync.kinds import Promise, Ref, Schedule, Undecided
from pdsync.reconcile._directory import Directory
from pdsync.reconcile._draft import Drafted
from pdsync.reconcile._match import Matching
from pdsync.reconcile._model import Address, Change
from pdsync.roster import Broken, KeptBefore, broken_promises
from pdsync.source import Config, Entry, place_of

UNKEPT = "broken-promise"


@dataclass(frozen=True)
class Judging:
    """What promises are judged with: the account as it is, and what a plan makes of it."""

    config: Config
    matching: Matching
    drafted: Mapping[Address, Drafted]
    directory: Directory
    now: datetime

    def before(self, entry: Entry) -> Schedule | None:
        """The schedule as it is, or the one whose place it takes; None for none."""
        pair = self.matching.pairs.get((entry.kind, entry.key))
        live = self.matching.making_way(entry) or pair
        resource = live.resource(self.now) if live else None
        return resource if isinstance(resource, Schedule) else None

    def after(self, entry: Entry, kept: Mapping[Address, Change]) -> Schedule | None:
        """The schedule as a plan that makes these changes leaves it; None for none."""
        address = (entry.kind, entry.key)
        one, change = self.drafted.get(address), kept.get(address)
        made = one is not None and (one.change is None or (change and not change.blocked))
        if not made or one is None:
            return self.before(entry)
        return one.merged if isinstance(one.merged, Schedule) else None


def unkept_promises(judging: Judging, kept: Sequence[Change]) -> Iterator[Diagnostic]:
    """Each promise that is not kept after a plan, under the name of the rule of lint.

    An error where the plan breaks it or makes it worse, a warning where it leaves it so, a note
    where that cannot be told.
    """
    changes = {change.address: change for change in kept}
    for entry in judging.config.of("schedule"):
        promise = getattr(entry.resource, "expect", None)
        after = judging.after(entry, changes) if promise else None
        if promise and after:
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
        was = KeptBefore(before, promise, judging.now) if before else None
        worse = was.kept_better(broken, after) if was else broken.message
        yield _said(entry, broken, worse)


def _said(entry: Entry, broken: Broken, worse: str | None) -> Diagnostic:
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
        Severity.NOTE,
        f"whether schedule `{entry.key}` keeps what it promises cannot be told: {why}",
        help="use a token that may read the schedule, or write all that it is made of",
        place=place_of(entry, ("expect",)),
    )
