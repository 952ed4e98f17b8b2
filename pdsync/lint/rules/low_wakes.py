"""A service of `severity: low` has high urgency around the clock, or at night.

Why: it wakes somebody at three in the morning for what can wait until nine. Who is woken for little
sleeps through what matters. It is told too where incidents are urgent outside of support hours, or
the hours are those of a night: often the two urgencies were written the wrong way round.

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
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.lint.levels import services_at_work, urgencies
from pdsync.source import Config, place_of
from pdsync.units import HOUR
from pdsync.wall_times import second_of_day

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.SERVICES
HABIT = True

_NIGHT = 3 * HOUR


def check(config: Config, _: LintContext) -> Iterator[Finding]:
    """Every service that is written to be of low severity and always urgent."""
    for entry, service in services_at_work(config):
        when = _wakes(service) if service.severity == "low" else ""
        if when:
            yield Finding(
                place_of(entry, ("incident_urgency_rule",)),
                f"`{entry.key}` is of low severity and wakes people {when}",
                "write `low`, or `high` in support hours only; or a higher `severity`",
            )


def _wakes(service: Service) -> str:
    """Describe when a service is written to wake people at night; nothing for never."""
    if urgencies(service) == {"high"}:
        return "at any hour"
    rule, hours = service.incident_urgency_rule, service.support_hours
    if "incident_urgency_rule" not in service.model_fields_set or hours is None:
        return ""
    if rule.outside_support_hours == "high":
        return "outside of its support hours, at night"
    if rule.during_support_hours != "high" or not (hours.start_time and hours.end_time):
        return ""
    start, end = second_of_day(hours.start_time), second_of_day(hours.end_time)
    is_at_night = start <= _NIGHT < end if start < end else not end <= _NIGHT < start
    return "at night, within its support hours" if is_at_night else ""
