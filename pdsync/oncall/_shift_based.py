"""Shift-based schedules: rotations, events, overrides. Plain values; renders nothing."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime

from pdsync.frozen import frozen
from pdsync.oncall._schedule import aware
from pdsync.oncall.recurrence.lines import parsed


@frozen
class Event:
    """Recurring shifts that members take in turn, or all of them together.

    `start` and `seconds`, on the wall clock of the event's own zone, are the first shift;
    `recurrence` has lines of iCalendar: one RRULE, and any EXDATE and RDATE. Each member has
    `shifts_per_member` shifts in a row, counted from `start`; a member None leaves the shift to
    nobody. `since` and `until` (None: no limit), PagerDuty's effective dates, only cut the shifts.
    Raises ValueError for a naive time, a length that is not positive, or a recurrence that is not
    understood.
    """

    start: datetime
    seconds: int
    time_zone: str
    recurrence: tuple[str, ...]
    members: tuple[str | None, ...]
    shifts_per_member: int = 1
    everyone: bool = False
    since: datetime | None = None
    until: datetime | None = None

    def __post_init__(self) -> None:
        aware(self.start, self.since, self.until)
        parsed(self.recurrence)
        if self.seconds <= 0 or self.shifts_per_member <= 0:
            raise ValueError("a shift takes time, and a member at least one shift")


@frozen
class Rotation:
    """Events that follow each other; overrides name the rotation by `ident`, its id."""

    events: tuple[Event, ...]
    ident: str | None = field(default=None, compare=False)


@frozen
class CustomShift:
    """Single shift in [start, end), outside of all rotations; overrides name it by `ident`."""

    start: datetime
    end: datetime
    user: str | None
    ident: str | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        aware(self.start, self.end)


@frozen
class ShiftOverride:
    """Override in [start, end): `overriding` has the shifts of `overridden`; None is nobody.

    It acts on the rotation or the custom shift with the given id, one of the two. The newest
    override wins; what other overrides say does not count. Raises ValueError unless exactly one id
    is given.
    """

    start: datetime
    end: datetime
    rotation: str | None
    custom_shift: str | None
    overridden: str | None
    overriding: str | None

    def __post_init__(self) -> None:
        aware(self.start, self.end)
        if (self.rotation is None) == (self.custom_shift is None):
            raise ValueError("an override is of a rotation or of a custom shift")

    @property
    def ident(self) -> str | None:
        """Id of the rotation or custom shift."""
        return self.rotation or self.custom_shift


@frozen
class ShiftSchedule:
    """Schedule on which everybody is on call whose shift it is; newest override last."""

    time_zone: str
    rotations: tuple[Rotation, ...]
    custom_shifts: tuple[CustomShift, ...] = ()
    overrides: tuple[ShiftOverride, ...] = ()

    def overrides_of(self, part: Rotation | CustomShift) -> tuple[ShiftOverride, ...]:
        """Return the overrides of one rotation or custom shift, by its id."""
        return tuple(one for one in self.overrides if one.ident == part.ident)
