"""There are times at which no level of an escalation policy has anybody.

Why: PagerDuty makes no incident then. An alert at such a minute wakes nobody, stands in no list and
is not made up for later: whoever finds the damage in the morning finds no incident. It is proved
for all time, changes of the clocks included, for whatever phase rotations have; where that takes
the account to know, nothing is said. A person as the target of a level is always there. A policy
that says in `expect:` when somebody is on call or how soon one is notified, all of whose services
say so, or all of whose schedules say when somebody is on call, means its gaps: where it is not so,
`broken-promise` says it.

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
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [web]}]
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
from pdsync.lint.levels import gaps_in, judged_by_services
from pdsync.promises import is_promised
from pdsync.source import Config

SEVERITY = Severity.WARNING
SUBJECT = RuleSubject.ESCALATION

_DECIDE = ("coverage", "answers_within")

_HELP = (
    "add a level with somebody who is always there, or cover that time; if it is meant, say so: "
    "`expect: {coverage: …}`"
)


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every policy without anybody on any level at some minute."""
    gaps, judged = gaps_in(config, context), judged_by_services(config, *_DECIDE)
    for entry in config.of("escalation_policy"):
        policy = entry.resource
        if not isinstance(policy, EscalationPolicy):
            continue
        targets = [one for rule in policy.escalation_rules for one in rule.targets]
        is_decided = is_promised(policy, *_DECIDE) or entry.key in judged
        is_meant = is_decided or gaps.are_meant(targets)
        when = None if is_meant else gaps.told(targets)
        if when:
            yield Finding(
                entry.places.key(("escalation_rules",)),
                f"no level of `{entry.key}` has anybody {when}: PagerDuty makes no incident then, "
                "and nobody is woken by what breaks",
                _HELP,
                gaps.on_call.schedules(targets),
            )
