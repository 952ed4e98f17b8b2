"""Wanted rotations as of an instant, over the live ones: phases chosen, sameness seen. Pure.

A rotation that would put the same people on call for ever takes its turns from the live one, so
that only what differs is ever sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from pdsync import oncall
from pdsync.kinds._align import align
from pdsync.kinds._base import When
from pdsync.kinds._event import TURNS, Event
from pdsync.kinds._layer_on_call import Undecided
from pdsync.kinds._rotation import Rotation
from pdsync.kinds._rotation_on_call import (
    base,
    begun,
    event_on_call,
    events_begun,
    phased,
    with_turns,
)
from pdsync.kinds._succeeding import as_successor, from_earlier, with_what_goes_on

_A_SECOND = timedelta(seconds=1)


def settled_rotations(
    wanted: Sequence[Rotation], live: Sequence[Rotation], when: When
) -> tuple[Rotation, ...]:
    """The rotations as they will be asked for."""
    present = [_as_of(one, when.now) for one in wanted if not _is_past(one, when.now)]
    partner = dict(align(present, live))
    rows = [
        _over(one, live[partner[row]], when) if row in partner else _new(one, when.now)
        for row, one in enumerate(present)
    ]
    leaving = [one for place, one in enumerate(live) if place not in partner.values()]
    return (*(events_begun(row, when.now) for row in rows), *_going_out(leaving, when))


def _is_past(event: Event, now: datetime) -> bool:
    return event.until is not None and event.until <= now


def _as_of(rotation: Rotation, now: datetime) -> Rotation:
    """Without what is past; what has begun is as if it had always been.

    Where no end is written there is none: an end that was set in the account shows in the plan.
    """
    update: dict[str, object] = {"until": rotation.until}
    if rotation.since is not None and rotation.since <= now:
        update["since"] = None
    if rotation.events:
        update["events"] = tuple(
            event.model_copy(update={"since": None})
            if event.since and event.since <= now
            else event
            for event in rotation.events
            if not _is_past(event, now)
        )
    return rotation.model_copy(update=update)


def _new(rotation: Rotation, now: datetime) -> Rotation:
    if rotation.anchor is not None:
        return phased(rotation)
    return rotation if rotation.start_time else begun(rotation, rotation.since or now)


def _over(rotation: Rotation, live: Rotation, when: When) -> Rotation:
    """A rotation laid over the live one."""
    if live.shifts is None:
        return _new(rotation, when.now).from_live(live.wire)
    rotation = as_successor(_with_events(rotation, live), live)
    try:
        made = _made(rotation, live, when)
    except Undecided:
        made = _new(rotation, when.now)
    return with_what_goes_on(made, live).from_live(live.wire)


def _made(rotation: Rotation, live: Rotation, when: When) -> Rotation:
    whole = rotation.over(live)
    begins = max(whole.since or when.now, when.now)
    turned = from_earlier(_turned(whole, live, begins), live, when.now)
    if _is_same(turned, live, when.now):
        return _with_turns(rotation, live)
    if when.at_handoff and live.since is None and rotation.since is None:
        return _at_handoff(whole, live, when.now)
    return turned


def _with_events(rotation: Rotation, live: Rotation) -> Rotation:
    """With the live events for those written that are the same, and those that still go out."""
    if not rotation.events:
        return rotation
    found = [_live_of(event, live) or event for event in rotation.events]
    begins = {event.since for event in (*found, rotation) if event.since}
    leaving = [one for one in live.events if one not in found and one.until in begins]
    going = [one for one in leaving if one.since is None and found[0].since is not None]
    return rotation.model_copy(update={"events": (*going, *found)})


def _live_of(event: Event, live: Rotation) -> Event | None:
    """The live event that is the same; one that began when another ended may have begun late."""
    alike = (one for one in live.events if one.until == event.until and _has_turns(one, event))
    return next((one for one in alike if event.since in {None, one.since}), None)


def _has_turns(live: Event, event: Event) -> bool:
    """Whether its turns are those that are written; whose the first is need not be."""
    start = event.start_time or live.start_time
    return live.turns == event.model_copy(update={"start_time": start}).turns


def _with_turns(rotation: Rotation, turns: Event) -> Rotation:
    """The rotation with the turns of a live one."""
    update = {name: getattr(turns, name) for name in TURNS}
    return rotation.model_copy(update=update)


def _turned(whole: Rotation, live: Rotation, at: datetime) -> Rotation:
    """The rotation with the phase it will have."""
    if whole.anchor is not None:
        return phased(whole)
    if whole.start_time is not None:
        return whole
    kept = whole.model_copy(update={"start_time": live.start_time})
    if kept.turns == live.turns and _recurs_alike(kept, whole, at):
        return kept
    if kept.shifts != live.shifts or not _recurs_alike(kept, whole, at):
        assert whole.shifts is not None  # noqa: S101 - whoever writes none is told so
        kept = whole.model_copy(update={"start_time": base(whole.shifts, at)})
    old = event_on_call(_present(live, at))
    return with_turns(whole, oncall.successor(old, event_on_call(kept), at))


def _present(live: Rotation, at: datetime) -> Event:
    """The event that puts people on call at an instant, or the next."""
    coming = (one for one in live.parts if one.until is None or one.until > at)
    return next(coming, live)


def _recurs_alike(kept: Rotation, whole: Rotation, at: datetime) -> bool:
    """Whether shifts counted from the live start come when those that are written do."""
    start = whole.shifts.start if whole.shifts else None
    if start is None:
        return True
    there, here = (
        replace(event_on_call(kept), start=one, everyone=True)
        for one in (event_on_call(kept).start, start)
    )
    return _agree(there, here, at)


def _is_same(one: Rotation, live: Rotation, now: datetime) -> bool:
    """Whether both put the same people on call from now on, leaving aside how long they last."""
    return _agree(event_on_call(one), event_on_call(live), now)


def _agree(one: oncall.Event, other: oncall.Event, now: datetime) -> bool:
    ours, theirs = (
        oncall.ShiftSchedule(
            event.time_zone, (oncall.Rotation((replace(event, since=None, until=None),)),)
        )
        for event in (one, other)
    )
    return oncall.same_for_ever(ours, theirs, now).first_difference is None


def _at_handoff(whole: Rotation, live: Rotation, now: datetime) -> Rotation:
    """The rotation from the live one's next hand-off on; until then the live one goes on."""
    at = oncall.next_turn(event_on_call(live), now)
    if at is None:
        return _turned(whole, live, now)
    later = _turned(whole, live, at)
    return later.model_copy(update={"since": at})


def _going_out(leaving: Sequence[Rotation], when: When) -> Iterator[Rotation]:
    """Those of the live ones that nobody writes any more and that are left to end by themselves.

    One that ends with a turn of its own was told so by a change that waited for the hand-off.
    """
    for one in leaving:
        found = _ending(one, when) if one.shifts is not None else None
        if found is not None:
            yield found


def _ending(live: Rotation, when: When) -> Rotation | None:
    """None for one that goes at once, as one that has not begun does."""
    if live.since is not None and not live.events:
        return None
    try:
        event = event_on_call(live)
    except Undecided:
        return None
    if live.until is not None and oncall.next_turn(event, live.until - _A_SECOND) == live.until:
        return live
    handoff = oncall.next_turn(event, live.since or when.now) if when.at_handoff else None
    if handoff is None:
        return None
    return live.model_copy(update={"until": min(handoff, live.until or handoff)})
