"""Rotations with several written events, resolved against the live ones. Pure.

Their effective dates are written, so nothing waits for a hand-off.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pdsync import oncall
from pdsync.kinds._kind import When
from pdsync.kinds.schedule.rotations.engine import begun, event_on_call, with_phase
from pdsync.kinds.schedule.rotations.event import Event
from pdsync.kinds.schedule.rotations.rotation import WrittenRotation
from pdsync.kinds.schedule.rotations.succession import effective, follows_soon, not_over, until
from pdsync.kinds.schedule.rotations.turns import has_turns, is_same, turned, with_turns
from pdsync.kinds.schedule.undecided import Undecided


def events_over(events: Sequence[Event], live: Sequence[Event], when: When) -> tuple[Event, ...]:
    """Return a rotation of several events, resolved against the live ones.

    Each event takes its turns from a live one that is the same, else from the one in force when it
    begins. A live event that is not written goes on until the first of them begins.
    """
    free = list(live)
    first, *others = events
    found = [_over(part, free, live, when) for part in (_in_time(first, free, when.now), *others)]
    begins = found[0].since
    going = [until(one, begins) for one in free if begins and one.since is None]
    return (*going, *found)


def _over(part: Event, free: list[Event], live: Sequence[Event], when: When) -> Event:
    """Return an event with the turns of the live one that it is, which leaves `free`."""
    alike = [one for one in free if _may_begin(part, one) and has_turns(one, part)]
    same = next((one for one in alike if one.until == part.until), alike[0] if alike else None)
    if same is None:
        return _turned(part, live, effective(live, when))
    free.remove(same)
    comes = same.since if follows_soon(same, live, when.now) else None
    times = {"since": part.since or comes, "until": part.until}
    made = same.model_copy(update=times)
    if isinstance(part, WrittenRotation):  # the last one, whose name may be another
        named = with_turns(part, same).model_copy(update={"name": part.name or same.name})
        made = named.model_copy(update=times)
    begins = made.since or when.now
    if same.since and begins < same.since:
        # It begins earlier than it was to: its first shift is not to be later than that.
        return with_phase(made, oncall.begun_by(event_on_call(made), begins))
    return made


def _in_time(first: Event, free: list[Event], now: datetime) -> Event:
    """Return the first event with the start of a live one that is about to succeed another."""
    follows = [one for one in free if follows_soon(one, free, now)]
    if first.since is not None or not follows or any(has_turns(one, first) for one in free):
        return first
    return first.model_copy(update={"since": follows[0].since})


def _turned(part: Event, live: Sequence[Event], default: datetime) -> Event:
    at = part.since or default
    before = not_over(live, at)
    try:
        if before is None or before.shifts is None:
            return begun(part, at)
        made = turned(part.over(before), before, at)
        if before.since is not None and before.since > at:
            # Its first shift is not to be later than it begins.
            return with_phase(made, oncall.begun_by(event_on_call(made), at))
        return with_turns(part, before) if is_same(made, before, at) else made
    except Undecided:
        return begun(part, at)


def _may_begin(event: Event, live: Event) -> bool:
    """Return True if a live event can begin as written, or in time where no start is written."""
    if live.since is None:
        return event.since is None
    return bool(event.since) or event.until is None or live.since < event.until
