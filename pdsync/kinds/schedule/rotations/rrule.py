"""Lines of a recurrence: RRULE, EXDATE and RDATE. Reads them; computes no times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic_core import PydanticCustomError

from pdsync import oncall
from pdsync.kinds._values.problem import problem
from pdsync.kinds._values.words import shown


def rule_lines(value: Any) -> tuple[str, ...]:
    """Return a rule or a list of lines as RFC 5545 spells them, with the name before each.

    Raises pydantic errors.
    """
    lines: Sequence[Any] = value if isinstance(value, list | tuple) else [value]
    if not all(isinstance(line, str) for line in lines):
        raise problem(f"{shown(value)} is not a rule", help="write FREQ=DAILY, or the like")
    texts = [str(line).strip() for line in lines]
    named = [text if re.match(r"[A-Za-z]+[:;]", text) else f"RRULE:{text}" for text in texts]
    wrong = [*_cut_at_commas(texts)] or [each for line in named for each in _problems(line)]
    wrong = wrong or [*_not_one(named)]
    if wrong:
        raise wrong[0]
    return tuple(map(oncall.in_its_spelling, named))


def _cut_at_commas(texts: Sequence[str]) -> Iterator[PydanticCustomError]:
    """Return the pieces of a line with commas that stands in a list without quotes."""
    whole: list[str] = []
    for text in texts:
        if whole and text and not re.search("[:=]", text):
            whole[-1] += f",{text}"
        else:
            whole.append(text)
    if len(whole) < len(texts):
        quoted = ", ".join(f'"{one}"' for one in whole)
        yield problem("the commas of a rule end it in a list", help=f"write [{quoted}], in quotes")


def _not_one(lines: Sequence[str]) -> Iterator[PydanticCustomError]:
    rules = sum(map(oncall.is_rule, lines))
    if rules != 1:
        help_ = "write one such as FREQ=WEEKLY, and days left out or added as EXDATE:… or RDATE:…"
        yield problem(f"shifts recur by one rule, and here are {rules or 'none'}", help=help_)


def _problems(line: str) -> Iterator[PydanticCustomError]:
    """Yield the problems of a line; the engine finds those of its times."""
    if len(line.splitlines()) > 1:
        yield problem("a rule is one line", help="write a list with one line in each place")
    elif oncall.is_rule(line):
        try:
            oncall.read_rule(oncall.rule_text(line))
        except oncall.NotARule as wrong:
            yield problem(str(wrong), help=wrong.help)
