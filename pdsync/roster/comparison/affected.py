"""Effects of a plan on a schedule, level or service: on-call before and after."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime, timedelta
from functools import cached_property
from itertools import chain
from typing import Any

from pdsync.frozen import frozen
from pdsync.oncall import Span
from pdsync.roster._timeline import Difference, People, Stretch, differences
from pdsync.roster.agenda.answers import REACHES, OnCallBetween, UndecidedTopic
from pdsync.roster.report.coverage import Coverage

_SOON = timedelta(days=2)
"""Within this most gaps between windows end."""


@frozen
class State:
    """State of a schedule, level or service over a range, and its coverage beyond it.

    `elsewhere` is its course over other ranges; None where nobody is ever on call.
    """

    course: tuple[Stretch, ...]
    coverage: Coverage
    elsewhere: OnCallBetween | None = field(default=None, compare=False, repr=False)

    @cached_property
    def ends(self) -> datetime | None:
        """End of its last stretch, past the range; None when that is not within a year.

        Few are asked for it, so it is looked for only then, in growing steps.
        """
        if self.elsewhere is None:
            return None
        last = self.course[-1]
        for reach in (_SOON, *REACHES):
            first, *later = self.elsewhere(last.end, last.end + reach)
            if first.people != last.people:
                return last.end
            if later:
                return first.end
        return None

    @property
    def now(self) -> People:
        """People on call when the range begins."""
        return self.course[0].people

    @property
    def until(self) -> datetime | None:
        """Instant from which others are on call; None when it is not in this range."""
        return self.course[0].end if len(self.course) > 1 else None

    @cached_property
    def everybody(self) -> frozenset[str]:
        """Everybody who is on call at some time of the range."""
        return frozenset(name for one in self.course for name in one.people)

    @cached_property
    def gaps(self) -> tuple[Span, ...]:
        """Stretches with nobody on call."""
        return tuple(Span(one.start, one.end) for one in self.course if not one.people)

    def changes_to(self, new: State) -> tuple[Difference, ...]:
        """Return the differences to another state of the range, worked out once for each."""
        if id(new) not in self._changes_to:
            self._changes_to[id(new)] = new, differences(self.course, new.course)
        return self._changes_to[id(new)][1]

    @cached_property
    def _changes_to(self) -> dict[int, tuple[State, tuple[Difference, ...]]]:
        """By the identity of a state: levels that notify a schedule alone share its states."""
        return {}


@frozen
class Detail:
    """A field of a service that decides who is notified and how, as JSON; a policy as its token."""

    name: str
    old: Any
    new: Any


@frozen
class Moot:
    """An override in [start, end) that a plan makes pointless.

    Its `user`, None for nobody, is on call anyway, or nobody (`alone`) is; or `instead_of`, whom
    they stand in for on a rotation, has no shift then any more, so that neither of them is.
    `hours_of` are whose hours it has without the plan.
    """

    start: datetime
    end: datetime
    user: str | None
    alone: bool = False
    instead_of: str | None = None
    hours_of: tuple[str, ...] = ()

    @property
    def people(self) -> frozenset[str]:
        """Everybody who is named."""
        return frozenset(one for one in (self.user, self.instead_of, *self.hours_of) if one)


@frozen
class OverrideAhead:
    """Override in [start, end), as long as it is ahead, and what becomes of it by a plan.

    It `stays`, `goes`, or is `moot`. Its `user` and `instead_of`, for whom they stand in on a
    rotation, are None for nobody. `hours_of` are whose hours it has without the plan, and with it;
    `alone` if nobody else is on call then.
    """

    start: datetime
    end: datetime
    user: str | None
    instead_of: str | None
    becomes: str
    hours_of: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    alone: bool = False

    @property
    def people(self) -> frozenset[str]:
        """Everybody who is named."""
        owners = chain(*self.hours_of)
        return frozenset(one for one in (self.user, self.instead_of, *owners) if one)


@frozen
class Affected:
    """A schedule, service, or level `number` of a policy, before and after.

    `number_before` is the other number that the level's rule had, if it had one.

    `token` is that of the schedule, service or policy. A state is None where it does not exist.
    `undecided` says why neither can be told. `services` depend on it. `aimed` says that a level
    notifies other targets than before, `follows` that it notifies one schedule alone, as before.
    `details` are a service's. `later`: where the first difference after the range begins;
    `settled`: that there is none, for ever. `moot` are the overrides that the plan makes pointless,
    `overrides_ahead` all that had an effect without it.
    """

    kind: str
    token: str
    number: int | None = None
    number_before: int | None = None
    time_zone: str = "Etc/UTC"
    old: State | None = None
    new: State | None = None
    undecided: UndecidedTopic | None = None
    services: tuple[str, ...] = ()
    aimed: bool = False
    follows: str | None = None
    details: tuple[Detail, ...] = ()
    later: datetime | None = None
    settled: bool = False
    moot: tuple[Moot, ...] = ()
    overrides_ahead: tuple[OverrideAhead, ...] = ()

    @cached_property
    def changes(self) -> tuple[Difference, ...]:
        """Differences to who would be on call without the plan."""
        if self.old and self.new:
            return self.old.changes_to(self.new)
        some = self.old or self.new
        if some is None:
            return ()
        nobody = (Stretch(some.course[0].start, some.course[-1].end, ()),)
        old, new = (state.course if state else nobody for state in (self.old, self.new))
        return differences(old, new)

    @cached_property
    def ends(self) -> datetime | None:
        """End of the last change that reaches the end of the range; None: not within a year."""
        found = (state.ends for state in (self.old, self.new) if state)
        return min((end for end in found if end), default=None)

    @property
    def changes_now(self) -> bool:
        """True if somebody is put on call, or taken off, as soon as the plan is applied."""
        return self.old is not None and self.old.now != (self.new.now if self.new else ())

    @property
    def changes_hands(self) -> Difference | None:
        """The next shift, if nobody is on call until then, and it goes to somebody else."""
        if self.old is None or self.new is None or self.old.now or self.new.now:
            return None
        found = self.changes_at(self.old.until) if self.old.until else None
        return found if found and found.old and found.new else None

    def changes_at(self, when: datetime) -> Difference | None:
        """Instant ahead from which others are on call; None where nobody is put on or taken off."""
        return next((one for one in self.changes if one.start == when), None)

    def changes_at_once(self, soon: datetime | None) -> bool:
        """Return True if others are on call now, or when successors take over."""
        later = self.changes_at(soon) if soon and self.old else None
        return self.changes_now or later is not None

    @property
    def opened(self) -> tuple[Difference, ...]:
        """The changes that leave nobody where there was somebody."""
        return tuple(one for one in self.changes if not one.new)

    @property
    def loses_proof(self) -> bool:
        """True if it was always covered, and will not be."""
        if self.old is None or self.new is None:
            return False
        return self.old.coverage.always and not self.new.coverage.always
