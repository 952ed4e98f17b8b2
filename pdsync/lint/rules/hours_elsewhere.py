"""Support hours are on other clocks than the schedules of the people who answer.

Why: support hours say when an incident is urgent, because somebody is at work. Nine to five in
London is the middle of the night in Sydney: what comes in while people sleep wakes them, and what
comes in while they are at their desks waits. Clocks that agree all year are the same. It is told
where the policy of the service names schedules of this configuration, none of which is on those
clocks; of schedules in UTC, which is nobody's clock, nothing is said.

Bad:

```yaml
schedules:
  data:
    time_zone: Australia/Sydney
    layers: [{rotate: weekly, handoff: Mon 09:00, members: [ana@acme.example, ben@acme.example]}]
escalation_policies:
  data: {escalation_rules: [{escalation_delay_in_minutes: 30m, targets: [data]}]}
services:
  reports:
    escalation_policy: data
    incident_urgency_rule: {during_support_hours: high, outside_support_hours: low}
    support_hours:
      {time_zone: Europe/London, start_time: 09:00, end_time: 17:00, days_of_week: Mon-Fri}
```

Good:

```yaml
schedules:
  data:
    time_zone: Australia/Sydney
    layers: [{rotate: weekly, handoff: Mon 09:00, members: [ana@acme.example, ben@acme.example]}]
escalation_policies:
  data: {escalation_rules: [{escalation_delay_in_minutes: 30m, targets: [data]}]}
services:
  reports:
    escalation_policy: data
    incident_urgency_rule: {during_support_hours: high, outside_support_hours: low}
    support_hours:
      {time_zone: Australia/Sydney, start_time: 09:00, end_time: 17:00, days_of_week: Mon-Fri}
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pdsync.diagnostics import Related, Severity
from pdsync.kinds import deciding_zones
from pdsync.lint._on_call import NOBODYS_ZONES
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.lint._zones import offsets
from pdsync.lint.levels import services_at_work, urgencies
from pdsync.source import Config, Entry, place_of

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.SERVICES
HABIT = True


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every service with hours on clocks of none of the schedules that its policy names."""
    for entry, service in services_at_work(config):
        hours = service.support_hours
        schedules = _schedules(entry, config)
        if hours is None or hours.time_zone is None or len(urgencies(service)) <= 1:
            continue
        found = dict.fromkeys(zone for one in schedules for zone in _zones(one))
        zones = [one for one in found if one is not None and one not in NOBODYS_ZONES]
        if not zones or len(zones) < len(found):
            continue
        here = offsets(hours.time_zone, context.now)
        if all(offsets(zone, context.now) != here for zone in zones):
            yield Finding(
                place_of(entry, ("support_hours", "time_zone")),
                f"the hours of `{entry.key}` are those of {hours.time_zone}, and whoever answers "
                f"is on call on the clocks of {' and '.join(zones)}",
                "write the hours of the people who answer, on their clocks",
                (Related(f"schedule `{schedules[0].key}`", schedules[0].place),),
            )


def _zones(schedule: Entry) -> Sequence[str | None]:
    """Return the clocks that decide who is on call by a schedule; None where nothing says them.

    Rotations may have clocks of their own.
    """
    found = [zone for _, zone in deciding_zones(schedule.resource)]
    return found or [getattr(schedule.resource, "time_zone", None)]


def _schedules(service: Entry, config: Config) -> Sequence[Entry]:
    """The schedules that the policy of a service names."""
    policies = (config.meant(ref) for _, ref in service.refs if ref.kind == "escalation_policy")
    refs = [ref for one in policies if one for _, ref in one.refs if ref.kind == "schedule"]
    return [one for ref in refs if (one := config.meant(ref))]
