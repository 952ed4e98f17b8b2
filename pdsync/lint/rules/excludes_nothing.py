"""A day that is to be left out of a rotation is not, or a rule ends a shift too early.

Why: PagerDuty leaves a shift out only where EXDATE is the very time at which it begins, in UTC or
on the clocks of a TZID. An hour off, as in summer, or as a date alone, it leaves out nothing, and
somebody is on call on a holiday. In the same way an UNTIL before the shift of its day leaves that
shift out. `except:` takes days, and reckons the times itself.

Can be fixed: where somebody has all shifts alone, the time becomes that of the day's only shift.
A time on a day of which nobody has anything is deleted. Where several take turns nothing is
written, since a shift that is left out uses up no turn, and everybody after it moves.

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

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pdsync.changes import Put, Remove
from pdsync.diagnostics import Fix, Severity
from pdsync.kinds import (
    Pattern,
    Plain,
    Stray,
    WrittenRotation,
    shift_starts,
    shifts_of_day,
    strays,
)
from pdsync.lint._rotations import PlacedEvent, events
from pdsync.lint._rule import Finding, LintContext, RuleSubject
from pdsync.source import Config, edit_of, way_to
from pdsync.stamps import clock_stamp, ical_stamp
from pdsync.units import A_DAY, A_SECOND

SEVERITY = Severity.WARNING
SUBJECT = RuleSubject.SCHEDULES


def check(config: Config, _: LintContext) -> Iterator[Finding]:
    """Every such line of a rule, and every time or day of `except` that leaves nothing out."""
    for one in events(config):
        shifts = one.event.shifts
        if shifts is None:
            continue
        for stray in strays(shifts):
            fix = _fix_of_line(one, shifts, stray)
            yield Finding(one.place(*_field(one)), stray.message, stray.help, fix=fix)
        if isinstance(one.event, WrittenRotation):
            for place, day in enumerate(one.event.left_out):
                said = _nothing(shifts, day)
                if said:
                    fix = _fix_of_time(one, shifts, place, day)
                    yield Finding(one.place("except", place), *said, fix=fix)


def _field(one: PlacedEvent) -> tuple[str, ...]:
    fields = (("shifts", "rrule"), ("recurrence",))
    return next((field for field in fields if one.has(*field)), ())


def _fix_of_line(one: PlacedEvent, shifts: Pattern, stray: Stray) -> Fix | None:
    """The line with the time of the day's only shift, or without a day that is free anyway."""
    if stray.day is None:
        return None
    instead = _instead(one, shifts, stray.day)
    name, _, dates = shifts.recurrence[stray.line].partition(":")
    others = [date.strip() for date in dates.split(",") if date.strip() != stray.written]
    way = (*way_to(one.entry, one.path), *_field(one))
    listed = (*way, stray.line)
    if instead is None or not one.entry.places.has(listed[len(one.entry.places.prefix) :]):
        return None
    if not instead and not others:
        return Fix(f"deletes {name}:{dates}", (edit_of(one.entry, Remove(listed)),))
    if others and ";" in name:
        return None
    new = [date if date != stray.written else _stamps(instead) for date in dates.split(",")]
    line = f"EXDATE:{','.join(filter(None, new))}"
    does = f"writes EXDATE:{_stamps(instead)}" if instead else f"deletes {stray.written}"
    return Fix(does, (edit_of(one.entry, Put(listed, line)),))


def _instead(one: PlacedEvent, shifts: Pattern, day: date) -> tuple[datetime, ...] | None:
    """The only shift of a day; () where nobody has any of the day; None where it is a guess.

    A shift that is left out uses up no turn: where several take turns, all after it would move.
    """
    starts, goes_on = shifts_of_day(shifts, day)
    if not starts:
        return None if goes_on else ()
    alone = one.event.everyone or len({*one.event.members}) <= 1
    return starts if len(starts) == 1 and alone else None


def _stamps(starts: Sequence[datetime]) -> str:
    return ",".join(map(ical_stamp, starts))


def _fix_of_time(one: PlacedEvent, shifts: Pattern, number: int, day: date) -> Fix | None:
    """The day in place of a time at which its only shift does not begin, or neither."""
    if not isinstance(day, datetime):
        return None
    there = day.astimezone(ZoneInfo(shifts.zone)).date()
    instead = _instead(one, shifts, there)
    way = (*way_to(one.entry, one.path), "except", number)
    if instead is None or not one.has("except", number):
        return None
    if not instead:
        does = f"deletes {clock_stamp(day, shifts.zone)}"
        return Fix(does, (edit_of(one.entry, Remove(way)),))
    return Fix(f"writes {there}", (edit_of(one.entry, Put(way, Plain(there))),))


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
