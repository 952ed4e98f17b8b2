"""A turn or a shift begins or ends at an hour that clocks skip or show twice, or counts hours.

Why: where clocks are put forward an hour does not exist, and where they are put back it comes
twice. What PagerDuty makes of a hand-off then is not documented, so somebody may be on call for an
hour less or more than planned. Shifts by `FREQ=HOURLY` count hours of the clock through it.

Bad, since clocks in London skip that hour in March:

```yaml
schedules:
  support:
    time_zone: Europe/London
    layers:
      - name: Nights
        rotate: daily
        handoff: 01:30
        members: [ana@acme.example, ben@acme.example]
```

Good:

```yaml
schedules:
  support:
    time_zone: Europe/London
    layers:
      - name: Nights
        rotate: daily
        handoff: 08:00
        members: [ana@acme.example, ben@acme.example]
```
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache

from pdsync import oncall
from pdsync.diagnostics import Severity
from pdsync.lint._layers import PlacedLayer, layers
from pdsync.lint._odd_hours import OddHours, odd_hours
from pdsync.lint._rotations import PlacedEvent, rendered
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.source import Config
from pdsync.units import DAY, WEEK

SEVERITY = Severity.WARNING
SUBJECT = RuleSubject.SCHEDULES
_NEAR = timedelta(days=2)


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """The first such hour of each layer and of each event of a rotation."""
    odd = cache(lambda zone: tuple(odd_hours(zone, context.now)))
    for layer in layers(config, context):
        changes = odd(layer.schedule.time_zone)
        yield from [one for hours in changes for one in _of_layer(layer, hours)][:1]
    for placed, event in rendered(config, context.now):
        changes = odd(event.time_zone)
        if changes and _is_hourly(event):
            yield _hourly(placed, event)
            continue
        yield from [one for hours in changes for one in _of_event(placed, event, hours)][:1]


def _of_layer(placed: PlacedLayer, hours: OddHours) -> Iterator[Finding]:
    layer = placed.rendered
    since, until = hours.span
    if not layer.users or layer.start >= until or (layer.end and layer.end <= since):
        return
    first = oncall.wall_second(hours.zone, layer.virtual_start)
    found = hours.first(first, layer.turn_seconds) if len({*layer.users}) > 1 else None
    if found is not None and _is_open(layer, found, hours):
        field = "handoff" if placed.layer.handoff else "rotate"
        yield Finding(placed.place(field), *hours.told(found, "turns change hands"))
    for window in layer.windows:
        edges = ((window.start, "begins"), (window.start + window.seconds, "ends"))
        for second, verb in edges if window.seconds < WEEK else ():
            found = hours.first(second, WEEK)
            if found is not None:
                yield Finding(placed.place("only"), *hours.told(found, f"a window {verb}"))


def _is_open(layer: oncall.Layer, wall: int, hours: OddHours) -> bool:
    """Return True if a window is open at a hand-off; if it is skipped, where it may go instead."""
    moved = hours.end - hours.start if hours.skipped else 0
    at = {(wall + by) % WEEK for by in (-moved, 0, moved)}
    return not layer.windows or any(
        (second - window.start) % WEEK < window.seconds for second in at for window in layer.windows
    )


def _of_event(placed: PlacedEvent, event: oncall.Event, hours: OddHours) -> Iterator[Finding]:
    begins = oncall.wall_second(event.time_zone, event.start)
    field = "shifts" if placed.has("shifts") else "rotate"
    place = placed.place(field) if placed.has(field) else placed.place()
    odd = [
        (oncall.wall_second(hours.zone, one.start), oncall.wall_second(hours.zone, one.end))
        for one in _shifts(event, hours)
    ]
    for index, (second, verb) in enumerate(((begins, "begins"), (begins + event.seconds, "ends"))):
        wall = hours.first(second, DAY)
        if wall is not None and any(one[index] // DAY == wall // DAY for one in odd):
            yield Finding(place, *hours.told(wall, f"a shift {verb}"))


def _shifts(event: oncall.Event, hours: OddHours) -> tuple[oncall.Shift, ...]:
    """The shifts near a change, whosever they are."""
    alone = replace(event, members=("somebody",), everyone=True)
    schedule = oncall.ShiftSchedule(hours.zone, (oncall.Rotation((alone,)),))
    each = replace(oncall.LIKELIEST, touching=oncall.Touching.SEPARATE)
    span = (hours.at - _NEAR, hours.at + _NEAR)
    return oncall.final_shifts(schedule, *span, whole=True, choices=each)


def _is_hourly(event: oncall.Event) -> bool:
    return any("FREQ=HOURLY" in line.upper() for line in event.recurrence)


def _hourly(placed: PlacedEvent, event: oncall.Event) -> Finding:
    place = placed.place("shifts") if placed.has("shifts") else placed.place()
    message = (
        f"these shifts come by the hour, and the clocks in {event.time_zone} are changed: "
        "PagerDuty does not say how it counts the hour that is skipped or comes twice"
    )
    return Finding(place, message, "write `time_zone: Etc/UTC` there, or a rule of days")
