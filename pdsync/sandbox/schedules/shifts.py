"""Rendering of shift-based schedules: shifts stand beside each other, none hides another.

A naive walk, like `_rendering`'s, that shares nothing with the engine. Undocumented, so chosen:
a shift ends at the wall clock's time, however long the night of a clock change; a shift is cut
where its event begins or ceases to be effective; overrides look at whom the rotation planned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from pdsync.sandbox._times import at_wall_clock, moment, wall_clock, zone
from pdsync.sandbox.collections.call import Call
from pdsync.sandbox.collections.resource_type import Fields
from pdsync.sandbox.schedules.recurrence import read_recurrence
from pdsync.sandbox.schedules.rendered import Range
from pdsync.sandbox.schedules.rendering import Entry
from pdsync.sandbox.schedules.shift_schedule import parts
from pdsync.sandbox.state.store import Row

FAR = datetime(3000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Shift:
    """Somebody, or nobody on purpose, from start until end.

    `source` is the id of the rotation or custom shift, `override` that of who replaces whom.
    """

    start: datetime
    end: datetime
    user: str | None
    kind: str
    source: str
    override: str | None = None


def final(call: Call, schedule: Row, span: Range) -> list[Shift]:
    """Every shift that touches a range, whole, in order."""
    planned = [*_rotations(call, schedule, span), *_custom(call, schedule)]
    standing = _overrides(call, schedule)
    shifts = (piece for shift in planned for piece in _replaced(shift, standing))
    touching = (shift for shift in shifts if shift.start < span.until and shift.end > span.since)
    return sorted(touching, key=lambda shift: (shift.start, shift.end, shift.user or ""))


def _rotations(call: Call, schedule: Row, span: Range) -> Iterator[Shift]:
    for rotation in parts(call, "schedule_rotation", schedule.id):
        for event in parts(call, "schedule_event", rotation.id):
            yield from _of_event(event.fields, rotation.id, span)


def _of_event(event: Fields, rotation: str, span: Range) -> Iterator[Shift]:
    since, until = effective(event)
    for number, first, last in _occurrences(event, span):
        start, end = max(first, since), min(last, until)
        if start < min(end, span.until) and end > span.since:
            for user in _on_duty(event["assignment_strategy"], number):
                yield Shift(start, end, user, "schedule_rotation", rotation)


def made_any(event: Row) -> bool:
    """Return True if an event that has ended had a shift."""
    span = Range(*effective(event.fields), overflow=False)
    return any(_of_event(event.fields, event.parent, span))


def _occurrences(event: Fields, span: Range) -> Iterator[tuple[int, datetime, datetime]]:
    """Number, start and end of every occurrence that may touch a range."""
    tz = zone(event["start_time"]["time_zone"])
    begins, ends = (
        wall_clock(moment(event[at]["date_time"]), tz) for at in ("start_time", "end_time")
    )
    earliest = wall_clock(span.since, tz) - timedelta(days=1)
    latest = wall_clock(min(span.until, effective(event)[1]), tz) + timedelta(days=1)
    recurrence = read_recurrence(event["recurrence"], tz.key)
    for number, wall in enumerate(recurrence.occurrences(begins, latest)):
        if wall + (ends - begins) > earliest:
            yield number, at_wall_clock(wall, tz), at_wall_clock(wall + (ends - begins), tz)


def effective(event: Fields) -> tuple[datetime, datetime]:
    """From when until when an event makes shifts."""
    until = event["effective_until"]
    return moment(event["effective_since"]), moment(until) if until else FAR


def _on_duty(strategy: Fields, number: int) -> list[str | None]:
    members: list[str | None] = strategy["members"]
    if strategy["type"].startswith("every"):
        return members
    return [members[number // strategy["shifts_per_member"] % len(members)]]


def _custom(call: Call, schedule: Row) -> Iterator[Shift]:
    for row in parts(call, "custom_shift", schedule.id):
        yield Shift(*_times(row), row.fields["assignments"]["member"], "custom_shift", row.id)


def _times(row: Row) -> tuple[datetime, datetime]:
    return moment(row.fields["start_time"]), moment(row.fields["end_time"])


def lengths(call: Call, schedule: Row) -> Iterator[timedelta]:
    """Return the lengths of the shifts, give or take a change of the clocks."""
    for row in parts(call, "custom_shift", schedule.id):
        start, end = _times(row)
        yield end - start
    for rotation in parts(call, "schedule_rotation", schedule.id):
        for event in parts(call, "schedule_event", rotation.id):
            start, end = (
                moment(event.fields[at]["date_time"]) for at in ("start_time", "end_time")
            )
            yield end - start


def _overrides(call: Call, schedule: Row) -> list[Row]:
    """The newest first: that one wins."""
    return parts(call, "override_shift", schedule.id)[::-1]


def _replaced(shift: Shift, overrides: Iterable[Row]) -> list[Shift]:
    left, taken = [shift], []
    for row in overrides:
        fields = row.fields
        if shift.source != fields["of"] or shift.user != fields["overridden_member"]:
            continue
        start, end = _times(row)
        inside = [_cut(piece, start, end) for piece in left]
        stand_in = fields["overriding_member"]
        taken += [replace(piece, user=stand_in, override=row.id) for piece in inside]
        left = [_cut(one, *outside) for one in left for outside in _around(one, start, end)]
    return [piece for piece in left + taken if piece.start < piece.end]


def _around(
    shift: Shift, start: datetime, end: datetime
) -> tuple[tuple[datetime, datetime], tuple[datetime, datetime]]:
    return (shift.start, start), (end, shift.end)


def _cut(shift: Shift, start: datetime, end: datetime) -> Shift:
    return replace(shift, start=max(shift.start, start), end=min(shift.end, end))


def cut(shifts: Iterable[Shift], span: Range) -> list[Shift]:
    """Shifts cut at the ends of a range."""
    pieces = (_cut(shift, span.since, span.until) for shift in shifts)
    return [piece for piece in pieces if piece.start < piece.end]


def joined(shifts: Iterable[Shift]) -> list[Entry]:
    """Join each person's shifts that touch or overlap into one entry."""
    entries: dict[str, list[Entry]] = {}
    for shift in sorted(shifts, key=lambda shift: shift.start):
        if shift.user is None:
            continue
        of_user = entries.setdefault(shift.user, [])
        if of_user and shift.start <= of_user[-1].end:
            end = max(of_user[-1].end, shift.end)
            of_user[-1] = replace(of_user[-1], end=end)
        else:
            of_user.append(Entry(shift.start, shift.end, shift.user))
    return [entry for of_user in entries.values() for entry in of_user]


def coverage(shifts: Iterable[Shift], span: Range) -> float:
    """The percentage of a range in which anybody is on call."""
    anybody = (replace(shift, user="anybody") for shift in shifts if shift.user)
    covered = sum((one.end - one.start for one in joined(cut(anybody, span))), timedelta())
    return round(100 * covered / (span.until - span.since), 1) if span.until > span.since else 0
