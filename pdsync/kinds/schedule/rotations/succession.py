"""Successors of a running event. Pure.

Of an event that has begun PagerDuty changes only the end. So a change of it makes a successor, and
the running event goes on until that begins, without a gap.

Example: on Thursday 5 March 2026, 10:00, event E1 (ana, ben) is running and the YAML becomes ana,
chloe, ben. Applied, the rotation has two events:

    E1   ana, ben          until 10:30
    E2   ana, chloe, ben   since 10:30

At 10:10 Daniel is added, still without `from`. `as_successor` gives the wanted rotation E2's start,
10:30, so that it changes E2 (one PUT) instead of being a successor of E1 once more.

With `from: 2026-03-16 09:00` instead, E2 begins then, and `with_what_goes_on` keeps E1 until then.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pdsync import oncall
from pdsync.kinds._kind import When
from pdsync.kinds.schedule.beginnings import begun as without_wait
from pdsync.kinds.schedule.beginnings import is_now, is_waiting, waiting
from pdsync.kinds.schedule.lead_time import MINUTES, soon_after
from pdsync.kinds.schedule.rotations.engine import event_on_call, with_phase
from pdsync.kinds.schedule.rotations.event import LONGEST_NAME, Event
from pdsync.kinds.schedule.rotations.rotation import Rotation


def every_event(live: Rotation) -> tuple[Event, ...]:
    """All of its events; a rotation is the last of its own."""
    return (*live.events, _last(live)) if live.wire["events"] else ()


def effective(live: Rotation, when: When) -> datetime:
    """Return when an undated change takes effect: soon where an event runs, else now."""
    return soon_after(when.now) if any(one.since is None for one in every_event(live)) else when.now


def not_over(events: Iterable[Event], at: datetime) -> Event | None:
    """The first of some events in order that is in force at an instant or comes after it."""
    return next((one for one in events if one.until is None or one.until > at), None)


def in_force(rotation: Rotation, live: Rotation) -> Rotation:
    """The live rotation without what begins only when the one that is written is over."""
    before = predecessor(live)
    if rotation.events or before is None or live.since is None:
        return live
    if rotation.until is None or rotation.until > live.since:
        return live
    earlier = {name: getattr(before, name) for name in Event.model_fields}
    return live.model_copy(update={**earlier, "events": live.events[:-1]})


def as_successor(rotation: Rotation, live: Rotation, now: datetime) -> Rotation:
    """A rotation written to have begun, whose live one is about to succeed another, as that one.

    Nobody wrote when it does: it was told to by a change that was just made, or that waits for a
    hand-off.
    """
    begins = live.since
    if begins is None or rotation.since is not None or "events" in rotation.model_fields_set:
        return rotation
    ends_before = rotation.until is not None and rotation.until <= begins
    if ends_before or not (is_waiting(live.name) or follows_soon(live, live.events, now)):
        return rotation
    return that_waits(rotation, live, begins) if is_waiting(live.name) else _from(rotation, begins)


def follows_soon(event: Event, others: Iterable[Event], now: datetime) -> bool:
    """Return True if an event takes over within minutes, by a change that was just made."""
    if event.since is None or is_now(event.since, now):
        return event.since is not None
    soon = event.since <= now + MINUTES
    return soon and any(one.until == event.since for one in others)


def _from(rotation: Rotation, at: datetime) -> Rotation:
    return rotation.model_copy(update={"since": at})


def that_waits(rotation: Rotation, live: Rotation, at: datetime) -> Rotation:
    """A rotation that begins at a hand-off although nobody writes so, which its name says."""
    named = "name" in rotation.model_fields_set
    name = rotation.name if named and rotation.name else without_wait(str(live.title))
    return _from(rotation, at).model_copy(update={"name": waiting(name, LONGEST_NAME)})


def predecessor(live: Rotation) -> Event | None:
    """The event that its last one is to take over from, if it has not begun."""
    before = live.events[-1] if live.events else None
    return before if before and live.since and before.until == live.since else None


def with_what_goes_on(rotation: Rotation, live: Rotation) -> Rotation:
    """With the live events that go on until the rotation begins, though nobody writes them.

    A last one that is still to come is what begins at another time now.
    """
    at = rotation.since
    if at == live.since or "events" in rotation.model_fields_set:
        return rotation
    if at is None:
        return rotation.model_copy(update={"events": ()})
    if live.since is None:
        events = tuple(until(one, at) for one in every_event(live))
        return rotation.model_copy(update={"events": events}) if events else rotation
    earlier = [one for one in live.events if one.since is None or one.since < at]
    if predecessor(live) and earlier:
        earlier.append(earlier.pop().model_copy(update={"until": at}))
    return rotation.model_copy(update={"events": tuple(until(one, at) for one in earlier)})


def _last(live: Rotation) -> Event:
    values = {name: getattr(live, name) for name in Event.model_fields}
    return Event.model_construct({*values}, **values).from_live(live.wire["events"][-1])


def until(event: Event, at: datetime) -> Event:
    """The event, over by an instant."""
    return event.model_copy(update={"until": min(at, event.until or at)})


def from_earlier(rotation: Rotation, live: Rotation, now: datetime) -> Rotation:
    """A rotation that begins before the live one was to, with a first shift that is not later.

    Whole cycles before, so that the turns stay as they are.
    """
    begins = rotation.since or now
    if live.since is None or begins >= live.since:
        return rotation
    event, cycles = event_on_call(rotation), 1
    while event.start > begins:
        cycle = 1 if event.everyone else len(event.members) * event.shifts_per_member
        earlier = oncall.with_shift(event, cycles * cycle, event.start)
        if earlier.start >= event.start:
            return rotation
        event, cycles = earlier, 2 * cycles
    return with_phase(rotation, event)
