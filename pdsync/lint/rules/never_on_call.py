"""A layer, a rotation or a schedule never puts anybody on call.

Why: it looks as if somebody were responsible, and nobody is. The windows of the layer, or the
shifts of the rotation, may all lie outside the time between its `from` and its `until`; the rule of
the shifts may be over, or `nobody` may have them all; or the schedule may have no layers or
rotations at all, or only such as are over.

Bad:

```yaml
schedules:
  weekend-cover:
    time_zone: Europe/London
    layers:
      - name: Launch
        rotate: weekly
        members: [ana@acme.example]
        from: 2030-01-07 09:00
        until: 2030-01-11 17:00
        only: Sat-Sun
```

Good:

```yaml
schedules:
  weekend-cover:
    time_zone: Europe/London
    layers:
      - name: Launch
        rotate: weekly
        members: [ana@acme.example]
        from: 2030-01-07 09:00
        until: 2030-01-14 09:00
        only: Sat-Sun
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pdsync import oncall
from pdsync.diagnostics import Severity
from pdsync.kinds import Rotation
from pdsync.lint._layers import PlacedLayer, layers
from pdsync.lint._rotations import PlacedEvent, rendered
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.source import Config, Entry

SEVERITY = Severity.WARNING
SUBJECT = RuleSubject.SCHEDULES
_EMPTY = {
    "layers": "a layer with `rotate`, `handoff` and `members`",
    "rotations": "a rotation with `shifts` and `members`",
}


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """Every layer or rotation that is not over and has no time, every schedule without any."""
    for entry in config.of("schedule"):
        yield from _of_nothing(entry)
        yield from _of_the_past(entry, context.now)
    for one in layers(config, context):
        if one.layer.users and not one.layer.is_over(context.now):
            yield from _never_open(one)
    for placed, event in rendered(config, context.now):
        if event.until is None or event.until > context.now:
            yield from _without_time(placed, event, context.now)


def _of_nothing(entry: Entry) -> Iterator[Finding]:
    for parts, help_ in _EMPTY.items():
        if parts in entry.resource.model_fields_set and not getattr(entry.resource, parts):
            yield Finding(
                entry.places.key((parts,)),
                f"nobody is ever on call by a schedule without {parts}",
                f"write {help_}, or delete the schedule",
            )


def _of_the_past(entry: Entry, now: datetime) -> Iterator[Finding]:
    for parts in _EMPTY:
        ends = [_end(one) for one in getattr(entry.resource, parts, ())]
        if ends and all(end is not None and end <= now for end in ends):
            yield Finding(
                entry.places.key((parts,)),
                f"all {parts} of this schedule are over: nobody is on call by it any more",
                "write a later `until`, or delete the schedule",
            )


def _end(part: object) -> datetime | None:
    end = part.last.until if isinstance(part, Rotation) else getattr(part, "end", None)
    return end if isinstance(end, datetime) else None


def _never_open(one: PlacedLayer) -> Iterator[Finding]:
    if oncall.never_on_call(one.rendered, one.schedule.time_zone):
        yield Finding(
            one.place("restrictions"),
            "none of these windows is open while the layer lasts: it puts nobody on call",
            "move the windows, or `from` and `until`",
        )


def _without_time(placed: PlacedEvent, event: oncall.Event, now: datetime) -> Iterator[Finding]:
    if not placed.event.people:
        yield Finding(
            placed.place("members"),
            "nobody has these shifts: they put nobody on call",
            "write who takes them, or delete the rotation",
        )
    elif _is_over(placed, event, now):
        yield Finding(
            placed.place("recurrence")
            if placed.has("recurrence")
            else placed.place("shifts", "rrule"),
            "the last shift by this rule is over: it puts nobody on call any more",
            "write a later UNTIL or a higher COUNT, or delete the rotation",
        )
    elif _has_none(event):
        yield Finding(
            placed.place("until"),
            "there is no shift between `from` and `until`: this puts nobody on call",
            "move `from` and `until`, or write other shifts",
        )


def _is_over(placed: PlacedEvent, event: oncall.Event, now: datetime) -> bool:
    rule = placed.event.shifts.rule if placed.event.shifts else {}
    begins = max(now, event.since or now)
    return bool({"COUNT", "UNTIL"} & rule.keys()) and oncall.shift_at(event, begins) is None


def _has_none(event: oncall.Event) -> bool:
    if event.since is None or event.until is None:
        return False
    found = oncall.shift_at(event, event.since)
    return found is None or found[1] >= event.until
