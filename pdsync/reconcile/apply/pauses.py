"""Pauses of an apply, and looking again after each: PagerDuty shows late what was written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

_Seen = TypeVar("_Seen")

Rest = Callable[[float], bool]
"""Rests for so many seconds; False where that is broken off, since nobody waits any more."""

LOST = (1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds between looks for what must show before anything goes on, 30 in all.

A create whose answer was lost is made twice if it is given up too early, and a policy that turns
to a schedule of which half does not show yet reaches nobody: so these are the longest.
"""

SHOWN = (1.0, 2.0, 4.0, 8.0)
"""Seconds between readings of what was written, 15 in all; tags and members show latest.

They cost a report and no call: what does not show by then is told as failed, and a new run sees it.
"""

RELEASED = (1.0, 2.0, 4.0)
"""Seconds between attempts to delete what was in use until a moment ago."""


def look_again(
    look: Callable[[], _Seen],
    is_enough: Callable[[_Seen], bool],
    pauses: tuple[float, ...],
    rest: Rest,
) -> _Seen:
    """Return what is seen at once, or after as few of the pauses as it takes to be enough.

    After the last of them, or where one is broken off, it is what was seen last, enough or not.
    """
    seen = look()
    for pause in pauses:
        if is_enough(seen) or not rest(pause):
            break
        seen = look()
    return seen
