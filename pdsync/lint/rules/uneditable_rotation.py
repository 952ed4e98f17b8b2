"""A rotation has shifts that PagerDuty's own editor cannot open.

Why: the API takes any rule, but on its page PagerDuty lets nobody edit a weekly rotation unless
every member has whole weeks of it: as many shifts as there are days in the week, or a multiple.
Nothing is wrong with who is on call.

Bad:

```yaml
schedules:
  support:
    time_zone: Europe/London
    rotations:
      - shifts: Mon-Fri 09:00-17:00
        members: [ana@acme.example, ben@acme.example]
        per_member: 3
```

Good:

```yaml
schedules:
  support:
    time_zone: Europe/London
    rotations:
      - shifts: Mon-Fri 09:00-17:00
        members: [ana@acme.example, ben@acme.example]
        per_member: 5
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pdsync.diagnostics import Severity
from pdsync.kinds import Schedule
from pdsync.lint._rule import Finding
from pdsync.source import Config, place_of

SEVERITY = Severity.WARNING


def check(config: Config, _: datetime) -> Iterator[Finding]:
    """Every weekly rotation whose members do not have whole weeks."""
    for entry in config.of("schedule"):
        schedule = entry.resource
        for index, one in enumerate(schedule.rotations if isinstance(schedule, Schedule) else ()):
            days = len(one.shifts.days or ()) if one.shifts else 0
            if one.everyone or len(one.members) <= 1 or not days or not one.per_member % days:
                continue
            written = "per_member" in one.model_fields_set and one.rotate is None
            yield Finding(
                place_of(entry, ("rotations", index, *(("per_member",) if written else ()))),
                f"PagerDuty's own editor cannot open this rotation: {one.per_member} of {days} "
                "shifts a week for each member",
                f"write `per_member: {days}` for a week each, or edit it here alone",
            )
