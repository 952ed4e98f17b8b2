"""The policy of a critical service asks everybody once, and never again.

Why: at three in the morning a phone is on silent, a battery empty, and the lead on a plane. When
the last level has waited in vain the incident stays open and nobody is told any more; the outage
goes on until somebody looks. A repeat begins again with the first level. What is not written is not
known, and nothing is said of it.

Bad:

```yaml
escalation_policies:
  web:
    num_loops: 0
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [ana@acme.example]}]
services:
  checkout: {escalation_policy: web, severity: critical}
```

Good:

```yaml
escalation_policies:
  web:
    num_loops: 3
    escalation_rules: [{escalation_delay_in_minutes: 10m, targets: [ana@acme.example]}]
services:
  checkout: {escalation_policy: web, severity: critical}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Related, Severity
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.lint.levels import policies_of
from pdsync.source import Config, place_of

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.ESCALATION
HABIT = True


def check(config: Config, _: LintContext) -> Iterator[Finding]:
    """Every policy without repeats that a critical service uses."""
    for entry, policy, services in policies_of(config, "critical"):
        if "num_loops" in policy.model_fields_set and not policy.num_loops:
            yield Finding(
                place_of(entry, ("num_loops",)),
                f"`{services[0].key}` is critical, and `{entry.key}` gives up when its last level "
                "has waited once",
                "write how often it begins again, such as `num_loops: 3`",
                (Related(f"service `{services[0].key}`", services[0].place),),
            )
