"""Windows of the week and restrictions as people write them. Writes; reads none back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from pdsync.kinds._values.days import week_time
from pdsync.kinds._values.words import Plain
from pdsync.kinds.schedule.layers.restriction import Restriction
from pdsync.units import DAY, MINUTE
from pdsync.wall_times import days_written, second_of_day, wall_time


def windows_written(restrictions: Sequence[Restriction]) -> str:
    """Return what to write after `only:`."""
    found = [_on_a_line(one) for one in windows(restrictions)]
    return found[0] if len(found) == 1 else f"[{', '.join(found)}]"


def _on_a_line(one: Any) -> str:
    return json.dumps(one) if not isinstance(one, str) or "," in one else one


def windows(restrictions: Sequence[Restriction]) -> list[Any]:
    """Return each window once, several days together; in PagerDuty's form where that is needed."""
    return [*_windows(restrictions)]


def _windows(restrictions: Sequence[Restriction]) -> Iterator[Any]:
    days: dict[tuple[int, int], list[int]] = {}
    for one in restrictions:
        start, length = _second(one.start_time_of_day), one.duration_seconds
        if start is None or length % MINUTE:
            yield _verbatim(one)
        elif one.start_day_of_week is None:
            yield hours(start, length)
        elif length > DAY or (length == DAY and start):
            yield stretch(one.start_day_of_week, start, length)
        else:
            days.setdefault((start, length), []).append(one.start_day_of_week)
    yield from (on_days(numbers, *times) for times, numbers in days.items())


def _second(time: object) -> int | None:
    """Return a second of the day; None for times that are not whole minutes."""
    second = second_of_day(str(time))
    return None if second % MINUTE else second


def _verbatim(one: Restriction) -> dict[str, Any]:
    fields = {name: getattr(one, name) for name in type(one).model_fields}
    return {name: value for name, value in fields.items() if value is not None}


def hours(start: int, length: int) -> Plain:
    """Write times of day, in seconds, as `09:00-17:00`."""
    end = (start + length) % DAY or DAY
    return Plain(f"{wall_time(start)}-{wall_time(end)}")


def on_days(numbers: Sequence[int], start: int, length: int) -> Plain:
    """Write a window of no more than a day on days of the week, from 1: `Mon-Fri 09:00-17:00`."""
    return Plain(days_written(numbers) + ("" if length == DAY else f" {hours(start, length)}"))


def stretch(day: int, start: int, length: int) -> Plain:
    """Write a window that begins on a day of the week, from 1: `Fri 18:00 - Mon 09:00`."""
    begins = (day - 1) * DAY + start
    return Plain(f"{week_time(begins)} - {week_time(begins + length)}")
