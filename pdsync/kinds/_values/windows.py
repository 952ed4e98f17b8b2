"""Windows of the week as people write them, read into restrictions. Renders nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from pdsync.json_types import Json
from pdsync.kinds._values.days import A_NAME, day, days
from pdsync.kinds._values.patterns import text_like
from pdsync.kinds._values.problem import PROBLEM, problem, repeated
from pdsync.kinds._values.words import shown
from pdsync.on_demand import regex
from pdsync.units import DAY, WEEK
from pdsync.wall_times import second_of_day, wall_time

_START = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]"
_TIME = rf"(?:{_START}|24:00)"


def _forms(day_: str) -> tuple[str, str, str]:
    """Return the patterns of a stretch, of hours and of whole days, by that of a day."""
    days_ = rf"{day_}(?:\s*(?:-|,)\s*{day_})*"
    stretch = (
        rf"(?P<first>{day_})\s+(?P<start>{_START})\s*(?:-|to)\s*"
        rf"(?P<last>{day_})\s+(?P<end>{_TIME})"
    )
    hours = rf"(?:(?P<days>{days_})\s+)?(?P<start>{_START})\s*(?:-|to)\s*(?P<end>{_TIME})"
    return stretch, hours, days_


# A day may be any word where one is read: what is said of it then is about that word.
_STRETCH, _HOURS, _WHOLE = map(regex, _forms("[A-Za-z]+"))
_BETWEEN = regex(r"\s*[,;]\s*")
_HELP = (
    "write days and hours such as `Mon-Fri 09:00-17:00`, hours alone for every day, days alone for "
    "whole days, or `Fri 18:00 - Mon 09:00`"
)
A_WINDOW = "|".join(_forms(A_NAME)).replace("(?:-|", "(?:-|\u2013|")
WINDOW = text_like(A_WINDOW, _HELP, "Mon-Fri 09:00-17:00")
"""The JSON Schema of a text that means windows."""
ALWAYS = "leave `only:` out, or write `only: null`: without windows it is always"


def each_window(value: Any, read: Callable[[Any], Any]) -> Any:
    """Return the restrictions that a window or a list of windows means.

    `read` makes one of its fields. Raises one pydantic error with the problems of all windows.
    """
    if isinstance(value, str):
        return tuple(read(fields) for fields in _alone(value))
    if not isinstance(value, list | tuple):
        raise problem(f"{shown(value)} is not a window of the week", help=_HELP)
    found: list[Any] = []
    wrong: list[InitErrorDetails] = []
    for index, one in enumerate(value):
        try:
            texts = restrictions(one) if isinstance(one, str) else [one]
            found += [read(fields) for fields in texts]
        except ValidationError as error:
            wrong += [{**each, "loc": (index, *each["loc"])} for each in repeated(error)]
        except PydanticCustomError as error:
            wrong.append(InitErrorDetails(type=error, loc=(index,), input=None))
    if wrong:
        raise ValidationError.from_exception_data(PROBLEM, wrong)
    return tuple(found)


def _alone(written: str) -> list[Json]:
    """Return the restrictions of a text; several windows in one are told how a list has them."""
    try:
        return restrictions(written)
    except PydanticCustomError:
        parts = _BETWEEN.split(written.strip())
        if len(parts) == 1 or not all(map(_is_window, parts)):
            raise
        help_ = f"write a list of them: `[{', '.join(parts)}]`"
        raise problem(f"{shown(written)} is more than one window", help=help_) from None


def _is_window(written: str) -> bool:
    try:
        return bool(restrictions(written))
    except PydanticCustomError:
        return False


def restrictions(written: str, always: str = ALWAYS) -> list[Json]:
    """Return the fields of the restrictions that a text means.

    Raises a pydantic error for what is no window; `always` is its help for one without end.
    """
    text = written.strip().replace("\u2013", "-")
    for pattern, meaning in ((_HOURS, _hours), (_STRETCH, _stretch), (_WHOLE, _whole)):
        found = pattern.fullmatch(text)
        if found:
            return list(meaning(found, always))
    raise problem(f"{shown(written)} is not a window of the week", help=_HELP)


def _hours(found: re.Match[str], always: str) -> Iterator[Json]:
    start, end = second_of_day(found["start"]), second_of_day(found["end"])
    if start == end:
        help_ = f"write days alone, such as Mon-Fri, for whole days; or {always}"
        raise problem("this window begins and ends at the same time", help=help_)
    length = (end - start) % DAY or DAY
    if found["days"] is None:
        yield _daily(start, length, always)
        return
    for number in _numbers(found["days"]):
        yield _weekly(number, start, length)


def _whole(found: re.Match[str], _: str) -> Iterator[Json]:
    for number in _numbers(found[0]):
        yield _weekly(number, 0, DAY)


def _numbers(written: str) -> tuple[int, ...]:
    try:
        return days(re.sub(r"\s*-\s*", "-", written))
    except PydanticCustomError as error:
        raise problem((error.context or {})["message"], help=_HELP) from None


def _stretch(found: re.Match[str], always: str) -> Iterator[Json]:
    first, last = day(found["first"]), day(found["last"])
    start = second_of_day(found["start"])
    length = ((last - first) * DAY + second_of_day(found["end"]) - start) % WEEK
    if not length:
        raise problem("this window fills the week", help=always)
    yield _weekly(first, start, length)


def _daily(start: int, length: int, always: str) -> Json:
    if length == DAY:
        raise problem("this window is always open", help=always)
    return {
        "type": "daily_restriction",
        "start_time_of_day": f"{wall_time(start % DAY)}:00",
        "duration_seconds": length,
    }


def _weekly(number: int, start: int, length: int) -> Json:
    return {
        "type": "weekly_restriction",
        "start_day_of_week": number,
        "start_time_of_day": f"{wall_time(start % DAY)}:00",
        "duration_seconds": length,
    }
