"""A level waits too long for the severity of its services, or for less than it takes to answer.

Why: where customers cannot pay, and the first level sleeps, an hour passes before the second one
hears of it. A delay of a minute is over before anybody has found their phone: the whole policy is
awake at once, and each believes that another has taken it. Of critical services no level should
wait for more than 30 minutes, of those of high severity for more than two hours, and no level for
less than three minutes. Services of low urgency do not escalate, and nothing is said of them.

Bad:

```yaml
escalation_policies:
  web:
    escalation_rules:
      - {escalation_delay_in_minutes: 1h, targets: [ana@acme.example]}
      - {escalation_delay_in_minutes: 10m, targets: [ben@acme.example]}
services:
  checkout: {escalation_policy: web, severity: critical}
```

Good:

```yaml
escalation_policies:
  web:
    escalation_rules:
      - {escalation_delay_in_minutes: 5m, targets: [ana@acme.example]}
      - {escalation_delay_in_minutes: 10m, targets: [ben@acme.example]}
services:
  checkout: {escalation_policy: web, severity: critical}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Related, Severity
from pdsync.kinds import EscalationPolicy, Service, duration_words
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.lint.levels import never_escalates, policies_of
from pdsync.source import Config, Entry, place_of
from pdsync.units import MINUTE

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.ESCALATION
HABIT = True
YIELDS_TO = ("here.other-unit",)

_LONGEST = {"critical": 30, "high": 120}
"""Minutes that a level may wait, the worst first."""
_SHORTEST = 3
_DELAY = "escalation_delay_in_minutes"


def check(config: Config, _: LintContext) -> Iterator[Finding]:
    """The first level of each policy that waits too long, and the first that waits too little."""
    said: set[str] = set()
    for severity, most in _LONGEST.items():
        for entry, policy, services in policies_of(config, severity):
            loud = [one for one in services if not _is_quiet(one)]
            if loud and entry.key not in said:
                said.add(entry.key)
                yield from _slow(entry, policy, most, loud[0])
    for entry in config.of("escalation_policy"):
        if isinstance(entry.resource, EscalationPolicy):
            yield from _hasty(entry, entry.resource)


def _is_quiet(service: Entry) -> bool:
    """Return True for a service that is written never to escalate."""
    return isinstance(service.resource, Service) and never_escalates(service.resource)


def _slow(entry: Entry, policy: EscalationPolicy, most: int, service: Entry) -> Iterator[Finding]:
    # What the last level waits for is a repeat, and nobody new.
    for level, rule in enumerate(policy.escalation_rules[:-1]):
        delay = rule.escalation_delay_in_minutes
        if delay > most:
            severity = getattr(service.resource, "severity", None)
            yield Finding(
                place_of(entry, ("escalation_rules", level, _DELAY)),
                f"level {level + 2} hears of an incident {duration_words(delay * MINUTE)} after "
                f"level {level + 1}, and `{service.key}` is of {severity} severity",
                f"write {duration_words(most * MINUTE)} or less",
                (Related(f"service `{service.key}`", service.place),),
            )
            return


def _hasty(entry: Entry, policy: EscalationPolicy) -> Iterator[Finding]:
    for level, rule in enumerate(policy.escalation_rules[:-1]):
        delay = rule.escalation_delay_in_minutes
        if delay < _SHORTEST:
            yield Finding(
                place_of(entry, ("escalation_rules", level, _DELAY)),
                f"level {level + 1} has {duration_words(delay * MINUTE)} to wake up and answer",
                f"write {_SHORTEST} minutes or more",
            )
            return
