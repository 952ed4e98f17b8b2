"""A rotation begins in more than 12 months.

Why: PagerDuty takes no event that takes effect later than that, so the apply would fail.

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
from datetime import datetime, timedelta

from pdsync.diagnostics import Severity
from pdsync.kinds import Schedule
from pdsync.lint._rule import Finding
from pdsync.source import Config, place_of

SEVERITY = Severity.ERROR
_AHEAD = timedelta(days=365)


def check(config: Config, now: datetime) -> Iterator[Finding]:
    """Every rotation or event of one that begins too late."""
    for entry in config.of("schedule"):
        schedule = entry.resource
        for index, one in enumerate(schedule.rotations if isinstance(schedule, Schedule) else ()):
            if any(part.since and part.since > now + _AHEAD for part in one.parts):
                yield Finding(
                    place_of(entry, ("rotations", index, "since")),
                    "this rotation begins in more than 12 months, and PagerDuty takes no such",
                    "write an earlier `from`, or add the rotation when its time comes",
                )
