"""Restrictions written as windows of the week. Writes text; reads none back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from pdsync.kinds._values.days import week_time
from pdsync.kinds.schedule.layers.restriction import Restriction
from pdsync.units import DAY, MINUTE
from pdsync.wall_times import day_range, runs, second_of_day, wall_time


def windows_written(restrictions: Sequence[Restriction]) -> str:
    """Return what to write after `only:`."""
    found = list(_windows(restrictions))
    return found[0] if len(found) == 1 else f"[{', '.join(found)}]"


def _windows(restrictions: Sequence[Restriction]) -> Iterator[str]:
    """Return each window once, several days together; in PagerDuty's form where that is needed."""
    days: dict[tuple[int, int], list[int]] = {}
    for one in restrictions:
        start = _second(one.start_time_of_day)
        if start is None or one.duration_seconds % MINUTE:
            yield _verbatim(one)
        elif one.start_day_of_week is None:
            yield _hours(start, one.duration_seconds)
        elif one.duration_seconds > DAY or (one.duration_seconds == DAY and start):
            yield _stretch((one.start_day_of_week - 1) * DAY + start, one.duration_seconds)
        else:
            days.setdefault((start, one.duration_seconds), []).append(one.start_day_of_week)
    for (start, length), numbers in days.items():
        hours = "" if length == DAY else f" {_hours(start, length)}"
        text = f"{_days(numbers)}{hours}"
        yield json.dumps(text) if "," in text else text


def _second(time: object) -> int | None:
    """Return a second of the day; None for times that are not whole minutes."""
    second = second_of_day(str(time))
    return None if second % MINUTE else second


def _verbatim(one: Restriction) -> str:
    fields = {name: getattr(one, name) for name in type(one).model_fields}
    return json.dumps({name: value for name, value in fields.items() if value is not None})


def _hours(start: int, length: int) -> str:
    end = (start + length) % DAY or DAY
    return f"{wall_time(start)}-{wall_time(end)}"


def _stretch(start: int, length: int) -> str:
    return f"{week_time(start)} - {week_time(start + length)}"


def _days(numbers: Sequence[int]) -> str:
    """Write days as `Mon-Fri`, `Sat,Sun` for two, or `Mon,Wed-Fri`."""
    return ",".join(day_range(run) for run in runs(number - 1 for number in numbers))
