"""Past shifts as the account rendered them, and what must be read to know them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from pdsync import oncall
from pdsync.oncall import Shift, Span
from pdsync.reconcile.read.shift_based import assignments
from pdsync.reconcile.read.snapshot import Live
from pdsync.roster import Past
from pdsync.stamps import read_stamp
from pdsync.units import A_YEAR

YEAR = A_YEAR
"""What is asked for at once, at most; hardly anybody makes an override further ahead."""
_RECENT = timedelta(days=60)
"""What of the past is read together with the future."""


def entries(live: Live, part: str) -> list[Shift]:
    """A part of a layered schedule that PagerDuty rendered: `final_schedule`, …."""
    return shifts((live.raw.get(part) or {}).get("rendered_schedule_entries") or [])


def shifts(found: Iterable[Mapping[str, Any]]) -> list[Shift]:
    """Read entries of a schedule, or overrides: PagerDuty writes both alike."""
    return [
        oncall.Shift(read_stamp(one["start"]), read_stamp(one["end"]), _user(one)) for one in found
    ]


def _user(entry: Mapping[str, Any]) -> str:
    """Somebody who was deleted may be missing: a question mark is nobody else's id."""
    return str((entry.get("user") or {}).get("id") or "?")


def rendered(live: Live) -> list[Shift]:
    """Return PagerDuty's own rendering of the range that was asked for, uncut."""
    return assignments(live) if live.is_shift_based else entries(live, "final_schedule")


def is_rendered(live: Live) -> bool:
    """Return True if a schedule that was asked for its rendering holds one."""
    try:
        parts = ("final_schedule", "overrides_subschedule")
        if live.is_shift_based:
            found = [live.raw["final_schedule"]["computed_shift_assignments"]]
            assignments(live)
        else:
            found = [live.raw[one]["rendered_schedule_entries"] for one in parts]
            _ = [entries(live, one) for one in parts]
    except (AttributeError, LookupError, TypeError, ValueError):
        return False
    return all(isinstance(one, list) for one in found)


def spans(since: datetime, until: datetime, now: datetime) -> tuple[Span, ...]:
    """The ranges to ask for, in order; the last one reaches from the past into the future."""
    end = min(until, max(since, now - _RECENT) + YEAR)
    begin = max(since, end - YEAR)
    return (*_years(since, begin), Span(begin, end))


def _years(since: datetime, until: datetime) -> Iterator[Span]:
    while since < until:
        end = min(since + YEAR, until)
        yield Span(since, end)
        since = end


def past(pieces: Iterable[tuple[Live, Span]], now: datetime) -> Past:
    """Return who was on call, from readings of one schedule whose ranges touch."""
    found = list(pieces)
    shifts = [
        Shift(
            one.start if number == 0 else max(one.start, span.start),
            one.end if number == len(found) - 1 else min(one.end, span.end),
            one.user,
        )
        for number, (live, span) in enumerate(found)
        for one in rendered(live)
    ]
    told = (one for one in shifts if one.start < one.end)
    return Past.told(told, now.replace(microsecond=0), _begins(found[-1][0]))


def _begins(live: Live) -> datetime | None:
    """The start of the first layer; None for what has no layers, or one that cannot be read."""
    try:
        return min((read_stamp(one["start"]) for one in live.raw["schedule_layers"]), default=None)
    except (AttributeError, LookupError, TypeError, ValueError):
        return None
