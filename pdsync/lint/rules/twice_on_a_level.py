"""The same person or schedule is on one level of an escalation policy twice.

Why: it looks like two people who are called at once, and is one phone. The second target was
somebody else once, or the same schedule by its key and by its name; whoever reads the policy counts
on a person who is not there. A round robin gives such a person two incidents of three. The same
target written twice in the same way is an error in any case.

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

from collections.abc import Iterator, Mapping, Sequence

from pdsync.diagnostics import Severity
from pdsync.kinds import EscalationPolicy, Ref
from pdsync.lint._on_call import RenderedSchedules, on_call_by
from pdsync.lint._rule import Finding, LintContext
from pdsync.source import Config, folded_name, place_of

SEVERITY = Severity.WARNING


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every target that is another one of its level, by another name."""
    on_call = on_call_by(config, context)
    named = _schedules_by_name(config)
    for entry in config.of("escalation_policy"):
        policy = entry.resource
        if not isinstance(policy, EscalationPolicy):
            continue
        for level, rule in enumerate(policy.escalation_rules):
            for index, message in _again(rule.targets, on_call, named):
                place = place_of(entry, ("escalation_rules", level, "targets", index))
                yield Finding(place, message, "write somebody else there, or delete it")


def _schedules_by_name(config: Config) -> Mapping[str, str]:
    """Return the key of each schedule here by its name."""
    return {
        folded_name("schedule", entry.resource.name): entry.key
        for entry in config.of("schedule")
        if entry.resource.name
    }


def _again(
    targets: Sequence[Ref], on_call: RenderedSchedules, named: Mapping[str, str]
) -> Iterator[tuple[int, str]]:
    keys: set[Ref] = set()
    alone: set[str] = set()
    for index, target in enumerate(targets if len(targets) > 1 else ()):
        here = _here(target, named)
        people = on_call.people(here)
        person = next(iter(people)) if people and len(people) == 1 else None
        if here in keys:
            yield index, f"this is the schedule `{here.key}`, which is on this level already"
        elif person in alone:
            yield index, f"this notifies {person}, who is on this level already, and nobody else"
        keys.add(here)
        alone |= {person} if person else set()


def _here(target: Ref, named: Mapping[str, str]) -> Ref:
    """Return a target by its key, also where it is written by a name that is in the files."""
    if target.kind == "schedule" and target.name:
        key = named.get(folded_name("schedule", target.name))
        return Ref("schedule", key=key) if key else target
    return target
