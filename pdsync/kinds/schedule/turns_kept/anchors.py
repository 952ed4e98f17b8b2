"""Anchors that may keep whoever has a turn: people and times to try. Proves none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import TypeVar
from zoneinfo import ZoneInfo

from pdsync import oncall
from pdsync.kinds._refs import Ref
from pdsync.kinds.schedule.handoff import Anchor
from pdsync.kinds.schedule.layers.engine import person
from pdsync.kinds.schedule.layers.layer import Layer
from pdsync.kinds.schedule.layers.virtual_start import turn_of_anchor
from pdsync.kinds.schedule.model import Schedule
from pdsync.kinds.schedule.rotations.engine import event_of_anchor
from pdsync.kinds.schedule.rotations.event import Event
from pdsync.kinds.schedule.rotations.rotation import WrittenRotation
from pdsync.kinds.schedule.turns_kept.parts import (
    anchored_at,
    everybody,
    has_hand_off,
    members_of,
)

AnchorTime = tuple[Ref, datetime | date]
"""Who and when, of an anchor."""

_Who = TypeVar("_Who")
_MOST_PERIODS = 14
_MOST_TURNS = 6
"""Turns that are tried of each part: another one where the clocks change on the first."""


def anchors_now(
    part: Layer | Event,
    made: Schedule,
    written: Anchor | None,
    now: datetime,
    keeps: Callable[[AnchorTime], bool],
) -> Iterator[AnchorTime]:
    """Yield anchors of whoever has the turn: with the date of its hand-off, then with a time.

    An anchor may be at any time of a turn; of somebody who has several it means the first.
    """
    at = now.replace(second=0, microsecond=0)
    if not has_hand_off(part) and written and isinstance(written.at, datetime):
        # Its time is that of the hand-off.
        zone = getattr(part, "time_zone", None) or made.time_zone
        at = _weeks_on(written.at.astimezone(ZoneInfo(str(zone))), at)
    people = dict.fromkeys(members_of(part) or everybody(made))
    for time in _hand_offs(part, at):
        for who in people:
            if keeps((who, time)):
                begins = begins_with(anchored_at(part, who, time), str(made.time_zone))
                days = [begins.date()] if begins and has_hand_off(part) else []
                times: list[datetime | date] = [*days, *([begins] if begins else []), time]
                yield from ((who, one) for one in times)


def anchors_of_turns(
    part: Layer | Event, kept: oncall.AnySchedule, made: Schedule, now: datetime
) -> Iterator[AnchorTime]:
    """Yield anchors of the present turn of each part of a schedule, and of those before it.

    Of turns that are no whole days long these are the ones that begin with the hand-off.
    """
    people = {person(who): who for who in members_of(part) or everybody(made)}
    zone = ZoneInfo(str(getattr(part, "time_zone", None) or made.time_zone))
    for one in _engine_parts(kept):
        turns = (
            (people[who], begins.astimezone(zone))
            for who, begins in oncall.turns_back(one, str(made.time_zone), now)
            if who in people
        )
        for who, begins in fitting_turns(part, turns):
            if has_hand_off(part):
                yield who, begins.date()
            yield who, begins


def starts_of_turns(
    part: Layer | Event, kept: oncall.AnySchedule, now: datetime
) -> Iterator[datetime]:
    """Yield times at which a first member's first shift may begin: those of a round of turns."""
    events = [one for one in _engine_parts(kept) if isinstance(one, oncall.Event)]
    yield from dict.fromkeys(one.start for one in events)
    for one in events:
        turns = oncall.turns_back(one, one.time_zone, now)
        for _, begins in islice(turns, len(members_of(part)) + 1):
            yield begins


def _engine_parts(schedule: oncall.AnySchedule) -> Iterator[oncall.Layer | oncall.Event]:
    if isinstance(schedule, oncall.Schedule):
        yield from schedule.layers
    else:
        yield from (event for one in schedule.rotations for event in one.events)


def fitting_turns(
    part: Layer | Event, turns: Iterator[tuple[_Who, datetime]]
) -> Iterator[tuple[_Who, datetime]]:
    """Yield the last turns that begin with the hand-off of a part, on its clocks.

    And the last before any day that is left out: it has moved those after it within the week.
    """
    fitting = (turn for turn in turns if _at_hand_off(part, turn[1]))
    yield from islice(fitting, _MOST_TURNS)
    shifts = part.shifts if isinstance(part, Event) else None
    if shifts and shifts.left_out:
        before = (turn for turn in fitting if turn[1] < shifts.left_out[0])
        yield from islice(before, _MOST_TURNS)


def _at_hand_off(part: Layer | Event, begins: datetime) -> bool:
    """Return True if a turn begins with the hand-off of a part; always where it has none."""
    handoff = getattr(part, "handoff", None)
    if handoff is None:
        return True
    day = handoff.day is None or begins.isoweekday() == handoff.day
    return day and f"{begins:%H:%M:%S}".startswith(handoff.time)


def begins_with(part: Layer | Event, zone: str) -> datetime | None:
    """Return the beginning of the turn of a part's anchor, on its clocks.

    None where it takes members that are not written.
    """
    if not members_of(part):
        return None
    if isinstance(part, Layer):
        return turn_of_anchor(part, zone).begins.astimezone(ZoneInfo(zone))
    if not isinstance(part, WrittenRotation) or part.shifts is None:
        return None
    begins = oncall.turn_start(*event_of_anchor(part))
    return begins.astimezone(ZoneInfo(part.shifts.zone)) if begins else None


def _hand_offs(part: Layer | Event, at: datetime) -> Iterator[datetime]:
    """Yield an instant, and for turns of several hand-off periods the same time before.

    Which of the hand-offs is that of a turn, the anchor says.
    """
    turn = part.rotation_turn_length_seconds if isinstance(part, Layer) else None
    turn = part.rotate if isinstance(part, WrittenRotation) else turn
    handoff = getattr(part, "handoff", None)
    many = -(-turn // handoff.period) if turn and handoff else 1
    for back in range(min(many, _MOST_PERIODS)):
        yield at - back * timedelta(seconds=handoff.period if handoff else 0)


def _weeks_on(at: datetime, now: datetime) -> datetime:
    """Return the last time up to now that is whole weeks after another, by the clocks."""
    weeks = (now.astimezone(at.tzinfo) - at) // timedelta(weeks=1)
    return at + timedelta(weeks=weeks)
