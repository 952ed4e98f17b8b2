"""Turns change hands at night, or on weekends only.

Why: somebody has to be awake to hand over what is going on. At three in the morning nobody is, and
on a Sunday nobody is at work to say that they cannot: an incident that crosses the hand-off has a
new owner who does not know of it. Hours are those of the schedule's zone, and with `--live` those
of the two people's own zones; night is from 23:00 to 06:00. Without an anchor it is told where
turns change hands at the same hour in every phase. Rotations hand over to nobody but themselves.
Nothing is said of a schedule in UTC, which is
nobody's clock, but with `--live`.

Bad:

```yaml
schedules:
  web:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 00:00
        members: [ana@acme.example, ben@acme.example]
        anchor: {who: ana@acme.example, at: 2026-01-05}
```

Good:

```yaml
schedules:
  web:
    time_zone: Europe/London
    layers:
      - rotate: weekly
        handoff: Mon 10:00
        members: [ana@acme.example, ben@acme.example]
        anchor: {who: ana@acme.example, at: 2026-01-05}
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from pdsync import oncall
from pdsync.diagnostics import Severity
from pdsync.frozen import frozen
from pdsync.kinds import Layer, Ref, Schedule
from pdsync.lint._on_call import AHEAD, NOBODYS_ZONES, RenderedSchedules, on_call_by
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.source import Config, Entry
from pdsync.units import DAY, WEEK

SEVERITY = Severity.INFO
SUBJECT = RuleSubject.SCHEDULES
HABIT = True

_EVENING, _MORNING = 23, 6
_SATURDAY = 5


def check(config: Config, context: LintContext) -> Iterator[Finding]:
    """The first hand-off of every schedule at which somebody is not at work or awake."""
    on_call = on_call_by(config, context)
    own = _own_zones(context)
    for entry in config.of("schedule"):
        zone = getattr(entry.resource, "time_zone", None)
        if zone is None or (zone in NOBODYS_ZONES and not own):
            continue
        found = (_odd(_hand_offs(shifts, zone, own)) for shifts in _courses(on_call, entry))
        odd = next(filter(None, found), None)
        if odd:
            who = f" for {odd.who}" if odd.who else ""
            yield Finding(
                entry.place,
                f"turns of `{entry.key}` change hands on {odd.at:%A at %H:%M}{who}: nobody is "
                "there to say what is going on",
                "write a `handoff` within working hours",
            )


@frozen
class _HandOff:
    """A hand-off on the clocks of a schedule, or of one of the two people where they are known."""

    at: datetime
    who: str | None = None


def _own_zones(context: LintContext) -> dict[str, str]:
    """Return people's own time zones, as far as the account tells them."""
    people = context.account.people if context.account else {}
    zones = {who: one.time_zone for who, one in people.items() if one.time_zone}
    return {who: zone for who, zone in zones.items() if zone in available_timezones()}


def _courses(on_call: RenderedSchedules, entry: Entry) -> Iterator[Sequence[oncall.Shift]]:
    """Yield the next weeks' shifts of all layers, or of each rotation: they stand side by side.

    Where turns are undecided they are of some phase, if all change hands at the same hours.
    """
    ref, written = Ref("schedule", key=entry.key), entry.resource
    shifts, somehow = on_call.shifts(ref), on_call.in_any_phase(ref)
    layers = written.layers if isinstance(written, Schedule) else ()
    if shifts is None and not (layers and all(map(_is_regular, layers))):
        return
    if isinstance(somehow, oncall.ShiftSchedule) and len(somehow.rotations) > 1:
        alone = (replace(somehow, rotations=(one,), custom_shifts=()) for one in somehow.rotations)
        yield from (oncall.final_shifts(one, on_call.now, on_call.now + AHEAD) for one in alone)
    elif shifts is not None:
        yield shifts
    elif somehow is not None:
        yield oncall.final_shifts(somehow, on_call.now, on_call.now + AHEAD)


def _is_regular(layer: Layer) -> bool:
    length = layer.rotation_turn_length_seconds
    return layer.hands_over and layer.has_length and (length == DAY or length % WEEK == 0)


def _hand_offs(shifts: Sequence[oncall.Shift], zone: str, own: Mapping[str, str]) -> list[_HandOff]:
    """Return the times at which one person takes over from another, for each of the two."""
    ordered = sorted(shifts, key=lambda shift: shift.start)
    found: dict[_HandOff, None] = {}
    for one, later in pairwise(ordered):
        if one.end != later.start or one.user == later.user:
            continue
        for who in (one.user, later.user):
            known = own.get(who)
            if known or zone not in NOBODYS_ZONES:
                at = later.start.astimezone(ZoneInfo(known or zone))
                found[_HandOff(at, who if known else None)] = None
    return list(found)


def _odd(hand_offs: Sequence[_HandOff]) -> _HandOff | None:
    if hand_offs and all(one.at.weekday() >= _SATURDAY for one in hand_offs):
        return hand_offs[0]
    night = (one for one in hand_offs if one.at.hour >= _EVENING or one.at.hour < _MORNING)
    return next(night, None)
