"""Turns change hands at night, or on weekends only.

Why: somebody has to be awake to hand over what is going on. At three in the morning nobody is, and
on a Sunday nobody is at work to say that they cannot: an incident that crosses the hand-off has a
new owner who does not know of it. Hours are those of the schedule's zone, of a rotation those of
its own, and with `--live` those of the two people's own zones; night is from 23:00 to 06:00. Of the
layers of a schedule, hand-offs that no layer above hides count. Without an anchor it is told where
turns change hands at the same hour in every phase. Rotations hand over to nobody but themselves.
Nothing is said of a schedule in UTC, which is nobody's clock, but with `--live`.

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

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from pdsync import oncall
from pdsync.diagnostics import Severity
from pdsync.frozen import frozen
from pdsync.kinds import Event, Layer, Ref, Schedule, Undecided
from pdsync.kinds import on_call as decided
from pdsync.lint._on_call import AHEAD, NOBODYS_ZONES, RenderedSchedules, on_call_by
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.source import Config
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
        if not isinstance(entry.resource, Schedule) or entry.resource.time_zone is None:
            continue
        found = (_odd(one, own) for one in _hand_offs(on_call, entry.key, entry.resource))
        odd = next(filter(None, found), None)
        if odd:
            who = f" for {odd.who}" if odd.who else ""
            yield Finding(
                entry.place,
                f"turns of `{entry.key}` change hands on {odd.at:%A at %H:%M} "
                f"({odd.zone}){who}: nobody on these clocks is at work to say what is going on",
                "write a `handoff` within working hours",
            )


@frozen
class _HandOff:
    """A hand-off on the clocks of a zone; of one of the two people where theirs are known."""

    at: datetime
    zone: str
    who: str | None = None


@frozen
class _Changes:
    """Times at which one person takes over from another, and whose clocks they are on."""

    zone: str
    made: tuple[tuple[datetime, str, str], ...]


def _own_zones(context: LintContext) -> dict[str, str]:
    """Return people's own time zones, as far as the account tells them."""
    people = context.account.people if context.account else {}
    zones = {who: one.time_zone for who, one in people.items() if one.time_zone}
    return {who: zone for who, zone in zones.items() if zone in available_timezones()}


def _hand_offs(on_call: RenderedSchedules, key: str, written: Schedule) -> Iterator[_Changes]:
    """Yield those of a schedule and of each of its layers, or of each rotation.

    Rotations stand side by side. Where turns are undecided they are of some phase, if all change
    hands at the same hours.
    """
    is_decided, made = False, on_call.in_any_phase(Ref("schedule", key=key))
    with suppress(Undecided):
        is_decided, made = True, decided(written)
    if isinstance(made, oncall.ShiftSchedule):
        for one, rotation in zip(made.rotations, written.rotations, strict=True):
            if is_decided or all(map(_is_regular_event, one.events, rotation.events)):
                alone = replace(made, rotations=(one,), custom_shifts=())
                yield _Changes(one.events[-1].time_zone, _changes(alone, on_call.now))
    elif made and (is_decided or all(map(_is_regular, written.layers))):
        whole = _changes(made, on_call.now)
        yield _Changes(made.time_zone, whole)
        for layer in made.layers if len(made.layers) > 1 else ():
            theirs = {*_changes(replace(made, layers=(layer,)), on_call.now)}
            yield _Changes(made.time_zone, tuple(one for one in whole if one in theirs))


def _is_regular(layer: Layer) -> bool:
    length = layer.rotation_turn_length_seconds
    return layer.hands_over and layer.has_length and _is_same_hour(length)


def _is_regular_event(event: oncall.Event, written: Event) -> bool:
    return event.shifts_per_member == 1 and _is_same_hour(event.seconds) and not written.is_adrift


def _is_same_hour(length: int) -> bool:
    """Return True if turns of a length change hands at the same hours in every phase."""
    return DAY % length == 0 or length % WEEK == 0


def _changes(made: oncall.AnySchedule, now: datetime) -> tuple[tuple[datetime, str, str], ...]:
    """Return when one person takes over from another, of all parts that are not over."""
    ordered = sorted(oncall.final_shifts(made, now, _horizon(made, now)))
    return tuple(
        (later.start, one.user, later.user)
        for one, later in pairwise(ordered)
        if one.end == later.start and one.user != later.user
    )


def _horizon(made: oncall.AnySchedule, now: datetime) -> datetime:
    """Return until when all parts that begin have begun, and have had two turns."""
    if isinstance(made, oncall.Schedule):
        parts = [(one.start, one.turn_seconds) for one in made.layers]
    else:
        events = [event for one in made.rotations for event in one.events]
        parts = [(one.since or now, one.seconds * one.shifts_per_member) for one in events]
    begins = max([now, *(begin for begin, _ in parts)])
    return begins + max([AHEAD, *(timedelta(seconds=2 * length) for _, length in parts)])


def _odd(changes: _Changes, own: Mapping[str, str]) -> _HandOff | None:
    """Return the first hand-off of a week at night, or the first of all if all are on weekends.

    A week's first is the same whenever one asks.
    """
    found = [
        _HandOff(at.astimezone(ZoneInfo(zone)), zone, who if who in own else None)
        for at, *people in changes.made
        for who in people
        if (zone := own.get(who, changes.zone)) not in NOBODYS_ZONES or who in own
    ]
    if found and all(one.at.weekday() >= _SATURDAY for one in found):
        return min(found, key=_of_week)
    night = (one for one in found if one.at.hour >= _EVENING or one.at.hour < _MORNING)
    return min(night, key=_of_week, default=None)


def _of_week(one: _HandOff) -> tuple[int, time]:
    return one.at.weekday(), one.at.time()
