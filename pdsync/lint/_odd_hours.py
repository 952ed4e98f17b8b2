"""The hours that the clocks of a zone skip or show twice in a year. Finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.units import A_DAY, A_SECOND
from pdsync.zones import zone as read_zone

_AHEAD = 366
_EPOCH_MONDAY = datetime(1970, 1, 5)  # noqa: DTZ001 - a wall clock has no zone


@frozen
class OddHours:
    """Hours that clocks skip or show twice: [start, end) in wall seconds of the week."""

    zone: str
    at: datetime
    start: int
    end: int
    skipped: bool

    def first(self, second: int, period: int) -> int | None:
        """The first wall second in it that comes every period; None for none."""
        found = self.start + (second - self.start) % period
        return found if found < self.end else None

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The instants of these hours: two passes of those that are shown twice, else one."""
        passed = timedelta(seconds=0 if self.skipped else self.end - self.start)
        return self.at - passed, self.at + passed

    def told(self, wall: int, what: str) -> tuple[str, str]:
        """Say what is wrong with something at a wall second in it, and what to write."""
        how = "skip" if self.skipped else "show twice"
        when, start, end = (
            _EPOCH_MONDAY + timedelta(seconds=one) for one in (wall, self.start, self.end)
        )
        return (
            f"{what} at {when:%H:%M}, which the clocks in {self.zone} {how} on "
            f"{when:%a %-d %b %Y}; PagerDuty does not say what it makes of that",
            f"write a time before {start:%H:%M}, or from {end:%H:%M} on",
        )


def odd_hours(zone: str, now: datetime) -> Iterator[OddHours]:
    """Return the odd hours of a zone's changes of clocks within a year."""
    clocks = read_zone(zone)
    offset = now.astimezone(clocks).utcoffset()
    for number in range(_AHEAD):
        before, after = now + number * A_DAY, now + (number + 1) * A_DAY
        offset_before, offset = offset, after.astimezone(clocks).utcoffset()
        if offset_before == offset:
            continue
        while after - before > A_SECOND:
            middle = before + (after - before) // 2
            same = middle.astimezone(clocks).utcoffset() == offset_before
            before, after = (middle, after) if same else (before, middle)
        at = after.replace(microsecond=0)
        last = oncall.wall_second(zone, at - A_SECOND) + 1
        next_ = oncall.wall_second(zone, at)
        yield OddHours(zone, at, min(last, next_), max(last, next_), next_ > last)
