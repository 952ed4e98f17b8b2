"""The lines of a recurrence as PagerDuty is documented to take them. Reads; computes no times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic_core import PydanticCustomError

from pdsync.kinds._problem import problem
from pdsync.kinds._scalars import shown

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PARTS = ("FREQ", "INTERVAL", "BYDAY", "COUNT", "UNTIL", "WKST")
_OFTEN = ("HOURLY", "DAILY", "WEEKLY", "MONTHLY")
# More digits than these lead out of the calendar.
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")


def rule_lines(value: Any) -> tuple[str, ...]:
    """A rule, or a list of lines; PagerDuty wants the name before each."""
    lines: Sequence[Any] = value if isinstance(value, list | tuple) else [value]
    if not all(isinstance(line, str) for line in lines):
        raise problem(f"{shown(value)} is not a rule", help="write FREQ=DAILY, or the like")
    texts = [str(line).strip() for line in lines]
    named = [text if re.match(r"[A-Za-z]+[:;]", text) else f"RRULE:{text}" for text in texts]
    wrong = [each for line in named for each in _problems(line)] or [*_not_one(named)]
    if wrong:
        raise wrong[0]
    return tuple(named)


def _not_one(lines: Sequence[str]) -> Iterator[PydanticCustomError]:
    rules = sum(line.upper().startswith("RRULE:") for line in lines)
    if rules != 1:
        help_ = "write one such as FREQ=WEEKLY, and days left out or added as EXDATE:… or RDATE:…"
        yield problem(f"shifts recur by one rule, and here are {rules or 'none'}", help=help_)


def _problems(line: str) -> Iterator[PydanticCustomError]:
    """What PagerDuty would refuse in a line, but for what the engine says itself."""
    if len(line.splitlines()) > 1:
        yield problem("a rule is one line", help="write a list with one line in each place")
    elif line.upper().startswith("RRULE:"):
        yield from _of_a_rule(line.upper().removeprefix("RRULE:").strip(";"))


def _of_a_rule(text: str) -> Iterator[PydanticCustomError]:
    names = [part.partition("=")[0] for part in text.split(";")]
    parts = {
        name: part.partition("=")[2] for name, part in zip(names, text.split(";"), strict=True)
    }
    for name in names:
        if name not in _PARTS:
            yield problem(
                f"PagerDuty knows no {name or 'empty part'} in a rule",
                help=f"write only {', '.join(_PARTS)}",
            )
        elif names.count(name) > 1:
            yield problem(f"{name} stands twice in this rule", help="delete one of the two")
    if "COUNT" in parts and "UNTIL" in parts:
        help_ = "delete one of the two"
        yield problem("COUNT and UNTIL do not go together in a rule", help=help_)
    if parts.get("FREQ") not in _OFTEN:
        said = (
            f"FREQ cannot be {parts['FREQ'] or 'empty'}" if "FREQ" in parts else "FREQ is missing"
        )
        yield problem(said, help=f"write FREQ={', FREQ='.join(_OFTEN[:-1])} or FREQ={_OFTEN[-1]}")
    yield from _days(parts)
    yield from _numbers(parts)


def _days(parts: dict[str, str]) -> Iterator[PydanticCustomError]:
    days = parts["BYDAY"].split(",") if "BYDAY" in parts else []
    for day in (*days, parts.get("WKST", "MO")):
        if day not in DAYS:
            help_ = f"write days of two letters: {', '.join(DAYS)}"
            yield problem(
                f"{day or 'nothing'} is no day that PagerDuty knows in a rule", help=help_
            )
    if len({*days}) < len(days):
        yield problem("a day stands twice in BYDAY", help="write each day once")


def _numbers(parts: dict[str, str]) -> Iterator[PydanticCustomError]:
    for name in ("INTERVAL", "COUNT"):
        if name in parts and not _NUMBER.fullmatch(parts[name]):
            help_ = "write a whole number from 1 to 9999"
            yield problem(f"{name} cannot be {parts[name] or 'empty'}", help=help_)
