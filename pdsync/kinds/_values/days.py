"""Days of the week, as people write them and as PagerDuty counts them: 1 is Monday. Reads only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any

from pdsync.kinds._values.lists import as_list
from pdsync.kinds._values.patterns import beginnings
from pdsync.kinds._values.problem import problem
from pdsync.kinds._values.words import Reads, shown
from pdsync.units import DAY, WEEK
from pdsync.wall_times import DAY_NAMES, wall_time

NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HELP = "write 1 (Monday) to 7 (Sunday), or a name such as Mon"
_WEEK = len(NAMES)
_SHORTEST = 2
A_NAME = f"(?:{'|'.join(beginnings(name, _SHORTEST) for name in NAMES)})"
"""Pattern of the name of a day, as editors check it."""


def day(value: Any) -> int:
    """Read a day, 1 (Monday) to 7, or a name; raises a pydantic error for anything else."""
    written = str(value).strip().lower() if isinstance(value, str | int) else ""
    if re.fullmatch(r"[1-7]", written):
        return int(written)
    found = [number for number, name in enumerate(NAMES, start=1) if _means(written, name)]
    if len(found) != 1:
        raise problem(f"{shown(value)} is not a day of the week", help=_HELP)
    return found[0]


def _means(written: str, name: str) -> bool:
    return len(written) >= _SHORTEST and name.startswith(written)


def days(value: Any) -> tuple[int, ...]:
    """Read days, in the order of the week, each once.

    From a list, or a text such as `Mon-Fri, Sun`. Raises a pydantic error for what is no day, and
    for no day at all.
    """
    parts = (
        re.split(r"[,\s]+(?![-\s])", value.strip()) if isinstance(value, str) else as_list(value)
    )
    found = {number for part in parts for number in _range(part)}
    if not found:
        raise problem("no day of the week is left", help="write at least one, such as Mon-Fri")
    return tuple(sorted(found))


def _range(part: Any) -> Iterator[int]:
    first, dash, last = part.partition("-") if isinstance(part, str) else (part, "", "")
    start = day(first)
    end = day(last) if dash else start
    yield from ((start - 1 + step) % _WEEK + 1 for step in range((end - start) % _WEEK + 1))


def week_time(second: int) -> str:
    """Write a second of the wall week (from Monday 00:00) as people do: `Mon 09:00`."""
    number, rest = divmod(second % WEEK, DAY)
    return f"{DAY_NAMES[number]} {wall_time(rest)}"


_DAY = {"enum": [*range(1, 8), *DAY_NAMES]}
DayOfWeek = Annotated[int, Reads(day, _DAY, takes="day")]
Days = Annotated[
    tuple[int, ...],
    Reads(days, {"anyOf": [{"type": "string"}, {"type": "array", "items": _DAY}]}, takes="days"),
]
