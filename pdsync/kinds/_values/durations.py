"""Numbers, lengths of time and times of day, as people write them. Reads; never sends."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from pdsync.frozen import frozen
from pdsync.kinds._values.patterns import in_any_case, text_like
from pdsync.kinds._values.problem import problem
from pdsync.kinds._values.words import Reads, shown, text
from pdsync.on_demand import regex
from pdsync.units import DAY, HOUR, MINUTE, WEEK

_INTEGER = regex(r"[-+]?(0|[1-9][0-9]*)")
CLOCK = r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?"
"""Pattern of a time of day."""
_CLOCK = regex(CLOCK)
_A_TIME = "write a time such as 09:00"
_PIECE = regex(r"([0-9]+)\s*([a-z]+)")
_LONGEST = 10 * 365 * DAY
_MONTHS = regex(r"[0-9]+\s*(months?|quarters?|years?|y)")
"""In seconds, where nothing shorter is the most: beyond it no calendar has an answer."""
_DIGITS = 18
"""As many as a number may have that is read at all."""
_SIZES = {"seconds": 1, "minutes": MINUTE}
_UNITS = {
    "s": 1, "sec": 1, "second": 1,
    "m": MINUTE, "min": MINUTE, "minute": MINUTE,
    "h": HOUR, "hr": HOUR, "hour": HOUR,
    "d": DAY, "day": DAY,
    "w": WEEK, "week": WEEK,
}  # fmt: skip
_UNIT = "|".join(in_any_case(unit) + "[sS]?" * (len(unit) > 1) for unit in _UNITS)
_WITH_UNITS = rf"[ ,]*(?:[0-9]+\s*(?:{_UNIT})[ ,]*)+"
_WRITTEN = rf"[-+]?(?:0|[1-9][0-9]*)|{_WITH_UNITS}"
"""Patterns of a length of time as editors check it, with units and with none."""


@frozen
class Whole:
    """Whole number from `least` to `most`, as annotation of an int."""

    least: int | None = None
    most: int | None = None

    def read(self, value: Any) -> int:
        """Read a whole number; raises a pydantic error for anything else, or one out of range."""
        number = self._number(value)
        if (self.least is not None and number < self.least) or (
            self.most is not None and number > self.most
        ):
            raise problem(f"{shown(value)} is out of range", help=f"write a number {self._range}")
        return number

    def _number(self, value: Any) -> int:
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, str) and _INTEGER.fullmatch(value.strip()):
            return whole_of(value)
        raise problem(f"{shown(value)} is not a whole number", help=f"write a number {self._range}")

    @property
    def _range(self) -> str:
        if self.least is not None and self.most is not None:
            return f"from {self.least} to {self.most}"
        if self.least is not None:
            return f"of {self.least} or more"
        return f"of at most {self.most}" if self.most is not None else "such as 3"

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        bounded = core_schema.int_schema(ge=self.least, le=self.most)
        return core_schema.no_info_before_validator_function(self.read, bounded)


def duration_words(seconds: int) -> str:
    """Write seconds as people do: 5400 is `1h 30m`, 604800 is `1 week`."""
    if seconds == 0:
        return "0s"
    weeks, rest = divmod(seconds, WEEK)
    if weeks and not rest:
        return f"{weeks} week" if weeks == 1 else f"{weeks} weeks"
    sign, left, words = ("-" if seconds < 0 else ""), abs(seconds), []
    for letter, size in (("d", DAY), ("h", HOUR), ("m", MINUTE), ("s", 1)):
        count, left = divmod(left, size)
        if count:
            words.append(f"{count}{letter}")
    return sign + " ".join(words)


def in_hours(seconds: int) -> str:
    """Write seconds as hours, however many: what people rest and work is counted so."""
    hours, rest = divmod(seconds, HOUR)
    return f"{hours}h {duration_words(rest)}" if rest else f"{hours}h"


@frozen
class Duration:
    """Length of time, stored as a number of the field's own unit, as annotation of an int.

    `unit` is seconds or minutes, as PagerDuty's field counts; so are `least` and `most`. People
    write `15m`, `4h`, `1 week`, `1h 30m`, or a plain number in that unit. What is pdsync's own and
    counted by nobody else `needs_unit`: a plain number could be anything. `words` writes the
    bounds, in seconds. `null` is what null means, where the field takes it.
    """

    unit: str
    least: int | None = None
    most: int | None = None
    needs_unit: bool = False
    words: Callable[[int], str] = duration_words
    null: str | None = None

    @property
    def seconds(self) -> int:
        """Length of one unit, in seconds."""
        return _SIZES[self.unit]

    def read(self, value: Any) -> int:
        """Read a number of units; raises a pydantic error for anything else, or out of range."""
        number, most = self._number(value), self._most
        if (self.least is not None and number < self.least) or number > most:
            unbounded = self.most is None and number > most
            range_ = f"at most {self._say(most)}" if unbounded else self._range
            raise problem(f"{shown(value)} is out of range", help=f"write {range_}")
        return number

    @property
    def _most(self) -> int:
        return _LONGEST // self.seconds if self.most is None else self.most

    def _number(self, value: Any) -> int:
        is_number = isinstance(value, int) and not isinstance(value, bool)
        written = text(value).strip().lower() if isinstance(value, str) else ""
        if self.needs_unit and (is_number or _INTEGER.fullmatch(written)):
            help_ = f"write {self._range}, with a unit such as {self._say(self.least or 1)}"
            raise problem(f"{shown(value)} has no unit", help=help_)
        if is_number:
            return int(value)
        if _INTEGER.fullmatch(written):
            return whole_of(written)
        total = in_seconds(written)
        if total is None and _MONTHS.fullmatch(written):
            raise problem(
                f"{shown(value)} is no fixed length: months and years differ",
                help="write days or weeks, such as 30d or 4 weeks",
            )
        if total is None:
            raise problem(f"{shown(value)} is not a length of time", help=f"write {self._example}")
        if total % self.seconds:
            raise problem(
                f"{shown(value)} is not a whole number of {self.unit}, as PagerDuty counts here",
                help=f"write {self._example}",
            )
        return total // self.seconds

    @property
    def _example(self) -> str:
        if self.needs_unit:
            return "a length such as 15m, 11h or 1 week"
        null = f"; `null` is {self.null}" if self.null else ""
        return f"a length such as 15m, 4h or 1 week, or a number of {self.unit}{null}"

    @property
    def _range(self) -> str:
        if self.least is not None and self.most is not None:
            return f"from {self._say(self.least)} to {self._say(self.most)}"
        if self.least is not None:
            return f"{self._say(self.least)} or more"
        return f"at most {self._say(self.most or 0)}"

    @property
    def _bounds(self) -> dict[str, int]:
        bounds = {"minimum": self.least, "maximum": self.most}
        return {word: bound for word, bound in bounds.items() if bound is not None}

    def _say(self, number: int) -> str:
        return self.words(number * self.seconds)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        bounded = core_schema.int_schema(ge=self.least, le=self.most)
        return core_schema.no_info_before_validator_function(self.read, bounded)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        if self.needs_unit:
            written = text_like(_WITH_UNITS, f"write {self._example}", "15m", "11h", "1 week")
            return {**written, "description": "A length of time with its unit, such as 11h."}
        return {
            "anyOf": [
                {"type": "integer", **self._bounds},
                text_like(_WRITTEN, f"write {self._example}", "15m", "4h", "1 week"),
            ],
            "description": f"A length of time such as 15m, or a number of {self.unit}.",
        }


def whole_of(written: str) -> int:
    """Return the number; of a very long one the first digits, which are out of range anyway."""
    return int(written.strip()[: _DIGITS + 1])


@lru_cache
def in_seconds(written: str) -> int | None:
    """Return `1h 30m` in seconds; None for what is not a length of time.

    A configuration has few different ones, each many times.
    """
    pieces = _PIECE.findall(written)
    if not pieces or _PIECE.sub("", written).strip(" ,"):
        return None
    sizes = [_size_of(unit) for _, unit in pieces]
    if None in sizes:
        return None
    return sum(
        whole_of(number) * (size or 0) for (number, _), size in zip(pieces, sizes, strict=True)
    )


def _size_of(unit: str) -> int | None:
    """Return the seconds of a unit; a letter has no plural, and `ms` is none of ours."""
    whole = unit.removesuffix("s")
    return _UNITS.get(whole if len(whole) > 1 else unit)


def clock(value: Any) -> str:
    """Return a time of day such as `9:00` as HH:MM:SS; raises a pydantic error for others."""
    found = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        raise problem(f"{shown(value)} is not a time of day", help=_A_TIME)
    hour, minute, second = found.groups(default="00")
    return f"{int(hour):02}:{minute}:{second}"


TimeOfDay = Annotated[str, Reads(clock, text_like(CLOCK, _A_TIME, "09:00", "17:30"), "time of day")]
