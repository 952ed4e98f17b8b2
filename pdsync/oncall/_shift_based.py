"""Shift-based schedules: rotations, events, overrides. Plain values; renders nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from pdsync.oncall._schedule import aware
from pdsync.oncall.recurrence.lines import parsed


@dataclass(frozen=True)
class Event:
    """Shifts that come again and again; members take them in turn, or all of them together.

    `start` and `seconds`, on the wall clock of the event's own zone, are the first shift;
    `recurrence` is lines of iCalendar: one RRULE, and any EXDATE and RDATE. Each member has
    `shifts_per_member` shifts, counted from `start` on; None leaves a shift to nobody. `since`
    and `until` (None: no limit) only cut. Raises ValueError for what is none of this.
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


@dataclass(frozen=True)
class Rotation:
    """Events that are meant to follow each other; `ident` is the id by which overrides name it."""

    events: tuple[Event, ...]
    ident: str | None = field(default=None, compare=False)


@dataclass(frozen=True)
class CustomShift:
    """One shift in [start, end), outside of all rotations; `ident` is as that of a rotation."""

    start: datetime
    end: datetime
    user: str | None
    ident: str | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        aware(self.start, self.end)


@dataclass(frozen=True)
class ShiftOverride:
    """In [start, end), `overriding` has the shifts that are `overridden`'s; None is nobody.

    Whatever other overrides say, of which the newest wins. Only those of the rotation, or of the
    custom shift, with that id: one of the two is given. Raises ValueError otherwise.
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
        """The id of the rotation or custom shift."""
        return self.rotation or self.custom_shift


@dataclass(frozen=True)
class ShiftSchedule:
    """Everybody whose shift it is, is on call; overrides from the oldest to the newest."""

    time_zone: str
    rotations: tuple[Rotation, ...]
    custom_shifts: tuple[CustomShift, ...] = ()
    overrides: tuple[ShiftOverride, ...] = ()

    def overrides_of(self, part: Rotation | CustomShift) -> tuple[ShiftOverride, ...]:
        """The overrides of one of its rotations or custom shifts."""
        return tuple(one for one in self.overrides if one.ident == part.ident)
