"""Levels of an escalation policy that notify nobody new.

Why: whoever did not answer on one level is asked again on the next, and nobody else learns of the
incident until the level after it. It happens when two schedules have the same people in the same
weeks, or a person stands beside a schedule that has nobody else. What is looked at are the next
four weeks; times in which a level has nobody do not count. Schedules whose turns the YAML does not
decide are left out. `safety: {same_person: allow}` in `pdsync.yaml` says that it is meant.

Bad:

```yaml
schedules:
  first:
    time_zone: Europe/London
    layers: [{rotate: weekly, handoff: Mon 09:00, members: [ana@acme.example]}]
  second:
    time_zone: Europe/London
    layers: [{rotate: daily, handoff: 09:00, members: [ana@acme.example]}]
escalation_policies:
  web:
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [first]}
      - {escalation_delay_in_minutes: 10m, targets: [second]}
```

Good:

```yaml
schedules:
  first:
    time_zone: Europe/London
    layers: [{rotate: weekly, handoff: Mon 09:00, members: [ana@acme.example]}]
  second:
    time_zone: Europe/London
    layers: [{rotate: daily, handoff: 09:00, members: [ben@acme.example]}]
escalation_policies:
  web:
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [first]}
      - {escalation_delay_in_minutes: 10m, targets: [second]}
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from pdsync import oncall
from pdsync.diagnostics import Severity
from pdsync.kinds import EscalationPolicy, Ref, Schedule, Undecided, on_call, person
from pdsync.lint._rule import Finding, LintContext
from pdsync.source import Config, Entry, place_of

SEVERITY = Severity.WARNING

_AHEAD = timedelta(weeks=4)
_HELP = (
    "notify somebody else there; or `safety: {same_person: allow}` in pdsync.yaml, if it is meant"
)


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every level whose people are on the level before it whenever it has any."""
    if config.settings.safety.same_person == "allow":
        return
    people = _People(config, context.now)
    for entry in config.of("escalation_policy"):
        policy = entry.resource
        if not isinstance(policy, EscalationPolicy):
            continue
        for number, (upper, lower) in enumerate(pairwise(policy.escalation_rules), start=1):
            if people.are_never_new(upper.targets, lower.targets):
                yield Finding(
                    place_of(entry, ("escalation_rules", number, "targets")),
                    f"level {number + 1} notifies nobody new: whoever is on it is on level "
                    f"{number} already, in all of the next four weeks",
                    _HELP,
                )


@dataclass(frozen=True)
class _People:
    """People of levels in the next weeks; schedules are rendered once, and only where asked."""

    config: Config
    now: datetime
    known: dict[str, Sequence[oncall.Shift] | None] = field(default_factory=dict)

    def are_never_new(self, upper: Sequence[Ref], lower: Sequence[Ref]) -> bool:
        """Return True if the people of a level are always on the level before it."""
        if not self._named(lower) <= self._named(upper):
            return False  # as most are: nothing has to be rendered to know it
        above, below = self._shifts(upper), self._shifts(lower)
        if above is None or below is None:
            return False
        edges = {self.now, *(edge for one in (*above, *below) for edge in (one.start, one.end))}
        told = [(_at(above, when), _at(below, when)) for when in edges]
        return any(new for _, new in told) and all(new <= known for known, new in told)

    def _named(self, targets: Sequence[Ref]) -> frozenset[str]:
        """Everybody who is ever on call by some targets."""
        return frozenset(who for target in targets for who in self._people_of(target))

    def _people_of(self, target: Ref) -> Iterator[str]:
        if target.kind == "user":
            yield person(target)
        elif entry := self._entry(target):
            yield from (person(ref) for _, ref in entry.refs if ref.kind == "user")

    def _shifts(self, targets: Sequence[Ref]) -> list[oncall.Shift] | None:
        """The shifts of a level, a person's for the whole time; None if it is not decided."""
        found: list[oncall.Shift] = []
        for target in targets:
            shifts = self._shifts_of(target)
            if shifts is None:
                return None
            found += shifts
        return found

    def _shifts_of(self, target: Ref) -> Sequence[oncall.Shift] | None:
        if target.kind == "user":
            return [oncall.Shift(self.now, self.now + _AHEAD, person(target))]
        entry = self._entry(target)
        if entry is None or not isinstance(entry.resource, Schedule):
            return None
        if entry.key not in self.known:
            self.known[entry.key] = _rendered(entry.resource, self.now)
        return self.known[entry.key]

    def _entry(self, target: Ref) -> Entry | None:
        return self.config.find(target.kind, target.key) if target.key else None


def _rendered(schedule: Schedule, now: datetime) -> Sequence[oncall.Shift] | None:
    try:
        return oncall.final_shifts(on_call(schedule), now, now + _AHEAD)
    except Undecided:
        return None


def _at(level: Sequence[oncall.Shift], when: datetime) -> frozenset[str]:
    return frozenset(one.user for one in level if one.start <= when < one.end)
