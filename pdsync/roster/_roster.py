"""One state of schedules, policies and services, to be asked who is on call. Judges nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.kinds import (
    EscalationPolicy,
    Ref,
    Resource,
    Schedule,
    Service,
    Undecided,
    on_call,
    person,
)
from pdsync.roster._past import Past
from pdsync.roster._timeline import Stretch, timeline

_MADE_OF = frozenset({"layers", "rotations"})
AnyOverride = oncall.Override | oncall.ShiftOverride
"""Override of layers, or of a shift-based schedule."""


UNLISTED = (
    "no list of the account shows it, as of a private team, to this token, or of what is very new"
)
"""Why nothing is known of what something else refers to."""


def token(ref: Ref) -> str:
    """Return the token of a resource in a roster: its id when it is live, else its key."""
    return person(ref)


@frozen
class Level:
    """One rule of a policy: whom it notifies, and for how long it is theirs alone.

    `number` counts from 1. `schedules` are tokens, `people` those who are named directly. With
    `round_robin` each incident goes to the next of these targets; None where nothing says whether.
    """

    policy: str
    number: int
    minutes: int
    schedules: tuple[str, ...]
    people: tuple[str, ...]
    round_robin: bool | None = False


@frozen
class Roster:
    """Resources by kind and token, whose references are canonical, and overrides by schedule.

    `shift_based` are the schedules that are not made of layers, with overrides of their own. One
    that cannot be rendered raises Undecided when it is asked for. `users` are all people that there
    are; None where that is not known. `unread` says why it is not known what something is made of,
    by token, in a clause. `past` is who was on call by a schedule, where an account
    tells: what it is made of says who is from then on.
    """

    resources: Mapping[str, Mapping[str, Resource]]
    overrides: Mapping[str, Sequence[oncall.Override]] = field(default_factory=dict)
    shift_based: Mapping[str, oncall.ShiftSchedule] = field(default_factory=dict)
    users: AbstractSet[str] | None = None
    past: Mapping[str, Past] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)

    def exists(self, user: str) -> bool:
        """Return True if somebody is not known as deleted: schedules keep deleted users."""
        return self.users is None or user in self.users

    def deleted(self, people: Iterable[str]) -> frozenset[str]:
        """Return those people who are known to be deleted: nobody is notified on their turns."""
        return frozenset(one for one in people if not self.exists(one))

    def schedule(self, schedule: str) -> oncall.AnySchedule:
        """A schedule as the engine takes it; raises Undecided."""
        if schedule in self.shift_based and schedule not in self.unread:
            return self.shift_based[schedule]
        made, overrides = self.planned(schedule), tuple(self.overrides.get(schedule, ()))
        if overrides and isinstance(made, oncall.Schedule):
            return replace(made, overrides=overrides)
        return made

    def overrides_on(self, schedule: str) -> tuple[AnyOverride, ...]:
        """Return the overrides of a schedule, of layers or shift-based, the oldest first."""
        made = self.shift_based.get(schedule)
        return made.overrides if made else tuple(self.overrides.get(schedule, ()))

    def with_overrides(self, schedule: str, overrides: Iterable[Any]) -> Roster:
        """Return the same with these overrides on a schedule, of the sort that it takes."""
        made = self.shift_based.get(schedule)
        if made is None:
            return replace(self, overrides={**self.overrides, schedule: tuple(overrides)})
        changed = replace(made, overrides=tuple(overrides))
        return replace(self, shift_based={**self.shift_based, schedule: changed})

    def within(self, schedule: str, since: datetime, until: datetime) -> oncall.AnySchedule:
        """A schedule as it is in [since, until): what is not on in it decides nothing."""
        try:
            return self.schedule(schedule)
        except Undecided:
            # An account always says whose turn it is: there, something could not be read.
            if self.users is not None:
                raise
            return self._written(schedule, oncall.Span(since, until))

    def planned(self, schedule: str) -> oncall.AnySchedule:
        """The same without overrides."""
        found = self.shift_based.get(schedule) if schedule not in self.unread else None
        if found:
            return replace(found, overrides=())
        if schedule not in self._made:
            self._made[schedule] = self._written(schedule)
        return self._made[schedule]

    def _written(self, schedule: str, span: oncall.Span | None = None) -> oncall.AnySchedule:
        if schedule in self.unread:
            raise Undecided(self.unread[schedule])
        found = self.resources["schedule"].get(schedule)
        if not isinstance(found, Schedule):
            raise Undecided(UNLISTED)
        if not _MADE_OF & found.model_fields_set:
            raise Undecided("nothing says what it is made of", write="`layers:` or `rotations:`")
        return on_call(found, span)

    @cached_property
    def _made(self) -> dict[str, oncall.AnySchedule]:
        return {}

    def shifts(self, schedule: str, since: datetime, until: datetime) -> tuple[oncall.Shift, ...]:
        """Return the shifts of a schedule in [since, until)."""
        past = self.past.get(schedule)
        if past is None or past.until <= since:
            return self._defined(schedule, since, until)
        return past.within(since, until) + self._defined(schedule, past.until, until)

    def _defined(self, schedule: str, since: datetime, until: datetime) -> tuple[oncall.Shift, ...]:
        """Render the schedule as it is defined now, whatever it was before."""
        if until <= since:
            return ()
        return oncall.final_shifts(self.within(schedule, since, until), since, until)

    def timeline(
        self, schedules: Sequence[str], people: Sequence[str], since: datetime, until: datetime
    ) -> tuple[Stretch, ...]:
        """Return the timeline of some schedules together with people who are always on call."""
        found = [shift for one in schedules for shift in self.shifts(one, since, until)]
        found += [oncall.Shift(since, until, person) for person in people]
        return timeline(found, since, until)

    def levels(self, policy: str) -> tuple[Level, ...]:
        """The rules of a policy, in the order in which they are notified; of none, none."""
        if policy not in self._levels:
            self._levels[policy] = self._rules(policy)
        return self._levels[policy]

    @cached_property
    def _levels(self) -> dict[str, tuple[Level, ...]]:
        return {}

    def _rules(self, policy: str) -> tuple[Level, ...]:
        found = self.resources["escalation_policy"].get(policy)
        if not isinstance(found, EscalationPolicy):
            return ()
        return tuple(
            Level(
                policy,
                number,
                rule.escalation_delay_in_minutes,
                tuple(token(target) for target in rule.targets if target.kind == "schedule"),
                tuple(person(target) for target in rule.targets if target.kind == "user"),
                rule.round_robin,
            )
            for number, rule in enumerate(found.escalation_rules, start=1)
        )

    def levels_of(self, service: str) -> tuple[Level, ...]:
        """The levels of a service's policy."""
        found = self.resources["service"].get(service)
        if not isinstance(found, Service) or found.escalation_policy is None:
            return ()
        return self.levels(token(found.escalation_policy))

    def services_of(self, policy: str) -> tuple[str, ...]:
        """The services whose incidents a policy escalates."""
        return tuple(self._services.get(policy, ()))

    @cached_property
    def _services(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name, one in self.resources.get("service", {}).items():
            if isinstance(one, Service) and one.escalation_policy:
                found[token(one.escalation_policy)].append(name)
        return found
