"""Scene of a calendar: days that are drawn side by side, and where a time lies in them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pdsync.frozen import frozen
from pdsync.render.page.people import Faces
from pdsync.render.page.sides import Sides
from pdsync.roster import Frame
from pdsync.units import A_DAY

MOST_WEEKS = 4
"""So many weeks are side by side; more have a calendar below."""
WIDTH = 1008
"""Width of all days in pixels, on the narrowest screen on which bars are drawn."""
DAY_WIDTH = 72
"""Width of a day in pixels where not all days are in view, such as on a phone."""


@frozen
class Scene:
    """Common parts of a page's calendars; `sides` are before and after a plan."""

    frame: Frame
    faces: Faces
    sides: Sides = field(default_factory=Sides)


@frozen
class Scale:
    """Days side by side, all of one width: a time of the day has its place, whatever the clocks."""

    days: Sequence[date]
    zone: ZoneInfo

    @property
    def wide(self) -> float:
        """Width of a day in pixels."""
        return WIDTH / len(self.days)

    @property
    def on_phone(self) -> float:
        """The same where not all days are in view."""
        return max(self.wide, DAY_WIDTH)

    def at(self, instant: datetime) -> float:
        """Where an instant lies, in days since the first; the edges for what lies outside."""
        wall = instant.astimezone(self.zone).replace(tzinfo=None)
        first = datetime(*self.days[0].timetuple()[:3])  # noqa: DTZ001 - a wall clock's midnight
        return min(max((wall - first) / A_DAY, 0.0), float(len(self.days)))

    def today(self, now: datetime) -> int | None:
        """Return the number of the day that is today; None where it is not among them."""
        number = (now.astimezone(self.zone).date() - self.days[0]) // A_DAY
        return number if 0 <= number < len(self.days) else None


def chunks(frame: Frame) -> Iterator[tuple[date, ...]]:
    """The days of a report, as many side by side as can be read."""
    size = 7 * MOST_WEEKS
    dates = frame.dates
    yield from (dates[start : start + size] for start in range(0, len(dates), size))


def extent(days: Sequence[date], zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From midnight to midnight on the clocks of a zone."""
    first, last = days[0], days[-1] + timedelta(days=1)
    start, end = (datetime(one.year, one.month, one.day, tzinfo=zone) for one in (first, last))
    return start, end
