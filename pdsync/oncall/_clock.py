"""Conversion between wall seconds and epoch seconds of a time zone. Knows no schedule.

Wall seconds count what the clocks show from Monday 5 January 1970, 00:00, so that their
remainder by a week is the second of the week.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache

from pdsync.frozen import frozen
from pdsync.intervals import merge
from pdsync.oncall._choices import OddTime
from pdsync.units import A_SECOND, DAY
from pdsync.zones import agree, zone

MONDAY = 4 * DAY
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAIVE = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall clock has no zone
LONG_AGO = 1_577_836_800
"""2020 in epoch seconds: whatever is written is written later."""
_FAR_BACK = 5 * 366 * DAY
_TOGETHER = 6
"""Days that are looked at by their ends alone: nowhere do clocks go forth and back within them."""


def seconds_of(instant: datetime) -> int:
    """Return epoch seconds; the fraction of a second is cut off."""
    return (instant - _EPOCH) // A_SECOND


@lru_cache(maxsize=8192)
def instant_of(seconds: int) -> datetime:
    """Return the instant of some epoch seconds, in UTC; most schedules share their instants."""
    return _EPOCH + timedelta(seconds=seconds)


@frozen
class Clock:
    """Clock of a time zone; raises zoneinfo.ZoneInfoNotFoundError if the zone does not exist."""

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
        """Return the days around each clock change in a range, in epoch seconds."""
        days = range(start // DAY, end // DAY + 1)
        near = {
            day
            for at in range(days.start - 2, days.stop + 2, _TOGETHER)
            if _offset_at_noon(self.zone, at) != _offset_at_noon(self.zone, at + _TOGETHER)
            for day in range(at - 2, at + _TOGETHER + 3)
        }
        found = (
            day * DAY
            for day in sorted(near)
            if day in days and _steady_offset(self.zone, day) is None
        )
        return [*merge((max(day, start), min(day + DAY, end)) for day in found)]

    def skipped(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the wall times that the clocks skip in a range of epoch seconds."""
        found = []
        for first, last in self.changes(start, end):
            before, after = self._ahead(first), self._ahead(last)
            if after > before:
                at = first + bisect_right(range(first, last), before, key=self._ahead)
                found.append((at + before, at + after))
        return found

    def _ahead(self, epoch: int) -> int:
        return self.wall(epoch) - epoch

    def beginning(self, walls: Iterable[int]) -> int | None:
        """Return the first of some wall times at which turns may begin, in epoch seconds.

        The wall times come latest first. One that is skipped or shown twice is passed over: read
        back, it would be another time. Time zone databases differ, and PagerDuty's is not known, so
        the last wall time within five years before is taken on which all databases here agree.
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
        """Return a bound on clock changes in wall seconds; the largest known change is a day."""
        return 2 * DAY if _steady_offset(self.zone, epoch // DAY) is None else 0


@frozen
class WallClock:
    """A clock that is never changed: an epoch made of wall seconds, for proofs on the wall."""

    def wall(self, epoch: int) -> int:
        """Return the seconds unchanged."""
        return epoch

    def epoch(self, wall: int) -> int:
        """Return the seconds unchanged."""
        return wall

    def margin(self, _epoch: int) -> int:
        """Return 0: this clock never changes."""
        return 0


AnyClock = Clock | WallClock


@lru_cache(maxsize=128)
def _zone(name: str) -> tzinfo:
    return zone(name)


def _offset(zone: str, epoch: int) -> int:
    offset = instant_of(epoch).astimezone(_zone(zone)).utcoffset()
    assert offset is not None  # noqa: S101 - every zone has one; this tells the type checker
    return offset // A_SECOND


@lru_cache(maxsize=65_536)
def _steady_offset(zone: str, day: int) -> int | None:
    """Return the offset of a day and 36 hours around it, None if the offset changes.

    It is asked for at both ends alone, which are less than _TOGETHER apart.
    """
    before, after = _offset_at_noon(zone, day - 2), _offset_at_noon(zone, day + 2)
    return before if before == after else None


@lru_cache(maxsize=65_536)
def _offset_at_noon(zone: str, day: int) -> int:
    return _offset(zone, day * DAY + DAY // 2)
