"""A rotation begins in more than 12 months.

Why: PagerDuty takes no event that takes effect later than that, so the apply would fail. A plan
says so as well.

Bad:

```yaml
schedules:
  support:
    time_zone: Europe/London
    rotations:
      - shifts: Mon-Fri 09:00-17:00
        members: [ana@acme.example]
        from: 2199-01-01 09:00
```

Good:

```yaml
schedules:
  support:
    time_zone: Europe/London
    rotations:
      - shifts: Mon-Fri 09:00-17:00
        members: [ana@acme.example]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Severity
from pdsync.kinds import TOO_FAR, Schedule, too_far
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.source import Config, place_of

SEVERITY = Severity.ERROR
SUBJECT = RuleSubject.SCHEDULES


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every rotation or event of one that begins too late."""
    for entry in config.of("schedule"):
        if isinstance(entry.resource, Schedule):
            for path in too_far(entry.resource, context.now):
                yield Finding(place_of(entry, path), *TOO_FAR)
