"""Looks for what another run makes at the same time: before creates, and after the last.

PagerDuty has no lock, and shows new things late. So the last reading goes on until it shows what
was made here: of two runs that made the same, the one that reads later sees both. Reads only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property, partial

from pdsync.errors import PdsyncError
from pdsync.frozen import frozen
from pdsync.kinds import KINDS, SHIFT_BASED, Nested, above
from pdsync.reconcile._model import Address, Change, Outcome, Plan, Result
from pdsync.reconcile.apply.executor import Executor
from pdsync.reconcile.apply.made_elsewhere import Anew, Lives, read_anew
from pdsync.reconcile.apply.pauses import SHOWN, look_again
from pdsync.reconcile.apply.read_back import twice
from pdsync.reconcile.match.duplicates import Alike
from pdsync.reconcile.match.which_to_keep import Choice
from pdsync.reconcile.read.answers import objects
from pdsync.reconcile.read.snapshot import Live

_FRESH = timedelta(seconds=10)
"""How old a reading may be that a create goes by: most creates of a kind come in a row."""


@frozen
class ApplyReading:
    """Reading of apply besides its calls: the lists of a kind, or what was changed.

    `when` is `creates`, before the first create of the kind and after the last, or `end`.
    """

    when: str
    kind: str | None = None
    paths: tuple[str, ...] = ()


def readings(plan: Plan) -> tuple[ApplyReading, ...]:
    """Return what an apply reads besides its calls."""
    kinds = {one.kind: None for one in plan.changes if not one.blocked and _anew(one)}
    creates = (ApplyReading("creates", kind, _paths(kind)) for kind in kinds)
    return (*creates, ApplyReading("end")) if plan.calls else ()


def _paths(kind: str) -> tuple[str, ...]:
    place = KINDS[kind].endpoint
    if isinstance(place, Nested):
        parents = above(KINDS[kind]).endpoint.path
        asked = f"{parents}?include[]={place.plural}"
        return (asked,) if place.included else (parents, place.path)
    return (place.path, SHIFT_BASED.endpoint.path) if kind == SHIFT_BASED.name else (place.path,)


def _anew(change: Change) -> Anew | None:
    """Yield the resources that a change makes, where PagerDuty takes a second of the name."""
    call = next((one for one in change.calls if one.makes), None)
    return Anew.of(change, call) if call and KINDS[change.kind].names_repeat else None


@frozen
class _Lists:
    """Resources of a kind that the plan did not know, at the time of a reading."""

    at: datetime
    lives: Lives


@dataclass
class Watch:
    """Watch on each kind while a plan is carried out: finds what other runs make meanwhile."""

    plan: Plan
    executor: Executor
    read: dict[str, _Lists] = field(default_factory=dict)

    def as_now(self) -> Watch:
        """Return a copy, which does not change while others are made."""
        return replace(self, executor=self.executor.as_now(), read={})

    def is_to_read(self, change: Change) -> bool:
        """Return True if lists are read before a change is made."""
        return _anew(change) is not None and self._known(change.kind) is None

    def in_the_way(self, change: Change) -> str | None:
        """Why a change must not be made now: it has been made since. None where it may be."""
        anew = _anew(change)
        if anew is None:
            return None
        try:
            with self.executor.running.outlives(sent=False):
                made = anew.at(self.executor.resolved(anew.call).path)
                lives = self._fresh(change.kind)
        except PdsyncError as trouble:
            return f"whether another run has made it could not be read: {trouble.message}"
        others = [one for one in lives.like(made) if one.id not in self._own]
        if others:
            return made.said_of(others)
        unread = lives.unread(made)
        return f"whether another run has made it could not be read: {unread}" if unread else None

    @property
    def _own(self) -> set[str]:
        return set(self.executor.ids.values())

    def _fresh(self, kind: str) -> Lives:
        known = self._known(kind)
        return known.lives if known else self._again(kind)

    def _known(self, kind: str) -> _Lists | None:
        known = self.read.get(kind)
        return known if known and self.executor.running.now() - known.at <= _FRESH else None

    def _again(self, kind: str) -> Lives:
        at = self.executor.running.now()
        seen = self.plan.seen.get(kind, frozenset())
        lives = read_anew(self.executor.remote, KINDS[kind], seen, self._own)
        self.read[kind] = _Lists(at, lives)
        return lives

    def made_twice(self, change: Change, outcomes: Mapping[Address, Outcome]) -> Iterator[Outcome]:
        """After the last create of a kind, the outcome of each that another run has made, too."""
        if self.executor.running.interrupted():
            return
        made = [one for one in outcomes.values() if one.change.kind == change.kind]
        made = [one for one in made if self._may_be_there(one)]
        if not made:
            return
        try:
            with self.executor.running.outlives(sent=True):
                lives = self._showing(change.kind, made)
                own = self._own
                told = [it for one in made if (it := self._told(one, lives, own))]
        except PdsyncError as trouble:
            told = [_untold(one, trouble.message) for one in made]
        yield from told

    def is_last(self, change: Change, outcomes: Mapping[Address, Outcome]) -> bool:
        """Return True if a change was the last to be made of its kind."""
        made = self.made.get(change.kind, frozenset())
        return change.address in made and made <= outcomes.keys()

    @cached_property
    def made(self) -> Mapping[str, frozenset[Address]]:
        """What the plan makes of each kind of which PagerDuty takes two of one name."""
        found: dict[str, set[Address]] = {}
        for one in self.plan.changes:
            if _anew(one):
                found.setdefault(one.kind, set()).add(one.address)
        return {kind: frozenset(those) for kind, those in found.items()}

    def _may_be_there(self, outcome: Outcome) -> bool:
        if _anew(outcome.change) is None:
            return False
        return outcome.change.address in self.executor.ids or outcome.result is Result.UNKNOWN

    def _showing(self, kind: str, made: Sequence[Outcome]) -> Lives:
        """Read the kind once it shows all that was made here, or after some seconds.

        Where an answer was lost nobody knows the id of what was made: a copy that shows may be
        another run's, and ours still to come. Then the wait is not cut short, and neither is it
        while lists have fewer than there are.
        """
        addresses = {one.change.address for one in made}
        own = {self.executor.ids.get(one) for one in addresses} - {None}
        is_known = not addresses & self.executor.looked_for

        def shows(lives: Lives) -> bool:
            is_whole = lives.short is None
            return is_known and is_whole and own <= {one.id for one in lives.found}

        running = self.executor.running
        look = partial(self._again, kind)
        return look_again(look, shows, SHOWN, running.rest)

    def _told(self, outcome: Outcome, lives: Lives, ours: Collection[str]) -> Outcome | None:
        change, anew = outcome.change, _anew(outcome.change)
        if anew is None:
            return None
        made = anew.at(self.executor.resolved(anew.call).path)
        own = self.executor.ids.get(change.address)
        # Names of others of ours may differ in capitals only.
        same = [one for one in lives.like(made) if one.id == own or one.id not in ours]
        if own and own not in {one.id for one in same}:
            same.append(made.live(own, self.executor.pages.get(change.address)))
        if len(same) < 2:  # noqa: PLR2004 - one alone has no twin
            unread = lives.unread(made)
            return _untold(outcome, unread) if unread else None
        marked = made.mark is not None and all(one.id == own or made.has_mark(one) for one in same)
        alike = Alike(KINDS[change.kind], change.key, tuple(same), marked, change.place)
        users = {one.id: _users(one) for one in same}
        choice = Choice(self.executor.remote, self.executor.running.now())
        return twice(outcome, choice.of(same, users).of(alike))


def _untold(outcome: Outcome, why: str) -> Outcome:
    """The outcome, failed since nobody knows whether it has a twin."""
    told = f"whether another run has made it as well could not be read: {why}"
    return replace(outcome, result=Result.FAILED, reason=told)


def _users(live: Live) -> list[str]:
    """The policies that refer to a schedule, as it says itself."""
    title = KINDS["escalation_policy"].title
    found = objects(live.raw.get("escalation_policies"))
    return [f"{title} '{one.get('summary') or one.get('id')}'" for one in found]
