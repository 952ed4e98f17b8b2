"""Beginnings that nobody wrote: at a hand-off, which the name says, or just now. Pure.

PagerDuty keeps nothing beside a layer or an event but its name. So the name of what waits for a
hand-off says that nobody wrote when it begins; once it has begun, that means nothing any more.
"""

from __future__ import annotations

from datetime import datetime, timedelta

_WAITS = " [from its hand-off]"


def waiting(name: str, longest: int | None = None) -> str:
    """The name while it waits, not longer than PagerDuty takes."""
    room = None if longest is None else longest - len(_WAITS)
    return f"{name[:room]}{_WAITS}"


def is_waiting(name: object) -> bool:
    """Return True if a live name says that it waits; one that is no text says nothing."""
    return isinstance(name, str) and name.endswith(_WAITS)


def has_waited(live: str, name: str, longest: int) -> bool:
    """Return True if a live name was cut since it was too long to say that it waits."""
    return len(waiting(name)) > longest and live == begun(waiting(name, longest))


def begun(name: str) -> str:
    """The name once it has begun."""
    return name.removesuffix(_WAITS)


_SKEW = timedelta(minutes=2)


def is_now(begins: object, now: datetime) -> bool:
    """Return True if a start means "at once", by a clock that is a bit ahead of ours.

    That is PagerDuty's, by which a layer or event begins that was made just now.
    """
    return isinstance(begins, datetime) and begins <= now + _SKEW
