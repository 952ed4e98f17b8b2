"""A service that may wake somebody never asks again once an incident is acknowledged.

Why: people acknowledge half asleep, put the phone down and sleep on. Without
`acknowledgement_timeout` the incident is theirs for good: it escalates to nobody, and everybody who
looks sees that somebody has it. It is told of services of severity `critical` and `high`, and of
those without a severity whose incidents are urgent, where the timeout is written as null or 0. One
that is not written is not known.

Bad:

```yaml
services:
  checkout:
    escalation_policy: {name: Payments}
    severity: critical
    acknowledgement_timeout: null
```

Good:

```yaml
services:
  checkout:
    escalation_policy: {name: Payments}
    severity: critical
    acknowledgement_timeout: 30m
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Severity
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.lint.levels.severities import may_wake
from pdsync.source import Config, place_of

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.SERVICES
HABIT = True


def check(config: Config, _: LintContext) -> Iterator[Finding]:
    """Every such service with a timeout of never."""
    for entry, service in may_wake(config, ("critical", "high")):
        is_written = "acknowledgement_timeout" in service.model_fields_set
        if is_written and not service.acknowledgement_timeout:
            yield Finding(
                place_of(entry, ("acknowledgement_timeout",)),
                f"whoever acknowledges an incident of `{entry.key}` and falls asleep again has it "
                "for good: nobody else is asked",
                "write after how long it notifies again, such as `30m`",
            )
