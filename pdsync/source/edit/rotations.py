"""Shift-based schedules as lines of YAML, for whoever edits files. Reads nothing back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from pdsync import oncall
from pdsync.kinds import duration_words, week_time
from pdsync.stamps import clock_stamp
from pdsync.units import DAY, WEEK
from pdsync.wall_times import day_range, runs, wall_time

_SHORT = 80
_WORDS = re.compile(
    r"(?!(?:true|false|null|yes|no|on|off|y|n)$)[A-Z][\w-]*(?: [A-Z][\w-]*)*", re.IGNORECASE
)
_PLAIN = re.compile(r"[A-Za-z][\w.@+-]*")


def rotations_text(schedule: oncall.ShiftSchedule, names: Sequence[str]) -> list[str]:
    """The lines of `rotations:`; `names` are theirs, empty for none."""
    parts = zip(schedule.rotations, names, strict=True)
    zone = schedule.time_zone
    lines = (line for rotation, name in parts for line in _rotation(rotation.events, name, zone))
    return ["rotations:", *(f"  {line}" for line in lines)]


def _rotation(events: Sequence[oncall.Event], name: str, zone: str) -> Iterator[str]:
    if len(events) == 1:
        yield from _item([*_named(name), *_elsewhere(events[0], zone), *_fields(events[0])])
        return
    yield "- events:"
    for event in events:
        fields = [*_named(name), *_elsewhere(event, zone), *_fields_of_several(event)]
        yield from (f"    {line}" for line in _item(fields))


def _elsewhere(event: oncall.Event, zone: str) -> list[str]:
    """The clocks of an event that are not those of its schedule."""
    return [f"time_zone: {event.time_zone}"] if event.time_zone != zone else []


def _item(fields: Sequence[str]) -> Iterator[str]:
    yield f"- {fields[0]}"
    yield from (f"  {field}" for field in fields[1:])


def _named(name: str) -> list[str]:
    return [f"name: {_title(name)}"] if name else []


def _fields(event: oncall.Event) -> Iterator[str]:
    """Yield the fields of a rotation of one event, in people's words."""
    yield from _turns_of_weeks(event) if _is_turns_of_weeks(event) else _shifts(event)
    yield from _people(event, each=not _is_turns_of_weeks(event))
    if _takes_turns(event) and event.members[0] is None:
        yield f"start_time: {_local(event, event.start)}"
    elif _takes_turns(event):
        at = _local(event, event.start)
        when = at.split()[0] if _is_turns_of_weeks(event) else at
        yield f"anchor: {{who: {_members(event)[0]}, at: {when}}}"
    yield from _life(event)


def _fields_of_several(event: oncall.Event) -> Iterator[str]:
    """Yield the fields of one of several events, which have no anchors."""
    yield from _shifts(event)
    yield from _people(event, each=True)
    if _takes_turns(event):
        yield f"start_time: {_local(event, event.start)}"
    yield from _life(event)


def _takes_turns(event: oncall.Event) -> bool:
    return len({*event.members}) > 1 and not event.everyone


def _members(event: oncall.Event) -> list[str]:
    return [_scalar(one) if one is not None else "nobody" for one in event.members]


def _people(event: oncall.Event, *, each: bool) -> Iterator[str]:
    yield from _listed("members", _members(event))
    if each and _takes_turns(event):
        yield f"per_member: {event.shifts_per_member}"
    if event.everyone:
        yield "everyone: true"


def _life(event: oncall.Event) -> Iterator[str]:
    if event.since:
        yield f"from: {_local(event, event.since)}"
    if event.until:
        yield f"until: {_local(event, event.until)}"


def _listed(name: str, values: list[str]) -> Iterator[str]:
    """A list on one line if that is short, else with a line for each."""
    line = f"{name}: [{', '.join(values)}]"
    if len(line) <= _SHORT:
        yield line
        return
    yield f"{name}:"
    yield from (f"  - {value}" for value in values)


def _turns_of_weeks(event: oncall.Event) -> Iterator[str]:
    yield "rotate: weekly"
    yield f"handoff: {week_time(oncall.wall_second(event.time_zone, event.start))}"


def _shifts(event: oncall.Event) -> Iterator[str]:
    """The shifts in the shortest words that mean them."""
    days = _week_days(event)
    if event.seconds < DAY and days is not None and _counts_from_the_week(event, days):
        names = ", ".join(day_range(run) for run in runs(days))
        begins = oncall.wall_second(event.time_zone, event.start) % DAY
        ends = (begins + event.seconds) % DAY or DAY
        hours = f"{wall_time(begins)}-{wall_time(ends)}"
        yield f'shifts: "{" ".join(filter(None, (names, hours)))}"'
    else:
        length = duration_words(event.seconds)
        lines = [json.dumps(oncall.rule_text(line)) for line in event.recurrence]
        text = lines[0] if len(lines) == 1 else f"[{', '.join(lines)}]"
        yield f"shifts: {{start: {_local(event, event.start)}, length: {length}, rrule: {text}}}"


def _week_days(event: oncall.Event) -> tuple[int, ...] | None:
    """The days of a weekly rule; () for every day, None for another one or dates beside it."""
    return oncall.week_days(event.recurrence) if len(event.recurrence) == 1 else None


def _counts_from_the_week(event: oncall.Event, days: tuple[int, ...]) -> bool:
    """Return True if turns counted from the week's first shift are those counted from the start.

    Days and hours alone are read so; where the turns begin otherwise, the start is written too.
    """
    if not days or not _takes_turns(event):
        return True
    first = oncall.wall_second(event.time_zone, event.start) % WEEK // DAY
    return days.index(first) % event.shifts_per_member == 0


def _is_turns_of_weeks(event: oncall.Event) -> bool:
    one_a_week = len(_week_days(event) or ()) == 1 and None not in event.members
    whole = one_a_week and event.seconds == WEEK and event.shifts_per_member == 1
    return whole and not event.everyone


def _local(event: oncall.Event, when: datetime) -> str:
    return clock_stamp(when, event.time_zone)


def _title(text: str) -> str:
    return text if _WORDS.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text)
