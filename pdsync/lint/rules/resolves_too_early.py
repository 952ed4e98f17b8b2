"""Incidents of a service resolve themselves before its last level has had its time.

Why: an incident that resolves itself wakes nobody any more. Where `auto_resolve_timeout` is shorter
than the way through all levels, the people on the later ones are asked too late or never: whoever
sleeps through the first call is the last who could have known, and in the morning all is green. Of
a service whose urgency is always low, which escalates to nobody, nothing is said.

Bad:

```yaml
escalation_policies:
  web:
    escalation_rules:
      - {escalation_delay_in_minutes: 30m, targets: [ana@acme.example]}
      - {escalation_delay_in_minutes: 30m, targets: [ben@acme.example]}
services:
  checkout:
    escalation_policy: web
    auto_resolve_timeout: 20m
```

Good:

```yaml
escalation_policies:
  web:
    escalation_rules:
      - {escalation_delay_in_minutes: 30m, targets: [ana@acme.example]}
      - {escalation_delay_in_minutes: 30m, targets: [ben@acme.example]}
services:
  checkout:
    escalation_policy: web
    auto_resolve_timeout: 4h
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from pdsync.diagnostics import Related, Severity
from pdsync.kinds import EscalationPolicy, Service, duration_words
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.lint.levels import never_escalates, services_at_work
from pdsync.source import Config, place_of
from pdsync.units import MINUTE

SEVERITY = Severity.WARNING
SUBJECT = RuleSubject.SERVICES
YIELDS_TO = ("here.other-unit",)


def check(config: Config, _: LintContext) -> Iterator[Finding]:
    """Every service whose incidents end before the last level has waited."""
    for entry, service in services_at_work(config):
        if not service.auto_resolve_timeout or never_escalates(service):
            continue
        if service.escalation_policy is None:
            continue
        used = config.meant(service.escalation_policy)
        policy = used.resource if used else None
        if used is None or not isinstance(policy, EscalationPolicy) or not policy.escalation_rules:
            continue
        ends = _ends(policy)
        if service.auto_resolve_timeout < ends[-1]:
            how = duration_words(service.auto_resolve_timeout)
            yield Finding(
                place_of(entry, ("auto_resolve_timeout",)),
                f"an incident of `{entry.key}` resolves itself after {how}, "
                f"{_too_late(ends, service)}",
                f"write {duration_words(ends[-1])} or more, or shorten the delays of the levels",
                (Related(f"escalation policy `{used.key}`", used.place),),
            )


def _ends(policy: EscalationPolicy) -> Sequence[int]:
    """The seconds after which each level has had its time."""
    delays = (rule.escalation_delay_in_minutes * MINUTE for rule in policy.escalation_rules)
    return list(accumulate(delays))


def _too_late(ends: Sequence[int], service: Service) -> str:
    timeout = service.auto_resolve_timeout or 0
    asked = 1 + sum(end < timeout for end in ends[:-1])
    if asked < len(ends):
        when = duration_words(ends[asked - 1])
        return f"and level {asked + 1} is notified after {when}: nobody on it ever is"
    left = duration_words(timeout - ([0, *ends])[asked - 1])
    return f"so that its last level has {left} of the time that it should have"
