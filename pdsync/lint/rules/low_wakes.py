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
from pdsync.kinds import Service
from pdsync.lint._rule import Finding, LintContext
from pdsync.source import Config, place_of

SEVERITY = Severity.INFO
HABIT = True


def check(config: Config, _: LintContext) -> Iterator[Finding]:
    """Every service that is written to be of low severity and always urgent."""
    for entry in config.of("service"):
        service = entry.resource
        if not isinstance(service, Service) or service.severity != "low":
            continue
        rule = service.incident_urgency_rule
        urgencies = {rule.urgency, rule.during_support_hours, rule.outside_support_hours} - {None}
        if "incident_urgency_rule" in service.model_fields_set and urgencies == {"high"}:
            yield Finding(
                place_of(entry, ("incident_urgency_rule",)),
                f"`{entry.key}` is of low severity and wakes people at any hour",
                "write `low`, or `high` in support hours only; or a higher `severity`",
            )
