"""Losses: live fields that decide who is on call and go because they are not written. Pure.

What a managed schedule loses like this is a risk. Of one that is adopted it is an error: nobody
has seen yet what the YAML leaves out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import TypeGuard

from pdsync import oncall
from pdsync.diagnostics import Diagnostic, Place, error
from pdsync.frozen import frozen
from pdsync.kinds import (
    Lost,
    Ref,
    Resource,
    Schedule,
    Undecided,
    When,
    keeping,
    losses,
    on_call,
)
from pdsync.reconcile._model import Address, Change
from pdsync.reconcile._states import Wanted, merge, present, resolve
from pdsync.reconcile.match.references import Directory
from pdsync.reconcile.match.resources import Matching
from pdsync.reconcile.read.snapshot import Live
from pdsync.series import all_of
from pdsync.source import Config, place_of
from pdsync.stamps import zoned_stamp

_THEN = {
    "only": ("it would be on call always", "to be on call always"),
    "from": ("it would begin at once", "to begin at once"),
    "except": ("somebody would be on call then", "to leave nothing out"),
    "until": ("it would go on for ever", "to go on for ever"),
}
_GONE = ("it would be gone", "to have none")


@frozen
class Unwritten:
    """The changes of a plan as far as they lose what is not written; `wanted` is what is."""

    matching: Matching
    wanted: Mapping[Address, Wanted]
    directory: Directory
    when: When

    def errors(self, changes: Iterable[Change], config: Config) -> Iterator[Diagnostic]:
        """An error for each loss of an adoption, at the layer or rotation."""
        for change in changes:
            entry, live = config.find(*change.address), self.matching.pairs.get(change.address)
            if entry is not None and live is not None and live.mark is None:
                for lost in _by_part(self._lost(change, live)):
                    yield _error(lost, place_of(entry, lost[0].path))

    def risky(self, changes: Iterable[Change]) -> Iterator[Change]:
        """The changes, with each loss of what is managed as a risk."""
        for change in changes:
            live = self.matching.pairs.get(change.address)
            if change.blocked or live is None or live.mark is None:
                yield change
                continue
            risks = [self._risk(one, change, live) for one in _by_part(self._lost(change, live))]
            yield replace(change, risks=(*change.risks, *risks)) if risks else change

    def _lost(self, change: Change, live: Live) -> tuple[Lost, ...]:
        if change.address not in self.wanted or not isinstance(change.wanted, Schedule):
            return ()
        return losses(self.wanted[change.address], live.resource(self.when.now), self.when)

    def _risk(self, lost: Sequence[Lost], change: Change, live: Live) -> str:
        """Return the risk about one layer or rotation, with who is on call because of it."""
        are, say = ("are", "say") if len(lost) > 1 else ("is", "says")
        nulls = all_of(f"`{_null(one)}: null`" for one in lost)
        return (
            f"{lost[0].title} loses {_had(lost)}, which {are} not written: "
            f"{self._by_each(lost, change, live)}; {nulls} {say} that this is meant"
        )

    def _by_each(self, lost: Sequence[Lost], change: Change, live: Live) -> str:
        """Return the effect of each loss alone, said once where it is the same."""
        found = {one.field: self._who(one, change, live) for one in lost}
        if len({*found.values()}) == 1:
            return next(iter(found.values()))
        return "; ".join(f"without `{field}`, {who}" for field, who in found.items())

    def _who(self, lost: Lost, change: Change, live: Live) -> str:
        """Compare who is on call by the schedule with and without what is lost."""
        there = present(live, self.when.now)
        wanted = Wanted(keeping(self.wanted[change.address], lost))
        kept = merge(resolve(live.kind, wanted, there, self.when), there)
        try:
            before, after = (on_call(one) for one in (kept, change.wanted) if _is_schedule(one))
            found = oncall.same_for_ever(before, after, self.when.now).first_difference
        except Undecided as why:
            return f"who is on call because of it cannot be told, since {why}"
        if found is None:
            return "nobody else is on call because of it"
        old, new = (oncall.people_at(one, found.start) for one in (before, after))
        verb = "are" if len(new) > 1 else "is"
        people = f"{self._people(new)} {verb} on call instead of {self._people(old)}"
        return f"{people}, {self._first(found.start, after.time_zone)}"

    def _first(self, at: datetime, zone: str) -> str:
        if at <= self.when.now:
            return "at once"
        return f"first on {zoned_stamp(at, zone)}"

    def _people(self, tokens: Sequence[str]) -> str:
        names = [self.directory.label(Ref("user", id=one)) for one in tokens]
        return all_of(names) or "nobody"


def _is_schedule(resource: Resource | None) -> TypeGuard[Schedule]:
    return isinstance(resource, Schedule)


def _by_part(lost: Iterable[Lost]) -> list[tuple[Lost, ...]]:
    """Group the losses by layer and rotation."""
    return [tuple(of) for _, of in groupby(lost, key=lambda one: (one.path, one.title))]


def _had(lost: Iterable[Lost]) -> str:
    return all_of(f"`{one.field}: {one.value}`" for one in lost)


def _error(lost: Sequence[Lost], place: Place) -> Diagnostic:
    """Return the error about all losses of one layer or rotation."""
    written = "they are not" if len(lost) > 1 else "it is not"
    thens = all_of(_then(one)[0] for one in lost)
    lines = all_of(_line(one) for one in lost)
    nulls = "; or ".join(f"`{_null(one)}: null` {_then(one)[1]}" for one in lost)
    it = "them" if len(lost) > 1 else "it"
    return error(
        "not-written",
        f"{lost[0].title} has {_had(lost)} in the account, and {written} written here: {thens}",
        help=f"write {lines} to keep {it}, or {nulls}",
        place=place,
    )


def _then(lost: Lost) -> tuple[str, str]:
    return _THEN.get(_null(lost), _GONE)


def _null(lost: Lost) -> str:
    """The field that says with null that a loss is meant."""
    return "only" if lost.field == "shifts" else lost.field


def _line(lost: Lost) -> str:
    if lost.instead is None:
        return f"`{lost.field}: {lost.value}`"
    return f"`{lost.instead[0]}` in place of `{lost.instead[1]}`"
