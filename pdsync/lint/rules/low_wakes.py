"""A service of `severity: low` has high urgency around the clock.

Why: it wakes somebody at three in the morning for what can wait until nine. Who is woken for little
sleeps through what matters.

Bad:

```yaml
services:
  reports: {escalation_policy: {name: Data}, severity: low, incident_urgency_rule: high}
```

Good:

```yaml
services:
  reports: {escalation_policy: {name: Data}, severity: low, incident_urgency_rule: low}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Severity
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.lint.levels import services_at_work, urgencies
from pdsync.source import Config, place_of

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.SERVICES
HABIT = True


def check(config: Config, _: LintContext) -> Iterator[Finding]:
    """Every service that is written to be of low severity and always urgent."""
    for entry, service in services_at_work(config):
        if service.severity == "low" and urgencies(service) == {"high"}:
            yield Finding(
                place_of(entry, ("incident_urgency_rule",)),
                f"`{entry.key}` is of low severity and wakes people at any hour",
                "write `low`, or `high` in support hours only; or a higher `severity`",
            )
