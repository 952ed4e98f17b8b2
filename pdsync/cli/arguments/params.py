"""Lengths of time, time zones and names on the command line. Reads words; knows no command."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pdsync.cli.arguments.words import Number, UsageProblem
from pdsync.on_demand import regex

if TYPE_CHECKING:
    from pydantic_core import PydanticCustomError

T = TypeVar("T")

_YEARS = regex(r"([0-9]{1,4})\s*(?:y|years?)")
_LONGEST = timedelta(days=3653)
_SHORTEST = timedelta(hours=1)
_EXAMPLES = "write a length such as 4 weeks or 30d, from 1h to 10 years"


class Horizon(click.ParamType[timedelta]):
    """A length of time, from an hour to ten years, or to as many days as there are at `most`.

    `why` says of the days why they are the most.
    """

    name = "length"

    def __init__(self, most: int | None = None, why: str = "") -> None:
        self.longest = timedelta(days=most) if most else _LONGEST
        self.hint = f"write a length from 1h to {most}d: {why}" if most else _EXAMPLES

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> timedelta:
        """The length, or a complaint."""
        if isinstance(value, timedelta):
            return value
        length = _length(str(value).strip().lower())
        if length is None or not _SHORTEST <= length <= self.longest:
            raise UsageProblem(f"{_named(param)} cannot be '{value}'", hint=self.hint)
        return length


def _length(text: str) -> timedelta | None:
    from pdsync.kinds import in_seconds

    if years := _YEARS.fullmatch(text):
        return timedelta(days=int(int(years[1]) * 365.25))
    seconds = in_seconds(text)
    longest = int(timedelta.max.total_seconds()) - 1
    return None if seconds is None else timedelta(seconds=min(seconds, longest))


class TimeZone(click.ParamType[str]):
    """The name of a time zone, in any of PagerDuty's spellings."""

    name = "zone"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Its one name, or a complaint."""
        from pdsync.kinds import time_zone

        return _read(time_zone, str(value), param)


class StackName(click.ParamType[str]):
    """The name of a stack, as in `pdsync.yaml`."""

    name = "name"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name, or a complaint."""
        from pdsync.source import stack_name

        return _read(stack_name, value, param)


class Subdomain(click.ParamType[str]):
    """The subdomain of an account, as in `pdsync.yaml`."""

    name = "name"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The subdomain, or a complaint."""
        from pdsync.source import account_name

        return _read(account_name, value, param)


class Writers(click.ParamType[int]):
    """How many changes may be sent at one time."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number, or a complaint."""
        from pdsync.source import MOST_WRITERS

        return Number(1, MOST_WRITERS).convert(value, param, ctx)


class Minutes(click.ParamType[int]):
    """A length of time in whole minutes: `15m`, `1 week`, or a plain number of minutes."""

    name = "length"

    def __init__(self, least: int, most: int) -> None:
        self._least = least
        self._most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The minutes, or a complaint."""
        from pdsync.kinds import Duration

        return _read(Duration("minutes", self._least, self._most).read, value, param)


def _read(read: Callable[[Any], T], value: Any, param: click.Parameter | None) -> T:
    """Read a value as the configuration does."""
    from pydantic_core import PydanticCustomError

    try:
        return read(value)
    except PydanticCustomError as wrong:
        raise in_words(_named(param), wrong) from None


def in_words(name: str, wrong: PydanticCustomError) -> UsageProblem:
    """Turn the configuration's complaint about a value into one about an option."""
    said = wrong.context or {}
    return UsageProblem(f"{name}: {said['message']}", hint=said["help"])


def _named(param: click.Parameter | None) -> str:
    return param.opts[-1] if param else "this"
