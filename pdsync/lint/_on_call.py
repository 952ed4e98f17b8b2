"""Schedules as the engine takes them and who is on call by them, worked out once. Finds nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from datetime import datetime, timedelta

from pdsync import oncall
from pdsync.diagnostics import Related
from pdsync.frozen import frozen
from pdsync.kinds import Ref, Schedule, Undecided, on_call, person
from pdsync.lint._rule import LintContext
from pdsync.promises import somehow
from pdsync.source import Config, Entry

AHEAD = timedelta(weeks=4)
"""How far ahead people's shifts are looked at."""

NOBODYS_ZONES = frozenset(
    {"Etc/UTC", "UTC"}
    | {f"{area}{name}" for area in ("", "Etc/") for name in ("GMT", "GMT0", "GMT+0", "GMT-0")}
    | {"Greenwich", "Etc/Greenwich"}
)
"""Zones that say nothing of when people sleep."""


@frozen
class RenderedSchedules:
    """The schedules of a configuration; each is rendered once, and only where a rule asks."""

    config: Config
    now: datetime
    _shifts: dict[str, Sequence[oncall.Shift] | None] = field(default_factory=dict)
    _somehow: dict[str, oncall.AnySchedule | None] = field(default_factory=dict)

    def entry(self, target: Ref) -> Entry | None:
        """Return the schedule of this configuration that a target is; None for anything else."""
        return self.config.meant(target) if target.kind == "schedule" else None

    def shifts(self, target: Ref) -> Sequence[oncall.Shift] | None:
        """Return the next weeks' shifts of a schedule; None where the YAML does not decide them."""
        entry = self.entry(target)
        if entry is None or not isinstance(entry.resource, Schedule):
            return None
        if entry.key not in self._shifts:
            decided = self.decided(target, self.now + AHEAD)
            self._shifts[entry.key] = (
                oncall.final_shifts(decided, self.now, self.now + AHEAD) if decided else None
            )
        return self._shifts[entry.key]

    def decided(self, target: Ref, until: datetime) -> oncall.AnySchedule | None:
        """Return a schedule as it is from now until then; None where the YAML does not decide that.

        What is over or begins after that has no say in it. Turns that one person has alone need no
        deciding.
        """
        entry = self.entry(target)
        if entry is None or not isinstance(entry.resource, Schedule):
            return None
        try:
            return on_call(entry.resource, oncall.Span(self.now, until))
        except Undecided:
            made = self.in_any_phase(target)
            is_alone = made and all(len({*members}) == 1 for members in self._members(made))
            return made if is_alone else None

    def in_any_phase(self, target: Ref) -> oncall.AnySchedule | None:
        """Return a schedule with turns as they could be, for what does not depend on them.

        None where what else decides it is not written.
        """
        entry = self.entry(target)
        if entry is None or not isinstance(entry.resource, Schedule):
            return None
        if entry.key not in self._somehow:
            try:
                self._somehow[entry.key] = somehow(entry.resource, self.now)
            except Undecided:
                self._somehow[entry.key] = None
        return self._somehow[entry.key]

    def zone(self, target: Ref) -> str | None:
        """Return the clocks of a schedule: those that all of its rotations have, else its own.

        None where it is not written.
        """
        entry, made = self.entry(target), self.in_any_phase(target)
        if isinstance(made, oncall.ShiftSchedule):
            zones = {event.time_zone for one in made.rotations for event in one.events}
            if len(zones) == 1:
                return zones.pop()
        return getattr(entry.resource, "time_zone", None) if entry else None

    def people(self, target: Ref) -> frozenset[str] | None:
        """Return everybody who may be on call by a target, from now on; None where not written."""
        if target.kind == "user":
            return frozenset([person(target)])
        schedule = self.in_any_phase(target)
        if schedule is None:
            return None
        return frozenset(user for users in self._members(schedule) for user in users if user)

    def schedules(self, targets: Iterable[Ref]) -> tuple[Related, ...]:
        """Return the places of the schedules among some targets, each once."""
        found = filter(None, map(self.entry, dict.fromkeys(targets)))
        return tuple(Related(f"schedule `{one.key}`", one.place) for one in found)

    def _members(self, schedule: oncall.AnySchedule) -> Iterator[Sequence[str | None]]:
        """Yield the members of each part that is not over; None is nobody."""
        if isinstance(schedule, oncall.Schedule):
            yield from (one.users for one in schedule.layers if not one.end or one.end > self.now)
        else:
            events = (event for one in schedule.rotations for event in one.events)
            yield from (one.members for one in events if not one.until or one.until > self.now)


def on_call_by(config: Config, context: LintContext) -> RenderedSchedules:
    """Return who is on call by a configuration, the same for all rules of one run."""
    known: RenderedSchedules = context.memory.setdefault(
        "on call", RenderedSchedules(config, context.now)
    )
    return known
