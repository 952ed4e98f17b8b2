"""Instants, hand-offs and lengths of turns as people write them. Reads none back."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from pdsync.kinds._values.durations import duration_words
from pdsync.kinds._values.instants import at_wall
from pdsync.kinds._values.words import Plain
from pdsync.stamps import clock_stamp, utc_stamp
from pdsync.units import DAY, WEEK
from pdsync.wall_times import DAY_NAMES


def local(at: datetime, zone: str) -> datetime:
    """Return an instant with the time that the clocks of a zone show."""
    return at.astimezone(ZoneInfo(zone))


def time_written(at: datetime, zone: str) -> Plain:
    """Write an instant as the clocks of a zone show it; in UTC where that is not enough."""
    shown = clock_stamp(at, zone)
    return Plain(shown if at_wall(shown, zone) == at else utc_stamp(at))


def length_written(seconds: int) -> Plain:
    """Write how long a turn is: `weekly`, `daily`, `12h`."""
    words = {DAY: "daily", WEEK: "weekly"}
    return Plain(words.get(seconds) or duration_words(seconds))


def handoff_written(at: datetime, turn: int, zone: str) -> Plain:
    """Write the hand-off of turns of which one begins at an instant: `Mon 09:00`, or `09:00`."""
    there = local(at, zone)
    day = "" if turn % WEEK else f"{DAY_NAMES[there.weekday()]} "
    return Plain(f"{day}{there:%H:%M}" + (f":{there:%S}" if there.second else ""))
