"""Live fields of layers and rotations that are lost because they are not written. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from pdsync import oncall
from pdsync.kinds._kind import When
from pdsync.kinds._model import Resource
from pdsync.kinds._values.durations import duration_words
from pdsync.kinds.schedule.in_words.windows import windows_written
from pdsync.kinds.schedule.layers.resolve import lost_by_layers
from pdsync.kinds.schedule.layers.restriction import Restriction
from pdsync.kinds.schedule.losses.lost_fields import Lost, lost_fields, time_written, value_written
from pdsync.kinds.schedule.model import Schedule, zones_of
from pdsync.kinds.schedule.rotations.days_left_out import left_out_ahead, without
from pdsync.kinds.schedule.rotations.engine import event_on_call
from pdsync.kinds.schedule.rotations.event import Event
from pdsync.kinds.schedule.rotations.from_layer import turns_as_shifts
from pdsync.kinds.schedule.rotations.resolve import changed_rotations
from pdsync.kinds.schedule.rotations.rotation import Rotation
from pdsync.kinds.schedule.rotations.shifts import Pattern
from pdsync.kinds.schedule.rotations.turns import has_turns
from pdsync.kinds.schedule.undecided import Undecided
from pdsync.units import WEEK
from pdsync.wall_times import wall_time

_DAYS = 7


def losses(wanted: Resource, live: Resource, when: When) -> tuple[Lost, ...]:
    """Yield live fields that decide who is on call and go because they are not written."""
    if not isinstance(wanted, Schedule) or not isinstance(live, Schedule):
        return ()
    if "rotations" in wanted.model_fields_set:
        return tuple(_of_rotations(wanted, live, when))
    zones = zones_of(wanted, live)
    return tuple(lost_by_layers(wanted.layers, live.layers, zones, when))


def keeping(wanted: Resource, lost: Lost) -> Resource:
    """Return the wanted schedule with the fields written that it would lose."""
    name, place = str(lost.path[0]), int(lost.path[1])
    parts = list(getattr(wanted, name))
    parts[place] = lost.kept
    return wanted.model_copy(update={name: tuple(parts)})


def _of_rotations(wanted: Schedule, live: Schedule, when: When) -> Iterator[Lost]:
    for place, old, made in changed_rotations(wanted.rotations, live.rotations, when):
        rotation = wanted.rotations[place]
        title = f"rotation '{rotation.name or old.title}'"
        for number, field, value, event, *instead in _of_events(rotation.events, old, made, when):
            events = (*rotation.events[:number], event, *rotation.events[number + 1 :])
            kept = rotation.model_copy(update={"events": events})
            yield Lost(("rotations", place, "events", number), title, field, value, kept, *instead)


def _of_events(
    events: Sequence[Event], old: Rotation, made: Rotation, when: When
) -> Iterator[tuple[int, str, str, Event, tuple[str, str] | None]]:
    """Yield losses of the last event, and of the first of several, which may have no `from`."""
    first, last, number = events[0], events[-1], len(events) - 1
    for found in lost_fields(last, old.last, made.last, last.time_zone or "Etc/UTC"):
        yield number, *found, None
    for found in _days(last, old.last, made.last, when):
        yield number, *found, None
    if number:
        before = next((one for one in old.events if has_turns(one, first)), old.events[0])
        after = next((one for one in made.events if one.until == first.until), before)
        for found in lost_fields(first, before, after, first.time_zone or "Etc/UTC"):
            yield 0, *found, None
    for lost in _windows(last, old.last, made.last, when):
        yield number, *lost


def _days(event: Event, old: Event, made: Event, when: When) -> Iterator[tuple[str, str, Event]]:
    """Yield the days to come that are left out, and the event without them, where it has none."""
    if event.shifts is None or old.shifts is None or "left_out" in event.model_fields_set:
        return
    days = left_out_ahead(old.shifts, when.now)
    if days and not (made.shifts and made.shifts.left_out):
        shifts = without(event.shifts, days)
        kept = event.model_copy(update={"left_out": days, "shifts": shifts})
        yield "except", value_written(days, old.shifts.zone), kept


def _windows(
    event: Event, old: Event, made: Event, when: When
) -> Iterator[tuple[str, str, Event, tuple[str, str] | None]]:
    """Yield the hours or the rule of the shifts, where turns are not written with any."""
    words = event.turn_words
    if words is None or "only" in event.model_fields_set:
        return
    if made.shifts == old.shifts or not _is_off_at_times(old, when):
        return
    within = _restrictions(old.shifts)
    text = windows_written(within) if within else _rule_written(old)
    try:
        if within:
            shifts = turns_as_shifts(replace(words, only=within))
            yield "only", text, event.model_copy(update={"only": within, **shifts}), None
            return
    except (ValidationError, PydanticCustomError):
        pass  # these turns are no shifts within such hours
    turns = {name: getattr(old, name) for name in ("shifts", "per_member", "everyone")}
    kept = event.model_copy(update=turns)
    yield "only" if within else "shifts", text, kept, (f"shifts: {text}", "rotate")


def _is_off_at_times(live: Event, when: When) -> bool:
    """Return True if the rule leaves hours without a shift, effective dates aside."""
    try:
        event = event_on_call(live)
    except Undecided:
        return False
    always = replace(
        event, recurrence=oncall.without_left_out(event.recurrence), since=None, until=None
    )
    together = replace(always, members=("somebody",), everyone=True)
    schedule = oncall.ShiftSchedule(event.time_zone, (oncall.Rotation((together,)),))
    begins = max(when.now, event.start)
    return oncall.coverage_proof([schedule], begins).first_gap is not None


def _rule_written(event: Event) -> str:
    """Write the shifts of any rule; dates left out stand under `except`."""
    shifts, start = event.shifts, event.start_time
    assert shifts is not None  # noqa: S101 - its caller has looked
    assert start is not None  # noqa: S101 - a live one has it
    rules = [oncall.rule_text(line) for line in oncall.without_left_out(shifts.recurrence)]
    rule = rules[0] if len(rules) == 1 else json.dumps(rules)
    rule = json.dumps(rule) if "," in rule and len(rules) == 1 else rule
    length = duration_words(shifts.seconds)
    return f"{{start: {time_written(start, shifts.zone)}, length: {length}, rrule: {rule}}}"


def _restrictions(shifts: Pattern | None) -> tuple[Restriction, ...]:
    """Return the windows of the week that shifts fill; () for the whole week or another rule."""
    days = shifts.days if shifts else None
    if shifts is None or days is None or shifts.seconds * (len(days) or _DAYS) >= WEEK:
        return ()
    return tuple(
        Restriction.model_validate(
            {
                "start_time_of_day": wall_time(shifts.second),
                "duration_seconds": shifts.seconds,
                **({"start_day_of_week": day + 1} if day is not None else {}),
            }
        )
        for day in (days or (None,))
    )
