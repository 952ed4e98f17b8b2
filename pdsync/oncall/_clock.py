"""Wall seconds and epoch seconds of a time zone, one from the other. Knows no schedule.

Wall seconds count what the clocks show from Monday 5 January 1970, 00:00, so that their
remainder by a week is the second of the week.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache

from pdsync.intervals import merge
from pdsync.oncall._choices import OddTime
from pdsync.units import DAY
from pdsync.zones import agree, zone

MONDAY = 4 * DAY
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAIVE = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall clock has no zone
_SECOND = timedelta(seconds=1)
LONG_AGO = 1_577_836_800
"""2020 in epoch seconds: whatever is written is written later."""
_FAR_BACK = 5 * 366 * DAY


def seconds_of(instant: datetime) -> int:
    """Epoch seconds, the fraction cut off."""
    return (instant - _EPOCH) // _SECOND


def instant_of(seconds: int) -> datetime:
    """The instant, in UTC."""
    return _EPOCH + timedelta(seconds=seconds)


@dataclass(frozen=True)
class Clock:
    """The clocks of a zone; raises zoneinfo.ZoneInfoNotFoundError for one that does not exist."""

    zone: str
    odd_time: OddTime = OddTime.FORWARD

    def wall(self, epoch: int) -> int:
        """Return what the clocks show at an instant, in wall seconds."""
        offset = _steady_offset(self.zone, epoch // DAY)
        if offset is None:
            offset = _offset(self.zone, epoch)
        return epoch + offset - MONDAY

    def epoch(self, wall: int) -> int:
        """Return the instant at which the clocks show this, in epoch seconds."""
        shown = wall + MONDAY
        offset = _steady_offset(self.zone, shown // DAY)
        if offset is not None:
            return shown - offset
        fold = int(self.odd_time is OddTime.BACKWARD)
        there = (_NAIVE + timedelta(seconds=shown)).replace(tzinfo=_zone(self.zone), fold=fold)
        return seconds_of(there)

    def changes(self, start: int, end: int) -> list[tuple[int, int]]:
        """The days around each change of the clocks in the range, in epoch seconds."""
        days = range(start // DAY, end // DAY + 1)
        found = (day * DAY for day in days if _steady_offset(self.zone, day) is None)
        return [*merge((max(day, start), min(day + DAY, end)) for day in found)]

    def beginning(self, walls: Iterable[int]) -> int | None:
        """The first of some wall times at which turns may begin, in epoch seconds.

        Each is earlier than the one before it. One that is skipped or shown twice would not come
        back as itself. Where databases of time zones differ, the last is taken at which they agree,
        in the five years before: whichever PagerDuty has, turns then begin at the same hour.
        """
        usable: int | None = None
        for wall in walls:
            at = self.epoch(wall)
            if self.wall(at) != wall:
                continue
            if agree(self.zone, instant_of(at)):
                return at
            usable = at if usable is None else usable
            if usable - at > _FAR_BACK:
                break
        return usable

    def margin(self, epoch: int) -> int:
        """Bound on a change of the clocks in wall seconds: the largest is by a day."""
        return 2 * DAY if _steady_offset(self.zone, epoch // DAY) is None else 0


@dataclass(frozen=True)
class WallClock:
    """A clock that is never changed: an epoch made of wall seconds, for proofs on the wall."""

    def wall(self, epoch: int) -> int:
        """The same."""
        return epoch

    def epoch(self, wall: int) -> int:
        """The same."""
        return wall

    def margin(self, _epoch: int) -> int:
        """Nothing misleads."""
        return 0


AnyClock = Clock | WallClock


@lru_cache(maxsize=128)
def _zone(name: str) -> tzinfo:
    return zone(name)


def _offset(zone: str, epoch: int) -> int:
    offset = instant_of(epoch).astimezone(_zone(zone)).utcoffset()
    assert offset is not None  # noqa: S101 - every zone has one; this tells the type checker
    return offset // _SECOND


@lru_cache(maxsize=65_536)
def _steady_offset(zone: str, day: int) -> int | None:
    """The offset of a day and of a day and a half around it, or None if it changes."""
    reach = range((day - 1) * DAY - DAY // 2, (day + 2) * DAY + DAY // 2 + 1, DAY // 4)
    offsets = {_offset(zone, epoch) for epoch in reach}
    return offsets.pop() if len(offsets) == 1 else None
