"""The rules of a time zone that decides who is on call have changed, and PagerDuty may not know.

Why: countries change their clocks by new rules, often at short notice, and whoever has old ones is
an hour off. pdsync goes by the newer of the databases on this machine, the system's or that of the
package `tzdata`. Where the two differ within 12 months from now on, rules are new, and nobody can
see which ones PagerDuty goes by: `pdsync oncall --verify` compares what it renders.

Bad, where one of the two does not know yet that clocks in Vancouver are no longer changed:

```yaml
schedules:
  support:
    time_zone: America/Vancouver
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example]
```

Good, as would be the other once PagerDuty shows the same times:

```yaml
schedules:
  support:
    time_zone: Europe/London
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.diagnostics import Severity
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.lint._zones import deciding
from pdsync.source import Config, place_of
from pdsync.zones import changed_rules

SEVERITY = Severity.WARNING
SUBJECT = RuleSubject.SCHEDULES


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every zone for which the database that is used differs from another, where it is written."""
    uses = deciding(config) if context.databases else {}
    for found in changed_rules(uses, context.databases, context.now):
        yield Finding(place_of(*uses[found.zone]), found.message, found.help)
