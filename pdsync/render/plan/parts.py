"""Parts of a resource that people read on one line: a rule, a member, a time window. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pdsync.json_types import JsonView
from pdsync.render._service_words import service_part
from pdsync.units import DAY, MINUTE
from pdsync.wall_times import DAY_NAMES, days_written, second_of_day, wall_time

Words = Callable[[Any, str | None], str]
"""A value and its unit in words."""

_STRATEGY = "escalation_rule_assignment_strategy"
_RULE = {"targets", "escalation_delay_in_minutes", _STRATEGY}
_MEMBER = {"user", "role"}
_WINDOW = {"type", "start_time_of_day", "duration_seconds", "start_day_of_week"}


def one_line(part: JsonView, words: Words) -> tuple[str, str] | None:
    """Return the left and right text of a part's line; None for a part without one."""
    if _RULE >= set(part) >= {"targets"}:
        return words(part["targets"], None), _after(part, words)
    if is_member(part):
        return words(part["user"], None), words(part["role"], None)
    if is_window(part):
        return windows([part], words), ""
    told = service_part(part)
    return None if told is None else (told, "")


def is_member(part: Any) -> bool:
    """Return True for a member of a team, whose number among them means nothing."""
    return isinstance(part, Mapping) and set(part) == _MEMBER


def _after(rule: JsonView, words: Words) -> str:
    """When the next rule follows, and whether targets take turns: that all are told is usual."""
    delay = rule.get("escalation_delay_in_minutes")
    parts = [] if delay is None else [f"then after {words(delay, 'minutes')}"]
    return ", ".join([*parts, *(["round robin"] if rule.get(_STRATEGY) == "round_robin" else [])])


def is_window(part: Any) -> bool:
    """Return True for a restriction of a schedule's layer."""
    return isinstance(part, Mapping) and _WINDOW >= set(part) >= _WINDOW - {"start_day_of_week"}


def windows(parts: Sequence[JsonView], words: Words) -> str:
    """Restrictions as written, those of the same hours together: `Mon-Fri 09:00-17:00`."""
    return "; ".join(window_texts(parts, words))


def windows_in_a_row(texts: Sequence[str]) -> str:
    """Return the texts of windows in one; without any it is always."""
    return "; ".join(texts) or "always"


def window_texts(parts: Sequence[JsonView], words: Words) -> list[str]:
    """Each window of some restrictions, in a text of its own."""
    found: dict[str, list[int]] = {}
    for part in parts:
        found.setdefault(_hours(part, words), []).append(part.get("start_day_of_week") or 0)
    return [f"{_days(days)}{hours}".strip() for hours, days in found.items()]


def _days(numbers: Sequence[int]) -> str:
    """Days before hours, as YAML takes them: `Mon-Thu,Sun`; hours alone are those of every day."""
    return "" if 0 in numbers else f"{days_written(numbers)} "


def _hours(part: JsonView, words: Words) -> str:
    """The hours of a window; one that is longer than a day is told with the day of its end."""
    start, length = str(part["start_time_of_day"]), part["duration_seconds"]
    begin = second_of_day(start)
    end = begin + length
    if begin % MINUTE or length % MINUTE:
        return f"{start} for {words(length, 'seconds')}"
    if length == DAY and not begin:
        return ""
    if length <= DAY:
        return f"{wall_time(begin)}-{wall_time(end if end <= DAY else end - DAY)}"
    day = (part["start_day_of_week"] - 1 + (end - 1) // DAY) % len(DAY_NAMES)
    return f"{wall_time(begin)} - {DAY_NAMES[day]} {wall_time((end - 1) % DAY + 1)}"
