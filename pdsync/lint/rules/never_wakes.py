"""A service of `severity: critical` or `high` is written to be of low urgency at all hours.

Why: customers cannot pay, the incident is made, and it waits in a list until somebody looks: low
urgency escalates to nobody, and by most people's own settings it rings no phone. Often it was
turned down for a noisy week, and never up again.

Bad:

```yaml
services:
  checkout: {escalation_policy: {name: Payments}, severity: critical, incident_urgency_rule: low}
```

Good:

```yaml
services:
  checkout: {escalation_policy: {name: Payments}, severity: critical, incident_urgency_rule: high}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Severity
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.lint.levels import never_escalates, services_at_work
from pdsync.source import Config, place_of

SEVERITY = Severity.WARNING
SUBJECT = RuleSubject.SERVICES

_SEVERE = ("critical", "high")


def check(config: Config, _: LintContext) -> Iterator[Finding]:
    """Every such service."""
    for entry, service in services_at_work(config):
        if service.severity in _SEVERE and never_escalates(service):
            yield Finding(
                place_of(entry, ("incident_urgency_rule",)),
                f"`{entry.key}` is of {service.severity} severity, and its incidents are of low "
                "urgency at all hours: they wake nobody, and escalate to nobody",
                "write `high`, or `high` at some hours; or a lower `severity`",
            )
