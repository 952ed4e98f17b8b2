"""Instants as people and PagerDuty write them. Reads and writes text; asks no clock."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Annotated, Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from pydantic_core import PydanticCustomError

from pdsync.kinds._values.patterns import text_like
from pdsync.kinds._values.problem import problem
from pdsync.kinds._values.words import Reads, shown

TIME = (
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[Tt ]+(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]+)?)?)?"
    r"\s*(?P<offset>[Zz]|[+-][0-9]{2}:?[0-9]{2})?(?:\s*UTC)?"
)
"""Pattern of a date, with a time of day and an offset if they are written."""
_EXAMPLES = "write a time such as 2026-01-05 09:00, or an instant such as 2026-01-05T09:00:00Z"


_Day = TypeVar("_Day", date, datetime)
YEARS = range(1970, 2200)
"""The years in which times may be: before them there is no PagerDuty, after them no rule."""


class _Odd(NamedTuple):
    """Local time that is no instant, with what is wrong and what to write."""

    message: str
    help: str


def instant(value: Any, examples: str = _EXAMPLES) -> datetime:
    """Read an instant, in UTC and whole seconds.

    Raises a pydantic error for what is no time, and for a local time without a time zone;
    `examples` says what to write instead of what is no time.
    """
    if isinstance(value, datetime):
        return value
    if isinstance(value, _Odd):
        raise problem(value.message, help=value.help)
    time, offset = _parsed(value, examples)
    if offset is None:
        raise problem(
            f"'{value}' is a local time, and its time zone is not written",
            help="write the schedule's `time_zone`, or an instant such as 2026-01-05T09:00:00Z",
        )
    return _in_utc(value, time.replace(tzinfo=timezone(offset)))


def at_wall(value: Any, zone: str) -> Any:
    """Return the instant at which the clocks of `zone` show a local time; others stay as written.

    A time that the clocks skip or show twice becomes a value that `instant` refuses, naming the two
    instants that may be meant.
    """
    try:
        time, offset = _parsed(value)
    except PydanticCustomError:
        return value
    if offset is not None:
        return value
    if time.year not in YEARS:
        return _Odd(*too_far_away(str(value).strip()))
    both = [time.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1)]
    if both[0].utcoffset() != both[1].utcoffset():
        return _odd(str(value).strip(), zone, *both)
    return _in_utc(value, both[0])


def too_far_away(written: str) -> tuple[str, str]:
    """Return the problem of a time out of range, with what to write."""
    return f"'{written}' is too far away", f"write a time of {YEARS[0]} to {YEARS[-1]}"


def near(value: Any, examples: str = _EXAMPLES) -> datetime:
    """Read an instant; raises a pydantic error for one before 1970 or after 2199 too."""
    return in_range(instant(value, examples), value)


def in_range(day: _Day, value: Any) -> _Day:
    """Return a day or instant; raises a pydantic error if its year is not in `YEARS`."""
    if day.year not in YEARS:
        message, help_ = too_far_away(str(value).strip())
        raise problem(message, help=help_)
    return day


def _odd(written: str, zone: str, first: datetime, second: datetime) -> _Odd:
    """Return the problem of a local time that is skipped or shown twice, with the choices.

    Of one that is shown twice the first instant has the larger offset, of one that is skipped the
    smaller.
    """
    twice = _offset_of(first) > _offset_of(second)
    choices = [_shown(one, twice=twice) for one in (first, second)]
    what = "comes twice" if twice else "does not exist"
    return _Odd(
        f"'{written}' {what} in {zone}: the clocks are changed then",
        f"write {choices[0]} or {choices[1]}",
    )


def _offset_of(time: datetime) -> timedelta:
    return time.utcoffset() or timedelta(0)


def _shown(time: datetime, *, twice: bool) -> str:
    """Write a choice with its offset; a skipped time as the clocks show that instant."""
    there = time if twice else time.astimezone(UTC).astimezone(time.tzinfo)
    return there.isoformat(timespec="minutes")


def whole_minute(value: Any) -> datetime:
    """Read an instant; raises a pydantic error for one with seconds too."""
    time = near(value)
    if time.second:
        raise problem(
            "this time has seconds; PagerDuty takes whole minutes here",
            help="write the time without seconds",
        )
    return time


def _parsed(value: Any, examples: str = _EXAMPLES) -> tuple[datetime, timedelta | None]:
    found = re.fullmatch(TIME, value.strip()) if isinstance(value, str) else None
    if not found:
        raise problem(f"{shown(value)} is not a date and time", help=examples)
    clock = f"{int(found['hour'] or 0):02}:{found['minute'] or '00'}:{found['second'] or '00'}"
    try:
        return datetime.fromisoformat(f"{found['date']}T{clock}"), _offset(found["offset"])
    except ValueError:
        raise problem(f"'{value}' is not a valid date and time", help=examples) from None


def _offset(text: str | None) -> timedelta | None:
    if text is None:
        return None
    if text in "Zz":
        return timedelta(0)
    sign, hours, minutes = text[0], int(text[1:3]), int(text[-2:])
    if hours > 23 or minutes > 59:  # noqa: PLR2004 - as a clock has them
        raise ValueError(text)
    return timedelta(hours=hours, minutes=minutes) * (-1 if sign == "-" else 1)


def _in_utc(value: Any, time: datetime) -> datetime:
    try:
        return time.astimezone(UTC)
    except OverflowError:
        message, help_ = too_far_away(str(value).strip())
        raise problem(message, help=help_) from None


_SCHEMA = text_like(TIME, _EXAMPLES, "2026-01-05 09:00", "2026-01-05T09:00:00Z") | {
    "description": "2026-01-05 09:00 on the clocks of the schedule's time zone, or an instant "
    "such as 2026-01-05T09:00:00Z.",
}
Instant = Annotated[datetime, Reads(near, _SCHEMA, takes="time")]
WholeMinute = Annotated[datetime, Reads(whole_minute, _SCHEMA, takes="time")]
