"""Anchors that may be those of turns in the past: people and times to try. Proves none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from pdsync import oncall
from pdsync.kinds._refs import Ref
from pdsync.kinds.schedule.layers.engine import person
from pdsync.kinds.schedule.layers.layer import Layer
from pdsync.kinds.schedule.rotations.engine import event_on_call, phased
from pdsync.kinds.schedule.rotations.event import Event
from pdsync.kinds.schedule.rotations.rotation import WrittenRotation
from pdsync.kinds.schedule.turns_before.past import TurnsHad
from pdsync.kinds.schedule.turns_kept.parts import anchored_at, has_hand_off, members_of

_REACH = timedelta(days=400)
_MOST_STARTS = 40
"""Beginnings of shifts in the past that may be those of turns without a written hand-off."""


def choices(
    part: Layer | Event, zone: str, had: TurnsHad, hand_offs: Sequence[datetime]
) -> Iterator[tuple[Ref, datetime]]:
    """Yield who may have had the turn at which time, so that each phase comes at least once.

    `hand_offs` are some of the live schedule: a part that writes none may have them.
    """
    people = [*dict.fromkeys(members_of(part))]
    for at in _times(part, zone, had, hand_offs):
        yield from ((who, at) for who in people)


def _times(
    part: Layer | Event, zone: str, had: TurnsHad, hand_offs: Sequence[datetime]
) -> Iterator[datetime]:
    local = had.until.replace(second=0, microsecond=0).astimezone(ZoneInfo(zone))
    if isinstance(part, WrittenRotation) and part.shifts is not None:
        yield from _starts(part, local)
    elif has_hand_off(part):
        yield from _back(part, local)
    else:
        yield from _begun(part, had, zone)
        for one in hand_offs:
            at = one.astimezone(local.tzinfo)
            yield from _back(part, at + (local - at) // timedelta(weeks=1) * timedelta(weeks=1))


def _starts(part: WrittenRotation, at: datetime) -> Iterator[datetime]:
    """Yield the last shifts, as many as there are phases with one member first."""
    some = anchored_at(part, members_of(part)[0], at)
    assert isinstance(some, WrittenRotation)  # noqa: S101 - it is the part with an anchor
    event = oncall.begun_by(event_on_call(phased(some)), at - _REACH)
    starts = oncall.shift_starts(event, at - _REACH, at)
    many = part.per_member * (len(part.members) if _repeat(part) else 1)
    yield from (one.astimezone(at.tzinfo) for one in islice(reversed(starts), many))


def _back(part: Layer | Event, at: datetime) -> Iterator[datetime]:
    """Yield an instant, and hand-offs before it on the clocks: one for each phase."""
    length = _length(part)
    handoff = getattr(part, "handoff", None)
    period = timedelta(seconds=handoff.period if handoff else length)
    turns = len(members_of(part)) if _repeat(part) else 1
    for back in range(-(-length * turns // int(period.total_seconds()))):
        yield at - back * period


def _begun(part: Layer | Event, had: TurnsHad, zone: str) -> Iterator[datetime]:
    """Yield the beginnings of shifts that members had, the last ones first."""
    members = {person(one) for one in members_of(part)}
    turns = len(members_of(part)) if _repeat(part) else 1
    starts = {one.start for one in had.shifts if one.user in members and one.start < had.until}
    for start in sorted(starts, reverse=True)[:_MOST_STARTS]:
        for back in range(turns):
            yield start.astimezone(ZoneInfo(zone)) - back * timedelta(seconds=_length(part))


def _length(part: Layer | Event) -> int:
    if isinstance(part, Layer):
        return part.rotation_turn_length_seconds
    return int(part.rotate or 0) if isinstance(part, WrittenRotation) else 0


def _repeat(part: Layer | Event) -> bool:
    """Return True if somebody comes more than once: of them an anchor means the first turn."""
    members = members_of(part)
    return len({*members}) < len(members)
