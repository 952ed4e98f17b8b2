"""Parts of a resource that people read on one line: a rule, a member, a time window. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pdsync.json_types import JsonView
from pdsync.render._times import days_of_week

Words = Callable[[Any, str | None], str]
"""A value and its unit in words."""

_RULE = {"targets", "escalation_delay_in_minutes"}
_MEMBER = {"user", "role"}
_WINDOW = {"type", "start_time_of_day", "duration_seconds", "start_day_of_week"}


def one_line(part: JsonView, words: Words) -> tuple[str, str] | None:
    """Return the left and right text of a part's line; None for a part without one."""
    if _RULE >= set(part) >= {"targets"}:
        return words(part["targets"], None), _after(part, words)
    if set(part) == _MEMBER:
        return words(part["user"], None), words(part["role"], None)
    if is_window(part):
        return windows([part], words), ""
    return None


def _after(rule: JsonView, words: Words) -> str:
    delay = rule.get("escalation_delay_in_minutes")
    return "" if delay is None else f"then after {words(delay, 'minutes')}"


def is_window(part: Any) -> bool:
    """Return True for a restriction of a schedule's layer."""
    return isinstance(part, Mapping) and _WINDOW >= set(part) >= _WINDOW - {"start_day_of_week"}


def windows(parts: Sequence[JsonView], words: Words) -> str:
    """Restrictions in short, those of the same hours together: `Mon-Fri 09:00 for 8h`."""
    days: dict[str, list[int]] = {}
    for part in parts:
        start = str(part["start_time_of_day"]).removesuffix(":00")
        hours = f"{start} for {words(part['duration_seconds'], 'seconds')}"
        days.setdefault(hours, []).append(part.get("start_day_of_week") or 0)
    return "; ".join(f"{days_of_week(found)} {hours}" for hours, found in days.items())
