"""An escalation policy has one level, or one person on all of its levels.

Why: whoever is asked may be on a train, in a tunnel or asleep beside a phone without battery. Then
nobody else ever learns of the incident, however often the policy begins again. Where all services
that use it are written to be of low urgency, which does not escalate, nothing is said.

Bad:

```yaml
escalation_policies:
  web:
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [ana@acme.example]}]
```

Good:

```yaml
escalation_policies:
  web:
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [ana@acme.example]}
      - {escalation_delay_in_minutes: 10m, targets: [ben@acme.example]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Severity
from pdsync.kinds import EscalationPolicy
from pdsync.lint._on_call import RenderedSchedules, on_call_by
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.lint.levels import judged_by_services, never_asked
from pdsync.source import Config

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.ESCALATION
HABIT = True
YIELDS_TO = ("nobody-new", "nobody-new-at-times", "expect.distinct_people")


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every policy with one level or one person."""
    on_call = on_call_by(config, context)
    quiet = never_asked(config) | judged_by_services(config, "distinct_people")
    for entry in config.of("escalation_policy"):
        policy = entry.resource
        if not isinstance(policy, EscalationPolicy) or entry.key in quiet:
            continue
        alone = _only_person(policy, on_call)
        if alone:
            message = (
                f"{alone} is the only person on all levels of `{entry.key}`: when they do not "
                "hear, nobody does"
            )
            how = "add a level with somebody else"
        elif len(policy.escalation_rules) == 1:
            message = (
                f"`{entry.key}` has one level: when whoever is on it does not answer, nobody else "
                "hears"
            )
            how = "add a level with other people"
        else:
            continue
        yield Finding(entry.places.key(("escalation_rules",)), message, how)


def _only_person(policy: EscalationPolicy, on_call: RenderedSchedules) -> str | None:
    people: set[str] = set()
    for target in (one for rule in policy.escalation_rules for one in rule.targets):
        members = on_call.people(target)
        if members is None:
            return None
        people |= members
    return people.pop() if len(people) == 1 else None
