"""Who is on call by an override, when, and for whom. Renders what is under overrides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.intervals import subtract
from pdsync.kinds import Undecided
from pdsync.roster._roster import Roster


@frozen
class ByOverride:
    """A person who is on call in [start, end) by an override.

    `instead_of` is who would be on call without it; None for nobody, and where it is not known.
    """

    start: datetime
    end: datetime
    person: str
    instead_of: str | None = None


def by_override(
    roster: Roster, schedule: str, since: datetime, until: datetime
) -> tuple[ByOverride, ...]:
    """Return who is on call by an override of a schedule in a range; none where it is not known."""
    try:
        made = roster.within(schedule, since, until)
        if not made.overrides or since >= until:
            return ()
        shifts = roster.shifts(schedule, since, until)
    except Undecided:
        return ()
    past = roster.past.get(schedule)
    now = min(max(since, past.until), until) if past else since
    if isinstance(made, oncall.Schedule):
        found = [*_layered_past(made, since, now), *_layered(made, now, until)]
    else:
        found = [*_shifts_past(made, since, now), *_shifts(made, now, until)]
    return tuple(dict.fromkeys(one for each in found for one in _in_fact(each, shifts)))


def _in_fact(one: ByOverride, shifts: Iterable[oncall.Shift]) -> Iterator[ByOverride]:
    """Yield the parts of it in which that person is on call."""
    for shift in shifts:
        start, end = max(one.start, shift.start), min(one.end, shift.end)
        if shift.user == one.person and start < end:
            yield replace(one, start=start, end=end)


def _layered_past(made: oncall.Schedule, since: datetime, until: datetime) -> Iterator[ByOverride]:
    """What the layers were then is not known."""
    for one in _standing(made, since, until):
        yield ByOverride(one.start, one.end, one.user)


def _standing(made: oncall.Schedule, since: datetime, until: datetime) -> tuple[oncall.Shift, ...]:
    return oncall.final_shifts(replace(made, layers=()), since, until)


def _layered(made: oncall.Schedule, since: datetime, until: datetime) -> Iterator[ByOverride]:
    under = oncall.final_shifts(replace(made, overrides=()), since, until)
    for one in _standing(made, since, until):
        met = [(max(one.start, it.start), min(one.end, it.end), it.user) for it in under]
        met = [it for it in met if it[0] < it[1]]
        for start, end in subtract([(one.start, one.end)], [(it[0], it[1]) for it in met]):
            yield ByOverride(start, end, one.user)
        for start, end, user in met:
            if user != one.user:
                yield ByOverride(start, end, one.user, user)


def _shifts_past(
    made: oncall.ShiftSchedule, since: datetime, until: datetime
) -> Iterator[ByOverride]:
    for one in made.overrides:
        start, end = max(one.start, since), min(one.end, until)
        if start < end and one.overriding:
            yield ByOverride(start, end, one.overriding, one.overridden)


def _shifts(made: oncall.ShiftSchedule, since: datetime, until: datetime) -> Iterator[ByOverride]:
    for rotation in made.rotations:
        alone = replace(made, rotations=(rotation,), custom_shifts=(), overrides=())
        yield from _of_part(alone, made.overrides_of(rotation), since, until)
    for shift in made.custom_shifts:
        alone = replace(made, rotations=(), custom_shifts=(shift,), overrides=())
        yield from _of_part(alone, made.overrides_of(shift), since, until)


def _of_part(
    alone: oncall.ShiftSchedule,
    overrides: tuple[oncall.ShiftOverride, ...],
    since: datetime,
    until: datetime,
) -> Iterator[ByOverride]:
    """Take the newest override first: it hides older ones of the same member."""
    taken: list[tuple[str | None, tuple[datetime, datetime]]] = []
    for one in reversed(overrides):
        start, end = max(one.start, since), min(one.end, until)
        if start >= end:
            continue
        hidden = [span for who, span in taken if who == one.overridden]
        taken.append((one.overridden, (start, end)))
        if one.overriding is None:
            continue
        had, has = (
            [
                (shift.start, shift.end)
                for shift in oncall.final_shifts(made, start, end)
                if shift.user == one.overriding
            ]
            for made in (alone, replace(alone, overrides=(one,)))
        )
        for span in subtract(has, [*had, *hidden]):
            yield ByOverride(*span, one.overriding, one.overridden)
