"""Starts that nobody wrote: at a hand-off, which the name says, or just now. Pure.

Of a layer or event only the name is free text. So the name of one that waits for its hand-off says
that its start was not written; once it has begun, that part of the name means nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

_WAITS = " [from its hand-off]"


def waiting(name: str, longest: int | None = None) -> str:
    """Return the name of what waits for a hand-off, cut to the length that PagerDuty takes."""
    room = None if longest is None else longest - len(_WAITS)
    return f"{name[:room]}{_WAITS}"


def is_waiting(name: object) -> bool:
    """Return True if a live name says that it waits; one that is no text says nothing."""
    return isinstance(name, str) and name.endswith(_WAITS)


def has_waited(live: str, name: str, longest: int) -> bool:
    """Return True if a live name was cut because it was too long to say that it waits."""
    return len(waiting(name)) > longest and live == begun(waiting(name, longest))


def begun(name: str) -> str:
    """Return the name without the words that it waits."""
    return name.removesuffix(_WAITS)


_SKEW = timedelta(minutes=2)
"""As far as PagerDuty's clock may be ahead of ours."""


def is_now(begins: object, now: datetime) -> bool:
    """Return True if a start means "at once", by a clock that is a bit ahead of ours.

    That is PagerDuty's clock, by which a layer or event begins that was made just now.
    """
    return isinstance(begins, datetime) and begins <= now + _SKEW
