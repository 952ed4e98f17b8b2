"""There are times at which a level of an escalation policy has nobody.

Why: PagerDuty skips such a level at once. Whoever stands on the next one, and is used to hearing of
incidents that others could not mend, is then the first to be woken; on a Saturday the lead has all
the calls, and if they sleep through one, the level that was to catch it is gone. It is proved for
all time, for whatever phase rotations have; where that takes the account to know, nothing is said.
Times at which no level has anybody are `nobody-on-call`. Schedules that say in `expect:` when
somebody is on call mean their gaps.

Bad:

```yaml
schedules:
  web:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example]
        only: Mon-Fri 09:00-17:00
escalation_policies:
  web:
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [web]}
      - {escalation_delay_in_minutes: 10m, targets: [chloe@acme.example]}
```

Good:

```yaml
schedules:
  web:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example]
        only: Mon-Fri 09:00-17:00
    expect: {coverage: Mon-Fri 09:00-17:00}
escalation_policies:
  web:
    escalation_rules:
      - {escalation_delay_in_minutes: 10m, targets: [web]}
      - {escalation_delay_in_minutes: 10m, targets: [chloe@acme.example]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Severity
from pdsync.kinds import EscalationPolicy
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.lint.levels import gaps_in
from pdsync.source import Config, place_of

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.ESCALATION
HABIT = True
YIELDS_TO = ("beside.never-on-call",)


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every level that is empty at times, of policies that have somebody on another one then."""
    gaps = gaps_in(config, context)
    for entry in config.of("escalation_policy"):
        policy = entry.resource
        if not isinstance(policy, EscalationPolicy):
            continue
        if gaps.told([one for rule in policy.escalation_rules for one in rule.targets]):
            continue
        for index, rule in enumerate(policy.escalation_rules):
            when = None if gaps.are_meant(rule.targets) else gaps.told(rule.targets)
            if when:
                yield Finding(
                    place_of(entry, ("escalation_rules", index, "targets")),
                    f"level {index + 1} of `{entry.key}` has nobody {when}: PagerDuty skips it "
                    "then",
                    "cover that time; if it is meant, say so: `expect: {coverage: …}` on each "
                    "schedule",
                    gaps.on_call.schedules(rule.targets),
                )
