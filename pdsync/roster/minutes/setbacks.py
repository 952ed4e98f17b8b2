"""Setbacks: what makes an escalation path slower or quieter than it was. Pure; words nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from zoneinfo import ZoneInfoNotFoundError

from pdsync import oncall
from pdsync.frozen import frozen
from pdsync.intervals import subtract
from pdsync.roster.incident.urgency import HIGH, LOW, NoHours, in_hours
from pdsync.roster.minutes.path_difference import PathDifference
from pdsync.roster.minutes.timed_path import TargetToken, TimedLevel, TimedPath, UrgencyByHours
from pdsync.units import WEEK

_YEAR = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
"""Any year has every change of the clocks."""
_LOUDNESS = {LOW: 0, "severity_based": 1, HIGH: 2}


class SetbackKind(StrEnum):
    """Kind of thing that gets worse."""

    DISABLED = "disabled"
    WAKES_NOBODY = "wakes_nobody"
    QUIETER = "quieter"
    """Low urgency, or urgency by severity, where it was higher."""
    LATER = "later"
    """A level is reached later."""
    WOKEN_LATER = "woken_later"
    """A target is notified first by a later level."""
    UNREACHED = "unreached"
    """A level is gone, and what it notified with it; nobody else is reached sooner for that."""
    REPEATS = "repeats"
    ACKNOWLEDGEMENT = "acknowledgement_timeout"
    PAUSE = "pause"


SLOWER = frozenset(
    {
        SetbackKind.LATER,
        SetbackKind.WOKEN_LATER,
        SetbackKind.ACKNOWLEDGEMENT,
        SetbackKind.PAUSE,
    }
)


@frozen
class Setback:
    """One thing that gets worse, from `old` to `new`: minutes of levels, seconds of timeouts.

    Of hours, `old` and `new` are the urgent seconds of a week, None where severities decide.
    """

    kind: SetbackKind
    old: int | None = None
    new: int | None = None
    number: int | None = None
    targets: tuple[TargetToken, ...] = ()


def setbacks(found: PathDifference) -> tuple[Setback, ...]:
    """Return everything that gets worse, the gravest first."""
    old, new = found.old, found.new
    if new.disabled:
        return () if old.disabled else (Setback(SetbackKind.DISABLED),)
    if new.urgency.wakes_nobody and not old.urgency.wakes_nobody:
        return (Setback(SetbackKind.WAKES_NOBODY),)
    return (*_quieter(old.urgency, new.urgency), *_levels(found), *_ends(old, new))


def _levels(found: PathDifference) -> Iterator[Setback]:
    kept = {target for one in found.new.levels for target in one.targets}
    told: set[TargetToken] = set()
    for old, new in found.levels:
        if old and new and new.after > old.after:
            told |= {*new.targets}
            yield Setback(SetbackKind.LATER, old.after, new.after, new.number, new.targets)
        elif old and old.number > len(found.new.levels) and not kept >= {*old.targets}:
            yield Setback(SetbackKind.UNREACHED, old.after, None, old.number, old.targets)
    before, after = _first(found.old.levels), _first(found.new.levels)
    for target in sorted(before.keys() & after.keys() - told):
        if after[target] > before[target]:
            times = before[target], after[target]
            yield Setback(SetbackKind.WOKEN_LATER, *times, targets=(target,))


def _first(levels: tuple[TimedLevel, ...]) -> dict[TargetToken, int]:
    """Return when each target is notified first."""
    found: dict[TargetToken, int] = {}
    for one in levels:
        for target in one.targets:
            found.setdefault(target, one.after)
    return found


def _ends(old: TimedPath, new: TimedPath) -> Iterator[Setback]:
    if new.repeats < old.repeats:
        yield Setback(SetbackKind.REPEATS, old.repeats, new.repeats)
    before, after = old.acknowledgement_timeout, new.acknowledgement_timeout
    if before is not None and (after is None or after > before):
        yield Setback(SetbackKind.ACKNOWLEDGEMENT, before, after)
    if new.pause is not None and new.pause > (old.pause if old.pause is not None else -1):
        yield Setback(SetbackKind.PAUSE, old.pause, new.pause)


def _quieter(old: UrgencyByHours, new: UrgencyByHours) -> Iterator[Setback]:
    if any(_is_quieter(old, new, loudness) for loudness in (1, 2)):
        hours = (_urgent_seconds(old), _urgent_seconds(new))
        yield Setback(SetbackKind.QUIETER, *hours)


def _is_quieter(old: UrgencyByHours, new: UrgencyByHours, loudness: int) -> bool:
    """Return True if some time of a year was this loud, and will not be."""
    try:
        before, after = (_loud(one, loudness) for one in (old, new))
    except (NoHours, ZoneInfoNotFoundError):
        ranks = [(_LOUDNESS[one.during], _LOUDNESS[one.outside]) for one in (old, new)]
        return any(then < was for was, then in zip(*ranks, strict=True))
    return bool(subtract(before, after))


def _loud(urgency: UrgencyByHours, loudness: int) -> list[tuple[datetime, datetime]]:
    inside, outside = (_LOUDNESS[one] >= loudness for one in (urgency.during, urgency.outside))
    if inside == outside:
        return [_YEAR] if inside else []
    shifts = oncall.final_shifts(in_hours(urgency.hours), *_YEAR)
    hours = [(one.start, one.end) for one in shifts]
    return hours if inside else list(subtract([_YEAR], hours))


def _urgent_seconds(urgency: UrgencyByHours) -> int | None:
    """Return how much of a week is of high urgency, as the clocks go in most weeks."""
    if "severity_based" in {urgency.during, urgency.outside}:
        return None
    try:
        windows = in_hours(urgency.hours).layers[0].windows if urgency.hours else ()
    except NoHours:
        return None
    within = sum(one.seconds for one in windows)
    return (within if urgency.during == HIGH else 0) + (
        WEEK - within if urgency.outside == HIGH else 0
    )
