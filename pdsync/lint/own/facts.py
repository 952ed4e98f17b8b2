"""Facts that nobody writes: who is on call, how much, and what refers to what. Worked out once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeAlias

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.kinds import EscalationPolicy, Ref, Schedule, Service, Undecided, on_call
from pdsync.lint._on_call import RenderedSchedules, on_call_by
from pdsync.lint._people import people_in
from pdsync.lint._rule import LintContext
from pdsync.source import Config, Entry

WEEKS = 12
"""How many weeks ahead the load of people is told of."""
_PLACES = 2


@frozen
class World:
    """A configuration, and who is on call by it."""

    config: Config
    context: LintContext
    _proofs: dict[frozenset[Ref], bool | None] = field(default_factory=dict)

    @cached_property
    def on_call(self) -> RenderedSchedules:
        """Schedules, each rendered once."""
        return on_call_by(self.config, self.context)

    @cached_property
    def users(self) -> Mapping[tuple[str, str], Sequence[Ref]]:
        """What refers to each thing: by its kind and key, in the order of the files."""
        found: dict[tuple[str, str], dict[Ref, None]] = defaultdict(dict)
        for entry in self.config.entries:
            for _, ref in entry.refs:
                if ref.key is not None:
                    found[ref.kind, ref.key][Ref(entry.kind, key=entry.key)] = None
        return {thing: tuple(refs) for thing, refs in found.items()}

    def naming(self, thing: Ref, *kinds: str) -> list[Ref]:
        """Return what refers to a thing, of some kinds."""
        return [
            one for one in self.users.get((thing.kind, str(thing.key)), ()) if one.kind in kinds
        ]

    def entry(self, thing: Ref) -> Entry | None:
        """Return the entry of a thing, None for what is in the account alone."""
        return self.config.meant(thing)

    def covered(self, targets: Sequence[Ref]) -> bool | None:
        """Return True if somebody of some targets is always on call; None where nothing says so."""
        which = frozenset(targets)
        if any(one.kind == "user" for one in which):
            return True
        if which not in self._proofs:
            known = [self.on_call.in_any_phase(one) for one in targets]
            schedules = [one for one in known if one is not None]
            proof = oncall.coverage_proof(schedules, self.context.now) if schedules else None
            is_known = proof and (len(schedules) == len(known) or not proof.first_gap)
            self._proofs[which] = not proof.first_gap if proof and is_known else None
        return self._proofs[which]

    @cached_property
    def load(self) -> Mapping[str, tuple[float, float]]:
        """Hours and nights a week of each person, on all schedules that the files decide."""
        from pdsync.roster import Clocked, Stretch, loads

        now = self.context.now
        end = now + timedelta(weeks=WEEKS)
        courses = []
        for schedule in self.decided:
            shifts = oncall.final_shifts(schedule, now, end)
            stretches = [Stretch(one.start, one.end, (one.user,)) for one in shifts]
            courses.append(Clocked(stretches, schedule.time_zone))
        an_hour = timedelta(hours=1)
        return {
            one.person: (
                round(one.time / an_hour / WEEKS, _PLACES),
                # Weeks that begin in a night end in one, which is a night more than they have.
                min(round(one.nights / WEEKS, _PLACES), 7.0),
            )
            for one in loads(courses)
        }

    @cached_property
    def decided(self) -> Sequence[oncall.AnySchedule]:
        """Return the schedules of which the files alone say whose turn it is."""
        return tuple(self._decided())

    def _decided(self) -> Iterator[oncall.AnySchedule]:
        for entry in self.config.of("schedule"):
            if isinstance(entry.resource, Schedule):
                try:
                    yield on_call(entry.resource)
                except Undecided:
                    continue

    def is_decided(self, person: Ref) -> bool:
        """Return True if the files alone say when a person is on call."""
        schedules = self.naming(person, "schedule")
        return all(self.on_call.shifts(one) is not None for one in schedules)


FactValue: TypeAlias = Callable[[World, Ref], Any]


@frozen
class Fact:
    """A fact of a thing: its name in words, its sort, or the kind of things it lists.

    `value` gives None where the files do not say.
    """

    about: str
    value: FactValue
    word: str = "text"
    of: str | None = None


def _coverage(world: World, schedule: Ref) -> float | None:
    rendered = world.on_call.in_any_phase(schedule)
    if rendered is None:
        return None
    start, whole = world.context.now, timedelta(weeks=4)
    shifts = oncall.final_shifts(rendered, start, start + whole)
    held, reached = timedelta(), start
    for shift in sorted(shifts, key=lambda one: one.start):
        held += max(shift.end - max(shift.start, reached), timedelta())
        reached = max(reached, shift.end)
    return held / whole


def _targets(world: World, policy: Ref) -> list[Ref]:
    found = _policy(world, policy)
    rules = found.escalation_rules if found else ()
    return list(dict.fromkeys(target for rule in rules for target in rule.targets))


def _policy(world: World, policy: Ref) -> EscalationPolicy | None:
    entry = world.entry(policy)
    return entry.resource if entry and isinstance(entry.resource, EscalationPolicy) else None


def _people(world: World, targets: Sequence[Ref]) -> list[Ref] | None:
    people: dict[Ref, None] = {}
    for target in targets:
        if world.on_call.people(target) is None:
            return None
        if target.kind == "user":
            people[target] = None
            continue
        entry = world.entry(target)
        found = people_in(entry.resource, world.context.now) if entry else ()
        people |= {ref: None for _, ref in found}
    return list(people)


def _team(world: World, service: Ref) -> Ref | None:
    entry = world.entry(service)
    if entry is None or not isinstance(entry.resource, Service):
        return None
    policy = entry.resource.escalation_policy
    owner = _policy(world, policy) if policy else None
    return owner.team if owner else None


def _load(number: int) -> FactValue:
    def value(world: World, person: Ref) -> float | None:
        who = person.id or person.key or ""
        return world.load.get(who, (0.0, 0.0))[number] if world.is_decided(person) else None

    return value


def _named_by(*kinds: str) -> FactValue:
    return lambda world, thing: world.naming(thing, *kinds)


def _integrations(world: World, service: Ref) -> list[Ref]:
    return world.naming(service, "integration")


_NUMBER, _FLAG = "number", "true or false"

FACTS: Mapping[str, Mapping[str, Fact]] = MappingProxyType(
    {
        "service": {
            "team": Fact("The team of its escalation policy.", _team, of="team", word="thing"),
            "integrations": Fact("Its integrations.", _integrations, of="integration"),
        },
        "escalation_policy": {
            "covered": Fact(
                "Whether some level has somebody at every minute, for all time.",
                lambda world, policy: world.covered(_targets(world, policy)),
                _FLAG,
            ),
            "people": Fact(
                "Everybody who may be on call on any level.",
                lambda world, policy: _people(world, _targets(world, policy)),
                of="user",
            ),
            "services": Fact("Services that use it.", _named_by("service"), of="service"),
        },
        "schedule": {
            "coverage": Fact(
                "The share of the next four weeks in which somebody is on call, from 0 to 1.",
                _coverage,
                _NUMBER,
            ),
            "covered": Fact(
                "Whether somebody is on call at every minute, for all time.",
                lambda world, schedule: world.covered([schedule]),
                _FLAG,
            ),
            "people": Fact(
                "Everybody who may be on call.",
                lambda world, schedule: _people(world, [schedule]),
                of="user",
            ),
            "escalation_policies": Fact(
                "Escalation policies that it is a target of.",
                _named_by("escalation_policy"),
                of="escalation_policy",
            ),
        },
        "team": {
            "escalation_policies": Fact(
                "Its escalation policies.", _named_by("escalation_policy"), of="escalation_policy"
            ),
            "schedules": Fact("Its schedules.", _named_by("schedule"), of="schedule"),
        },
        "user": {
            "hours_per_week": Fact(
                f"Hours on call in a week, the mean of the next {WEEKS}; an hour on two schedules "
                "is one.",
                _load(0),
                _NUMBER,
            ),
            "nights_per_week": Fact(
                f"Nights in a week with two hours on call or more between 22:00 and 06:00, the "
                f"mean of the next {WEEKS}.",
                _load(1),
                _NUMBER,
            ),
            "teams": Fact("Teams that list the person.", _named_by("team"), of="team"),
            "schedules": Fact(
                "Schedules that name the person.", _named_by("schedule"), of="schedule"
            ),
            "escalation_policies": Fact(
                "Escalation policies that name the person.",
                _named_by("escalation_policy"),
                of="escalation_policy",
            ),
        },
    }
)
"""The facts of each kind, by the name that expressions use."""
