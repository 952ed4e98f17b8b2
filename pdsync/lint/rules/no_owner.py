"""A policy that services use is owned by no team, and so are its services.

Why: an incident is sent where nobody feels meant, a review has no team to invite, and in PagerDuty
the service stands on nobody's page. A service belongs to the team of its escalation policy. It is
told where `team:` is written as null; a team that is not written is not known.

Bad:

```yaml
escalation_policies:
  web:
    team: null
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [ana@acme.example]}]
services:
  checkout: {escalation_policy: web}
```

Good:

```yaml
teams: {payments: {}}
escalation_policies:
  web:
    team: payments
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [ana@acme.example]}]
services:
  checkout: {escalation_policy: web}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Related, Severity
from pdsync.kinds import EscalationPolicy
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.lint.levels import services_at_work
from pdsync.source import Config, place_of

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.ESCALATION
HABIT = True


def check(config: Config, _: LintContext) -> Iterator[Finding]:
    """Every policy that is used and written to have no team."""
    for entry in config.of("escalation_policy"):
        policy = entry.resource
        if not isinstance(policy, EscalationPolicy) or policy.team is not None:
            continue
        services = [
            one
            for one, service in services_at_work(config)
            if service.escalation_policy and config.meant(service.escalation_policy) is entry
        ]
        if "team" in policy.model_fields_set and services:
            more = len(services) - 1
            others = f", nor {more if more > 1 else 'one'} more" if more else ""
            yield Finding(
                place_of(entry, ("team",)),
                f"no team owns `{entry.key}`, and so none owns `{services[0].key}`{others}",
                "write the key of the team that answers for them",
                (Related(f"service `{services[0].key}`", services[0].place),),
            )
