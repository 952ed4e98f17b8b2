"""Times of day and days of the week, as the clock on a wall tells them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pdsync.units import HOUR, MINUTE

DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def wall_time(second: int) -> str:
    """Write a second of the day as `09:30`; the end of the day is `24:00`."""
    return f"{second // HOUR:02}:{second // MINUTE % MINUTE:02}"


def second_of_day(text: str) -> int:
    """Read `09:30` or `09:30:00` as a second of the day."""
    units = zip((HOUR, MINUTE, 1), text.split(":"), strict=False)
    return sum(unit * int(number) for unit, number in units)


def runs(numbers: Iterable[int]) -> list[list[int]]:
    """Return numbers in order, each once, those that follow each other in one list."""
    found: list[list[int]] = []
    for number in sorted({*numbers}):
        if found and found[-1][-1] == number - 1:
            found[-1].append(number)
        else:
            found.append([number])
    return found


def day_range(run: Sequence[int]) -> str:
    """Write days in a row, Monday as 0, as `Mon-Fri`; one alone as `Mon`."""
    names = [DAY_NAMES[day] for day in run]
    return f"{names[0]}-{names[-1]}" if len(names) > 1 else names[0]


def days_written(numbers: Iterable[int]) -> str:
    """Write ISO days, from 1 (Monday), as YAML takes them: `Mon-Thu,Sun`."""
    return ",".join(day_range(run) for run in runs(number - 1 for number in numbers))
