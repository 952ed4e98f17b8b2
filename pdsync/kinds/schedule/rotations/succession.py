"""Successors of a running event. Pure.

Of an event that has begun PagerDuty changes only the end. So a change of it makes a successor, and
the running event goes on until that begins, without a gap.

Example: on Thursday 5 March 2026, 10:00, event E1 (ana, ben) is running and the YAML becomes ana,
chloe, ben. Applied, the rotation has two events:

    E1   ana, ben          until 10:30
    E2   ana, chloe, ben   since 10:30

At 10:10 Daniel is added, still without `from`. `as_successor` gives the wanted event E2's start,
10:30, so that it changes E2 (one PUT) instead of being a successor of E1 once more.

With `from: 2026-03-16 09:00` instead, E2 begins then, and `with_what_goes_on` keeps E1 until then.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from pdsync import oncall
from pdsync.kinds._kind import When
from pdsync.kinds._values.names import LONGEST_NAME
from pdsync.kinds.schedule.beginnings import begun as without_wait
from pdsync.kinds.schedule.beginnings import has_waited, is_now, is_waiting, waiting
from pdsync.kinds.schedule.lead_time import MINUTES, soon_after
from pdsync.kinds.schedule.rotations.engine import event_on_call, with_phase
from pdsync.kinds.schedule.rotations.event import Event


def effective(live: Iterable[Event], when: When) -> datetime:
    """Return when an undated change takes effect: soon where an event runs, else now."""
    return soon_after(when.now) if any(one.since is None for one in live) else when.now


def not_over(events: Iterable[Event], at: datetime) -> Event | None:
    """Return the first event, in order, that is in force at an instant or later."""
    return next((one for one in events if one.until is None or one.until > at), None)


def in_force(event: Event, live: Sequence[Event]) -> Sequence[Event]:
    """Return the live events without the last one, if the written event is over before it."""
    begins = live[-1].since
    if predecessor(live) is None or begins is None or event.until is None or event.until > begins:
        return live
    return live[:-1]


def as_successor(event: Event, live: Sequence[Event], now: datetime) -> Event:
    """Return an event with the start of the pending live event that it changes.

    Nobody wrote that start: a change just made, or one that waits for a hand-off, set it.
    """
    last = live[-1]
    begins = last.since
    if begins is None or event.since is not None:
        return event
    ends_before = event.until is not None and event.until <= begins
    if ends_before or not (is_waiting(last.name) or follows_soon(last, live[:-1], now)):
        return event
    return that_waits(event, last, begins) if is_waiting(last.name) else _from(event, begins)


def follows_soon(event: Event, others: Iterable[Event], now: datetime) -> bool:
    """Return True if an event takes over within minutes, by a change that was just made."""
    if event.since is None or is_now(event.since, now):
        return event.since is not None
    soon = event.since <= now + MINUTES
    return soon and any(one.until == event.since for one in others)


def _from(event: Event, at: datetime) -> Event:
    return event.model_copy(update={"since": at})


def that_waits(event: Event, live: Event, at: datetime) -> Event:
    """Return an event that begins at a hand-off; its name says that this was not written."""
    named = "name" in event.model_fields_set
    name = event.name if named and event.name else without_wait(str(live.title))
    return _from(event, at).model_copy(update={"name": waiting(name, LONGEST_NAME)})


def named_as(event: Event, live: Event) -> Event:
    """Return an event with the live one's name, where only the words that it waits differ."""
    unnamed = "name" not in event.model_fields_set
    if unnamed and is_waiting(live.name):
        return event.model_copy(update={"name": without_wait(live.name)})
    if has_waited(live.name, event.name, LONGEST_NAME):
        return event.model_copy(update={"name": live.name})
    return event


def predecessor(live: Sequence[Event]) -> Event | None:
    """Return the event that the last one is to succeed, if that has not begun."""
    *others, last = live
    before = others[-1] if others else None
    return before if before and last.since and before.until == last.since else None


def with_what_goes_on(event: Event, live: Sequence[Event]) -> tuple[Event, ...]:
    """Return the live events that go on until an event begins, unwritten, and that event.

    A pending last event is the one that now begins at another time.
    """
    at, last = event.since, live[-1]
    if at == last.since:
        return (*live[:-1], event)
    if at is None:
        return (event,)
    if last.since is None:
        return (*(until(one, at) for one in live), event)
    earlier = [one for one in live[:-1] if one.since is None or one.since < at]
    if predecessor(live) and earlier:
        earlier.append(earlier.pop().model_copy(update={"until": at}))
    return (*(until(one, at) for one in earlier), event)


def until(event: Event, at: datetime) -> Event:
    """Return the event with an end no later than an instant."""
    return event.model_copy(update={"until": min(at, event.until or at)})


def from_earlier(event: Event, live: Event, now: datetime) -> Event:
    """Return an event that begins before the live one was to, with a first shift no later.

    The first shift moves by whole cycles, so that turns stay.
    """
    begins = event.since or now
    if live.since is None or begins >= live.since:
        return event
    made, cycles = event_on_call(event), 1
    while made.start > begins:
        cycle = 1 if made.everyone else len(made.members) * made.shifts_per_member
        # By twice as many each time: the live one may have been put off by years.
        earlier = oncall.with_shift(made, cycles * cycle, made.start)
        if earlier.start >= made.start:
            return event
        made, cycles = earlier, 2 * cycles
    return with_phase(event, made)
