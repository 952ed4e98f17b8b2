"""Changes of the clocks in a calendar, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from pdsync.render.page.words import short_day
from pdsync.roster import Calendar
from pdsync.units import A_MINUTE


def clock_changes(calendar: Calendar, days: Sequence[date]) -> Iterator[str]:
    """Tell the days on which the clocks of a schedule are put forward or back."""
    for day in calendar.days:
        if day.change and days[0] <= day.date <= days[-1]:
            yield f"{short_day(day.date)}: clocks go {_how(day.change)}"


def _how(change: timedelta) -> str:
    minutes = abs(change) // A_MINUTE
    size = f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes} min"
    return f"{'forward' if change > timedelta() else 'back'} {size}"
