"""Layered schedules and the shifts that they come to. Plain values; renders nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pdsync.units import DAY, WEEK


@dataclass(frozen=True, order=True)
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
        """The windows that open every day, `start` wall seconds after midnight."""
        return tuple(cls(day + start, seconds) for day in range(0, WEEK, DAY))


@dataclass(frozen=True)
class Layer:
    """A rotation. Every time is aware; raises ValueError for a naive one or an empty turn.

    `users` take turns of `turn_seconds` on the wall clock from `virtual_start`; `start` and `end`
    (None: never) only cut. No windows: always.
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


@dataclass(frozen=True)
class Override:
    """Somebody takes over in [start, end), whatever the layers say."""

    start: datetime
    end: datetime
    user: str

    def __post_init__(self) -> None:
        aware(self.start, self.end)


@dataclass(frozen=True)
class Schedule:
    """Layers from the bottom to the top, overrides from the oldest to the newest."""

    time_zone: str
    layers: tuple[Layer, ...]
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True, order=True)
class Span:
    """The time in [start, end), in UTC."""

    start: datetime
    end: datetime


@dataclass(frozen=True, order=True)
class Shift:
    """Somebody is on call in [start, end), in UTC."""

    start: datetime
    end: datetime
    user: str


def aware(*times: datetime | None) -> None:
    """Raise ValueError for a time that is not an instant."""
    for time in times:
        if time is not None and time.utcoffset() is None:
            raise ValueError(f"not an instant, for want of an offset: {time}")
