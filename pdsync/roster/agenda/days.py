"""Days and weeks as a calendar shows them, on the clocks of a zone. Asks no schedule anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pdsync.frozen import frozen
from pdsync.roster._timeline import Stretch
from pdsync.roster.agenda.answers import FAR
from pdsync.units import A_DAY


@frozen
class Frame:
    """The whole weeks that are looked at, from a Monday on, and the instant that is now.

    `zone` is whose clocks are shown, None for each schedule's own.
    """

    first: date
    weeks: int
    now: datetime
    zone: str | None = None

    @classmethod
    def of_week(cls, day: date, weeks: int, now: datetime, zone: str | None = None) -> Frame:
        """Some weeks, from the Monday of a day's week on."""
        return cls(day - day.weekday() * A_DAY, weeks, now, zone)

    @property
    def dates(self) -> tuple[date, ...]:
        """Every day."""
        return tuple(self.first + number * A_DAY for number in range(7 * self.weeks))

    def range(self, zone: str) -> tuple[datetime, datetime]:
        """From midnight to midnight on the clocks of a zone."""
        return midnight(self.first, zone), midnight(self.first + 7 * self.weeks * A_DAY, zone)

    @property
    def needed(self) -> tuple[datetime, datetime]:
        """All that must be known, whatever the zone: the weeks, and what comes after now."""
        start, end = self.range("Etc/UTC")
        return min(start, self.now) - A_DAY, max(end + A_DAY, self.now + FAR)


@frozen
class CalendarDay:
    """A day of a zone: when it begins and ends, and who is on call in it, cut at both.

    `change` is how far its clocks are put forward, below nothing when they are put back.
    """

    date: date
    start: datetime
    end: datetime
    stretches: tuple[Stretch, ...]

    @property
    def change(self) -> timedelta:
        """Amount by which the day is shorter than others (a change of the clocks)."""
        return A_DAY - (self.end - self.start)


def midnight(day: date, zone: str) -> datetime:
    """Return the start of a day in UTC: midnight, or the first hour where clocks skip midnight."""
    there = datetime.combine(day, time(), ZoneInfo(zone))
    return there.astimezone(UTC)


def days(stretches: Sequence[Stretch], dates: Sequence[date], zone: str) -> tuple[CalendarDay, ...]:
    """A course cut into days."""
    found = ((day, midnight(day, zone), midnight(day + A_DAY, zone)) for day in dates)
    return tuple(
        CalendarDay(day, start, end, tuple(_within(stretches, start, end)))
        for day, start, end in found
    )


def _within(stretches: Sequence[Stretch], start: datetime, end: datetime) -> Iterator[Stretch]:
    for one in stretches:
        if one.start < end and start < one.end:
            yield Stretch(max(one.start, start), min(one.end, end), one.people)
