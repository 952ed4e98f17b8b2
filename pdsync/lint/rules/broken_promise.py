"""A schedule does not keep what its `expect:` promises.

Why: the promise says what somebody relies on. `coverage` is proved for all time, changes of the
clocks included, for whatever phase the rotations have; `max_consecutive` for a year ahead. Where
that takes the account to know, `pdsync plan` proves it. A plan is stopped by a promise that it
breaks or makes worse; one that is broken in the account and that it leaves so is a warning there.

Bad:

```yaml
schedules:
  support:
    time_zone: Europe/London
    layers:
      - name: Days
        rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example]
        only: Mon-Fri 09:00-17:00
    expect:
      coverage: always
```

Good:

```yaml
schedules:
  support:
    time_zone: Europe/London
    layers:
      - name: Days
        rotate: weekly
        handoff: Mon 09:00
        members: [ana@acme.example, ben@acme.example]
        only: Mon-Fri 09:00-17:00
    expect:
      coverage: Mon-Fri 09:00-17:00
```
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from pdsync.diagnostics import Severity
from pdsync.kinds import Schedule, Undecided
from pdsync.lint._rule import Finding, LintContext
from pdsync.promises import broken_promises
from pdsync.source import Config, place_of

SEVERITY = Severity.ERROR


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every promise that is broken of a schedule whose layers or rotations are written."""
    for entry in config.of("schedule"):
        schedule = entry.resource
        if not isinstance(schedule, Schedule) or not schedule.expect:
            continue
        with suppress(Undecided):
            for one in broken_promises(schedule, schedule.expect, context.now):
                yield Finding(place_of(entry, ("expect", one.field)), one.message, one.help)
