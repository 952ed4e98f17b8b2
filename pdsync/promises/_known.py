"""One state of schedules, policies and services, as promises see it. Proves nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.kinds import (
    EscalationPolicy,
    Expect,
    Judgement,
    PromiseSubject,
    Ref,
    Resource,
    Rota,
    Rung,
    Schedule,
    Service,
    Undecided,
    on_call,
    on_call_somehow,
    person,
)

_LONGEST_PAUSE = 900
"""Seconds; PagerDuty's own choice, a timeout of 0, is none that is longer."""


@frozen(eq=False)
class PromiseState:
    """State in which promises are proved from `now` on.

    `find` is what a reference leads to, None where that is not known. `label` names people, `whole`
    says that what is not written is PagerDuty's default. Where `turns` are given, schedules are
    not rendered by what is written, and `title` names them. Schedules and what is asked of a policy
    are worked out once.
    """

    now: datetime
    find: Callable[[Ref], Resource | None]
    label: Callable[[str], str] = str
    whole: bool = False
    turns: Callable[[Ref], oncall.AnySchedule] | None = None
    title: Callable[[Ref], str] = str
    answers: dict[object, tuple[Judgement | Undecided, str]] = field(default_factory=dict)
    _rotas: dict[Ref, WrittenRota] = field(default_factory=dict)
    _rendered: dict[Ref, RenderedRota] = field(default_factory=dict)

    def rota(self, ref: Ref) -> Rota:
        """Return the schedule that a reference leads to; raises Undecided."""
        if self.turns is None:
            return self.written(ref)
        if ref not in self._rendered:
            self._rendered[ref] = RenderedRota(self.title(ref), _with_zone(self.turns(ref)))
        return self._rendered[ref]

    def written(self, ref: Ref) -> WrittenRota:
        """Return the same as it is written; raises Undecided."""
        if ref not in self._rotas:
            found = self.find(ref)
            if not isinstance(found, Schedule):
                raise Undecided(f"schedule `{ref}` is not known here", _HERE)
            self._rotas[ref] = WrittenRota(found, str(ref), self.now, f"of schedule `{ref}` ")
        return self._rotas[ref]

    def subject(self, key: str, resource: Resource, name: str) -> PromiseSubject:
        """Return a resource as the subject of what it promises under a name."""
        expect = expect_of(resource)
        coverage = expect.value("coverage") if expect and name != "coverage" else None
        if isinstance(resource, Schedule):
            written = None if self.turns else WrittenRota(resource, key, self.now)
            own = written or self.rota(Ref("schedule", key=key))
            return PromiseSubject(self.now, self.label, self.rota, rota=own)
        if isinstance(resource, Service):
            return PromiseSubject(
                self.now,
                self.label,
                self.rota,
                levels=lambda: self.levels_of(resource),
                pause=lambda: self.pause_of(resource),
                coverage=coverage or (),
            )
        return PromiseSubject(
            self.now,
            self.label,
            self.rota,
            levels=lambda: self.levels(resource),
            coverage=coverage or (),
        )

    def levels_of(self, service: Service) -> tuple[Rung, ...]:
        """Return the levels of a service's policy; raises Undecided."""
        if service.escalation_policy is None:
            raise Undecided("nothing says which policy it has", write="`escalation_policy:`")
        found = self.find(service.escalation_policy)
        if found is None:
            reason = f"escalation policy `{service.escalation_policy}` is not known here"
            raise Undecided(reason, _HERE)
        return self.levels(found)

    def levels(self, policy: Resource) -> tuple[Rung, ...]:
        """Return the levels of a policy; raises Undecided."""
        known = "escalation_rules" in policy.model_fields_set
        if not (known and isinstance(policy, EscalationPolicy)):
            raise Undecided("nothing says whom it notifies", write="`escalation_rules:`")
        return tuple(
            Rung(
                60 * rule.escalation_delay_in_minutes,
                tuple(self.rota(one) for one in rule.targets if one.kind == "schedule"),
                tuple(person(one) for one in rule.targets if one.kind == "user"),
                rule.round_robin,
            )
            for rule in policy.escalation_rules
        )

    def pause_of(self, service: Service) -> int:
        """Return for how many seconds notifications wait at most; raises Undecided."""
        name = "auto_pause_notifications_parameters"
        if name not in service.model_fields_set and not self.whole:
            raise Undecided("nothing says whether notifications pause first", write=f"`{name}:`")
        pause = service.auto_pause_notifications_parameters
        return (pause.timeout or _LONGEST_PAUSE) if pause.enabled else 0


