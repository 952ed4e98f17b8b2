"""A service that may wake somebody has no runbook.

Why: whoever is woken has not seen this part for months, and begins with finding out what it is.
The page need not say much; where to look first and how to roll back are worth an hour. It is told
of services of severity `critical` and `high`, or as `severities` says, and of those without a
severity whose incidents are urgent. `runbook:` is written nowhere but here, so that a service
without it has none.

Bad:

```yaml
services:
  checkout: {escalation_policy: {name: Payments}, severity: critical}
```

Good:

```yaml
services:
  checkout:
    escalation_policy: {name: Payments}
    severity: critical
    runbook: https://wiki.acme.example/checkout
```
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from pdsync.diagnostics import Severity
from pdsync.kinds import Listed, one_of
from pdsync.lint._rule import Finding, LintContext, RuleSettings, RuleSubject
from pdsync.lint.levels.severities import may_wake
from pdsync.source import Config

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.SERVICES
HABIT = True


class SeveritiesInNeed(RuleSettings):
    """The severities of services that need a runbook."""

    severities: Annotated[
        Listed[Annotated[str, one_of("critical", "high", "medium", "low")]],
        Field(description="Of which severity a service needs one: critical and high unless said."),
    ] = ("critical", "high")


OPTIONS = SeveritiesInNeed


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every such service without one."""
    severities = context.options(SeveritiesInNeed).severities
    for entry, service in may_wake(config, severities):
        if not service.runbook:
            is_so = f"is of severity {service.severity}" if service.severity else "may wake people"
            yield Finding(
                entry.place,
                f"`{entry.key}` {is_so} and has no runbook",
                f"write `runbook:`; `pdsync init --runbook {entry.key}` makes a page to fill in",
            )
