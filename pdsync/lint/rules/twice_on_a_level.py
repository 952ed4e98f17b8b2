"""The same person or schedule is on one level of an escalation policy twice.

Why: it looks like two people who are called at once, and is one phone. The second target was
somebody else once, or the same schedule by its key and by its name; whoever reads the policy counts
on a person who is not there. A round robin gives such a person two incidents of three. So it is of
two schedules that put the same people on call, for all of the next four weeks. The same target
written twice in the same way is an error in any case.

Bad:

```yaml
schedules:
  lead:
    time_zone: Europe/London
    layers: [{rotate: weekly, handoff: Mon 09:00, members: [ana@acme.example]}]
escalation_policies:
  web:
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [lead, ana@acme.example]}
```

Good:

```yaml
schedules:
  lead:
    time_zone: Europe/London
    layers: [{rotate: weekly, handoff: Mon 09:00, members: [ana@acme.example]}]
escalation_policies:
  web:
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [lead, ben@acme.example]}
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pdsync.diagnostics import Severity
from pdsync.kinds import EscalationPolicy, Ref
from pdsync.lint._on_call import RenderedSchedules, on_call_by
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.source import Config, place_of

SEVERITY = Severity.WARNING
SUBJECT = RuleSubject.ESCALATION


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every target that is another one of its level, by another name."""
    on_call = on_call_by(config, context)
    for entry in config.of("escalation_policy"):
        policy = entry.resource
        if not isinstance(policy, EscalationPolicy):
            continue
        for level, rule in enumerate(policy.escalation_rules):
            for index, message in _again(rule.targets, on_call):
                yield Finding(
                    place_of(entry, ("escalation_rules", level, "targets", index)),
                    message,
                    "write somebody else there, or delete it",
                    on_call.schedules([rule.targets[index]]),
                )


def _again(targets: Sequence[Ref], on_call: RenderedSchedules) -> Iterator[tuple[int, str]]:
    keys: set[str] = set()
    alone: set[str] = set()
    for index, target in enumerate(targets if len(targets) > 1 else ()):
        here = on_call.entry(target)
        people = on_call.people(target)
        person = next(iter(people)) if people and len(people) == 1 else None
        if here and here.key in keys:
            yield index, f"this is the schedule `{here.key}`, which is on this level already"
        elif person in alone:
            yield index, f"this notifies {person}, who is on this level already, and nobody else"
        elif here and (same := _alike(target, targets[:index], on_call)):
            yield (
                index,
                f"`{here.key}` puts the same people on call as `{same}`, which is on this level "
                "already, in all of the next four weeks",
            )
        keys |= {here.key} if here else set()
        alone |= {person} if person else set()


def _alike(target: Ref, before: Sequence[Ref], on_call: RenderedSchedules) -> str | None:
    """Return the first schedule by which the same people are on call; None if by none."""
    for other in before:
        entry = on_call.entry(other)
        # As most are not: nothing has to be rendered to know it.
        if entry and on_call.people(other) == on_call.people(target):
            shifts = on_call.shifts(target)
            if shifts and shifts == on_call.shifts(other):
                return entry.key
    return None
