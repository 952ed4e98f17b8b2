"""A day that is to be left out of a rotation is not, or a rule ends a shift too early.

Why: PagerDuty leaves a shift out only where EXDATE is the very time at which it begins, in UTC or
on the clocks of a TZID. An hour off, as in summer, or as a date alone, it leaves out nothing, and
somebody is on call on a holiday. In the same way an UNTIL before the shift of its day leaves that
shift out. `except:` takes days, and reckons the times itself.

Bad:

```yaml
schedules:
  workdays:
    time_zone: Europe/London
    rotations:
      - shifts:
          start: 2026-11-30 09:00
          length: 9h
          rrule: ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "EXDATE:20270628T090000Z"]
        members: [ana@acme.example]
```

Good:

```yaml
schedules:
  workdays:
    time_zone: Europe/London
    rotations:
      - shifts: Mon-Fri 09:00-18:00
        except: [2027-06-28]
        members: [ana@acme.example]
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pdsync.diagnostics import Severity
from pdsync.kinds import Pattern, WrittenRotation, shift_starts, strays
from pdsync.lint._rotations import PlacedEvent, events
from pdsync.lint._rule import Finding, LintContext
from pdsync.source import Config
from pdsync.units import A_DAY, A_SECOND

SEVERITY = Severity.WARNING


def check(config: Config, _: LintContext) -> Iterator[Finding]:
    """Every such line of a rule, and every time or day of `except` that leaves nothing out."""
    for one in events(config):
        shifts = one.event.shifts
        if shifts is None:
            continue
        for stray in strays(shifts):
            yield Finding(one.place(*_field(one)), stray.message, stray.help)
        if isinstance(one.event, WrittenRotation):
            for place, day in enumerate(one.event.left_out):
                said = _nothing(shifts, day)
                if said:
                    yield Finding(one.place("except", place), *said)


def _field(one: PlacedEvent) -> tuple[str, ...]:
    fields = (("shifts", "rrule"), ("recurrence",))
    return next((field for field in fields if one.has(*field)), ())


def _nothing(shifts: Pattern, day: object) -> tuple[str, str] | None:
    """Explain a time at which no shift begins, or a day within a longer shift."""
    zone = ZoneInfo(shifts.zone)
    if isinstance(day, datetime):
        if shift_starts(shifts, day, day + A_SECOND):
            return None
        there = day.astimezone(zone)
        help_ = "write the time at which the shift begins, or the day alone"
        return f"no shift begins on {there:%a %-d %b %Y} at {there:%H:%M}", help_
    midnight = datetime.fromisoformat(f"{day}T00:00").replace(tzinfo=zone)
    length = timedelta(seconds=shifts.seconds)
    if shift_starts(shifts, midnight, midnight + A_DAY) or length <= A_DAY:
        return None
    before = shift_starts(shifts, midnight - length + A_SECOND, midnight)
    if not before:
        return None
    began = before[-1].astimezone(zone)
    return (
        f"no shift begins on {midnight:%a %-d %b %Y}: the one of {began:%a %-d %b} goes on",
        f"write {began.date()} to leave that one out, or make an override in PagerDuty for the day",
    )
