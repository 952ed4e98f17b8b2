"""Times and shares as people read them. Takes the JSON's texts; knows no time zone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from pdsync.stamps import read_stamp
from pdsync.wall_times import DAY_NAMES, runs

DASH = "\u2013"
"""Between the ends of a range."""

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905 - as it is read


def time_words(text: str, year: int | None = None) -> str:
    """A time on the clocks that it was told by, `Mon 2 Mar 12:00`; its year unless it is `year`."""
    time = read_stamp(text)
    seconds = f":{time.second:02}" if time.second else ""
    return f"{day_words(time, year)} {time.hour:02}:{time.minute:02}{seconds}"


def day_words(day: date, year: int | None = None) -> str:
    """A day, `Mon 2 Mar`; its year unless it is `year`."""
    words = f"{DAY_NAMES[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
    return words if day.year == year else f"{words} {day.year}"


def date_words(text: str) -> str:
    """The date of a time, with its year."""
    time = read_stamp(text)
    return f"{time.day} {_MONTHS[time.month - 1]} {time.year}"


def minute_words(text: str) -> str:
    """A time with its year, its seconds left out."""
    return time_words(read_stamp(text).replace(second=0).isoformat())


def span_words(start: str, end: str, year: int | None = None) -> str:
    """A span, `Mon 2 Mar 09:00 to 17:00` with a dash; the day of its end only where it is another.

    Both times are on the clocks that they were told by.
    """
    last = time_words(end, year)
    if read_stamp(start).date() == read_stamp(end).date():
        last = last.rpartition(" ")[2]
    return f"{time_words(start, year)} {DASH} {last}"


def minute_span(span: Mapping[str, Any], year: int) -> str:
    """The ends of a span, in minutes: what is cut off at the end counts as one."""
    start, end = (read_stamp(span[name]) for name in ("start", "end"))
    up = timedelta(seconds=-end.second % 60, microseconds=-end.microsecond)
    ends = (start.replace(second=0, microsecond=0), end + up)
    return f" {DASH} ".join(time_words(one.isoformat(), year) for one in ends)


def year_of(text: str) -> int:
    """The year of a time."""
    return read_stamp(text).year


def percent(share: float) -> str:
    """A share in percent, never rounded up to all or down to nothing."""
    if share in {0, 100}:
        return f"{share:.0f} %"
    return f"{min(max(share, 0.1), 99.9):.1f} %"


def days_of_week(numbers: Sequence[int]) -> str:
    """ISO days as people write them: `Mon-Fri`, `Sat, Sun`; 0 stands for every day."""
    return ", ".join(_run(run) for run in runs(numbers))


def _run(run: Sequence[int]) -> str:
    if run[0] == 0:
        return "daily"
    names = [DAY_NAMES[number - 1] for number in run]
    return ", ".join(names) if len(names) < 3 else f"{names[0]}-{names[-1]}"  # noqa: PLR2004 - a range
