"""Escalation delays written as a timetable (0, 15, 30): detect them, suggest real delays.

Delays of 0 and 15 are meant as the minutes at which the rules are notified. PagerDuty's delay is
how long a rule waits before the next one is notified, and is never 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pydantic_core import PydanticCustomError

from pdsync.kinds._values.durations import Duration
from pdsync.kinds._values.problem import problem
from pdsync.series import all_of

DELAY = "escalation_delay_in_minutes"
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


class _Zero(NamedTuple):
    """Delay of 0, with what to write instead."""

    help: str


def marked(rules: Any) -> Any:
    """Return rules as written, with every delay of 0 replaced by a `_Zero`."""
    if not isinstance(rules, list):
        return rules
    minutes = [_minutes(rule) for rule in rules]
    return [
        {**rule, DELAY: _Zero(_mended(minutes, index))} if minutes[index] == 0 else rule
        for index, rule in enumerate(rules)
    ]


def refuse_zero(delay: Any) -> Any:
    """Return a delay that is not 0; raises a pydantic error for a `_Zero`, with the real delays."""
    if isinstance(delay, _Zero):
        raise problem(
            "the delay is how long a rule waits before it hands on to the next, at least 1 minute; "
            "it is not the minute at which the rule is notified",
            help=delay.help,
        )
    return delay


def _minutes(rule: Any) -> int | None:
    if not isinstance(rule, Mapping) or DELAY not in rule:
        return None
    try:
        return Duration("minutes").read(rule[DELAY])
    except PydanticCustomError:
        return None


def _mended(minutes: Sequence[int | None], index: int) -> str:
    times = [minute for minute in minutes if minute is not None]
    waits = [later - now for now, later in pairwise(times)]
    if index or len(times) != len(minutes) or not waits or min(waits) < 1:
        return "write how many minutes this rule waits, 1 or more"
    writes = [f"{wait} on {_rule(number)}" for number, wait in enumerate(waits)]
    notices = [f"{_rule(number)} after {time}" for number, time in enumerate(times) if number]
    return f"write {all_of(writes)}: that notifies {all_of(notices)} minutes"


def _rule(number: int) -> str:
    return f"the {_ORDINALS[number]} rule" if number < len(_ORDINALS) else f"rule {number + 1}"