_HERE = ("expect",)


@frozen(eq=False)
class WrittenRota:
    """A schedule that is written, or that an account has; `said` is what a reason begins with."""

    schedule: Schedule
    title: str
    now: datetime
    said: str = ""

    @cached_property
    def decided(self) -> oncall.AnySchedule:
        """The schedule with its own turns; raises Undecided."""
        return self._or_why(lambda: _with_zone(on_call(_made_of(self.schedule))))

    @cached_property
    def in_any_phase(self) -> oncall.AnySchedule:
        """The schedule with turns as they could be; raises Undecided."""
        return self._or_why(lambda: somehow(self.schedule, self.now))

    def is_alike(self, *, distinct: bool) -> bool:
        """Return True if any phase is the same but for who has which turn.

        So it is of one layer that says how long turns are. `distinct`: members who have several
        turns in a round make a difference, where turns are counted by the week.
        """
        if len(self.schedule.layers) != 1:
            return False
        (layer,) = self.schedule.layers
        if len({*layer.users}) <= 1:
            return True
        if distinct and len({*layer.users}) < len(layer.users):
            return False
        return layer.has_length and (layer.hands_over or not layer.restrictions)

    def _or_why(self, made: Callable[[], oncall.AnySchedule]) -> oncall.AnySchedule:
        try:
            return made()
        except Undecided as why:
            if not self.said:
                raise
            raise Undecided(f"{self.said}{why.reason}", _HERE, write=why.write) from None


@frozen(eq=False)
class RenderedRota:
    """A schedule of which all turns are known, overrides included."""

    title: str
    decided: oncall.AnySchedule

    @property
    def in_any_phase(self) -> oncall.AnySchedule:
        """The same: there is but one."""
        return self.decided

    def is_alike(self, *, distinct: bool) -> bool:  # noqa: ARG002 - as of all of them
        """Return False: nothing else is asked for."""
        return False


def expect_of(resource: Resource) -> Expect | None:
    """Return what a resource promises."""
    found: Expect | None = vars(resource).get("expect")
    return found


def is_promised(resource: Resource, *names: str) -> bool:
    """Return True if a resource makes one of some promises, kept or not."""
    expect = expect_of(resource)
    return expect is not None and any(expect.value(name) is not None for name in names)


def held_to(promising: Resource, state: Resource) -> Resource:
    """Return a resource as it is in some state, with what is promised of it."""
    return state.model_copy(update={"expect": expect_of(promising)})


def unpromised(resource: Resource) -> Resource:
    """Return a resource without what it promises, which is nothing that PagerDuty has."""
    return resource if expect_of(resource) is None else resource.without("expect")


def somehow(schedule: Schedule, now: datetime) -> oncall.AnySchedule:
    """The schedule as the engine takes it, whatever its phase; raises Undecided without a way."""
    return _with_zone(on_call_somehow(_made_of(schedule), now))


def _made_of(schedule: Schedule) -> Schedule:
    if not {"layers", "rotations"} & schedule.model_fields_set:
        raise Undecided("what it is made of is not known", write="`layers:` or `rotations:`")
    return schedule


def _with_zone(rendered: oncall.AnySchedule) -> oncall.AnySchedule:
    try:
        ZoneInfo(rendered.time_zone)
    except ZoneInfoNotFoundError:
        raise Undecided("its time zone is not known on this machine") from None
    return rendered


def local(when: datetime, schedule: oncall.AnySchedule) -> str:
    """A time by the clocks of a schedule, for people."""
    return when.astimezone(ZoneInfo(schedule.time_zone)).strftime("%a %-d %b %Y %H:%M")
