"""Counts in words, the same in every form. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pdsync.series import all_of

SIGNS = {"create": "+", "update": "~", "adopt": "=", "delete": "-", "replace": "±"}
TONES = {
    "create": "green",
    "update": "yellow",
    "adopt": "yellow",
    "delete": "red",
    "replace": "red",
}
_ORDER = ("create", "adopt", "update", "replace", "delete")


def counted(count: int, thing: str) -> str:
    """`1 call`, `3 calls`."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def counted_kind(count: int, kind: str) -> str:
    """Return how many of a kind there are: `1 escalation policy`, `3 escalation policies`."""
    from pdsync.kinds import KINDS

    one = KINDS[kind]
    return f"{count:,} {one.title if count == 1 else one.section.replace('_', ' ')}"


def listed(few: Sequence[str], count: int) -> str:
    """Return the first few of so many names: `a, b and 12 more`."""
    left = count - len(few)
    return f"{', '.join(few)} and {left:,} more" if left else ", ".join(few)


def listed_few(names: Sequence[str], most: int) -> str:
    """Return as many names at most, the number of the others being one: `a, b and 12 more`."""
    return listed(names if len(names) <= most else names[: most - 1], len(names))


def with_others(names: Sequence[str], most: int) -> str:
    """Return as many names at most, and the number of the others: `a, b, c and 12 others`."""
    left = len(names) - most
    return all_of([*names[:most], *([counted(left, "other")] if left > 0 else [])])


def cut_short(count: int, thing: str, instead: str) -> str:
    """Return the line that ends a list cut short: `… and 12 more lines: a shorter range`."""
    return f"… and {counted(count, f'more {thing}')}: {instead}"


def counts(summary: Mapping[str, Any], changing: int = 0) -> str:
    """`1 to create, 64 to adopt (1 with changes), 1 blocked`; only what there is.

    `changing` is how many adoptions change something.
    """
    more = {"adopt": f" ({changing:,} with changes)"} if changing else {}
    parts = [
        f"{summary[action]:,} to {action}{more.get(action, '')}"
        for action in _ORDER
        if summary[action]
    ]
    parts += [f"{summary['blocked']:,} blocked"] if summary["blocked"] else []
    return ", ".join(parts)


def cost(summary: Mapping[str, Any]) -> str:
    """`3 calls, 1 s at PagerDuty's rate limit`."""
    if not summary["calls"]:
        return "no calls"
    from pdsync.kinds import duration_words

    seconds = summary["seconds"]
    time = f"{seconds} s" if seconds < 60 else duration_words(seconds)  # noqa: PLR2004 - a minute
    return f"{counted(summary['calls'], 'call')}, {time} at PagerDuty's rate limit"
