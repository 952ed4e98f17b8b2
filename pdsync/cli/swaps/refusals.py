"""Why hours may not go over: in words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pdsync.cli.swaps.announcement import Announcement
from pdsync.reconcile.overrides import DoubleDuty, Unlike
from pdsync.render.swaps import SwapWords
from pdsync.series import all_of

_ANYWAY = "--anyway does it all the same"


def why_refused(
    words: SwapWords,
    unlike: Sequence[Unlike],
    doubled: Sequence[DoubleDuty],
    told: Announcement,
    *,
    is_far: bool,
) -> str | None:
    """Return why hours may not go over, in a clause; None where they may."""
    if is_far:
        return "overrides are made for a year ahead, and this is later"
    if unlike:
        names = all_of(sorted({words.names.of("schedule", one.schedule) for one in unlike}))
        return (
            f"PagerDuty puts others on call by {names} in these days than pdsync renders, so what "
            "would change is not known; `pdsync oncall --verify` says where"
        )
    if told.taken:
        return f"{told.taken}; {_ANYWAY}"
    if doubled:
        apart = f"with {told.apart} too nobody would, and " if told.apart else ""
        return f"{_twice(doubled, words)}; {apart}{_ANYWAY}"
    return None


def newly_doubled(
    shown: Iterable[DoubleDuty], now: Iterable[DoubleDuty], words: SwapWords
) -> str | None:
    """Return who would be on call twice that was not shown to be, in a clause; None for nobody."""
    known = {(one.person, one.other) for one in shown}
    new = [one for one in now if (one.person, one.other) not in known]
    return _twice(new, words) if new else None


def _twice(doubled: Iterable[DoubleDuty], words: SwapWords) -> str:
    who = all_of(sorted({words.names.person(one.person) for one in doubled}))
    return f"{who} would be on call twice at once"
