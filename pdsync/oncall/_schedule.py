"""Layered schedules and their shifts. Plain values; renders nothing."""

from __future__ import annotations

from datetime import datetime

from pdsync.frozen import frozen
from pdsync.units import DAY, WEEK


@frozen(order=True)
class Window:
    """Time of the week in which a layer has somebody on call (PagerDuty's restriction).

    `start` is in wall seconds since Monday 00:00; a window may run past the end of the week.
    Raises ValueError if it starts outside the week or has no length.
    """

    start: int
    seconds: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < WEEK or self.seconds <= 0:
            raise ValueError(f"no window of a week: {self}")

    @classmethod
    def daily(cls, start: int, seconds: int) -> tuple[Window, ...]:
        """Return the windows that open every day, `start` wall seconds after midnight."""
        return tuple(cls(day + start, seconds) for day in range(0, WEEK, DAY))


@frozen
class Layer:
    """Layer: users who take turns. Raises ValueError for a naive time or a turn of no length.

    `users` take turns of `turn_seconds` on the wall clock, counted from `virtual_start`; `start`
    and `end` (None: never) only cut them. Without windows the layer is on call all the time.
    """

    start: datetime
    end: datetime | None
    virtual_start: datetime
    turn_seconds: int
    users: tuple[str, ...]
    windows: tuple[Window, ...] = ()

    def __post_init__(self) -> None:
        aware(self.start, self.end, self.virtual_start)
        if self.turn_seconds <= 0:
            raise ValueError("a turn takes time")


@frozen
class Override:
    """Person who is on call in [start, end), whatever the layers say."""

    start: datetime
    end: datetime
    user: str

    def __post_init__(self) -> None:
        aware(self.start, self.end)


@frozen
class Schedule:
    """Layers from bottom to top, and overrides from oldest to newest."""

    time_zone: str
    layers: tuple[Layer, ...]
    overrides: tuple[Override, ...] = ()


@frozen(order=True)
class Span:
    """Interval [start, end), in UTC."""

    start: datetime
    end: datetime


@frozen(order=True)
class Shift:
    """Interval [start, end) in which a person is on call, in UTC."""

    start: datetime
    end: datetime
    user: str


def aware(*times: datetime | None) -> None:
    """Raise ValueError for a datetime without a time zone."""
    for time in times:
        if time is not None and time.utcoffset() is None:
            raise ValueError(f"not an instant, for want of an offset: {time}")
